import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/gateway/observation.js';
import { simulate } from '../../src/gateway/simulate.js';
import { meanInterval } from '../../src/measure/interval.js';
import { deployedChannels } from '../../src/model/network/channels.js';
import type { FlowCheck, FlowPart } from '../../src/model/network/check/flow.js';
import { checkNetwork, type NetworkCheck } from '../../src/model/network/check.js';
import { networkOf } from '../../src/model/network/from-model.js';
import { REQUEST_NEEDS } from '../../src/model/network/http.js';
import type { NetworkModel, RequestKind } from '../../src/model/network/network-model.js';
import {
  type Failures,
  requestFailures,
  requestKinds,
  totalProbability,
} from '../../src/model/network/request-failures.js';
import type { Model } from '../../src/model/schema.js';
import { anyModel, CLASSES, PREFIX, parse } from '../model/network/any-model.js';

/**
 * `cmgsim network --check` against the simulation: the same rule book must give the same outcome for every flow,
 * instance and activity, whatever the deployment and whatever its firewalls, proxy and devices.
 */

const run = (model: Model): Observation =>
  simulate(model, { seed: 'agreement', replication: 0, warmupSeconds: 45, durationSeconds: 45 });
const flowsOf = (check: NetworkCheck, id: FlowCheck['flow']): FlowCheck[] =>
  check.flows.filter((each) => each.flow === id);

/** Per connection point and instance: protocol and port of the channel, or that there is none; and what the check says. */
function compareChannels(network: NetworkModel, check: NetworkCheck, observed: Observation): void {
  for (const [index, flow] of flowsOf(check, 'channel').entries()) {
    const gateway = network.gateways[index]!;
    const exists = gateway.provisioned || flowsOf(check, 'deploy')[index]!.state === 'works';
    const reached = new Set<number>();
    for (const { chosen, connectionPoint, instance, isCrowdedOut } of deployedChannels(network, gateway)) {
      const channel = observed.channels.find(
        (each) =>
          each.vm === `${gateway.name}/vm/${instance + 1}` &&
          each.connectionPoint === `${gateway.name}/cp/${connectionPoint + 1}`,
      );
      if (chosen !== null) reached.add(instance);
      if (chosen !== null && exists)
        expect(channel).toMatchObject({ state: 'up', protocol: chosen.protocol, port: chosen.port });
      else
        expect(channel).toMatchObject({
          state: chosen === null && !isCrowdedOut ? 'impossible' : 'down',
          availability: 0,
        });
    }
    for (const part of flow.parts) expect(part.state === 'broken').toBe(!reached.has(part.instance!));
  }
}

const vmName = (gateway: string | null, part: FlowPart): string => `${gateway}/vm/${part.instance! + 1}`;

/** Requests fail for want of a channel on exactly the instances that have none. */
function compareInstances(check: NetworkCheck, observed: Observation): void {
  let channelless = 0;
  for (const { gateway, parts } of flowsOf(check, 'channel')) {
    for (const part of parts) {
      const instance = observed.instances.find(({ vm }) => vm === vmName(gateway, part))!;
      if (part.state === 'broken') channelless += instance.failed;
      else expect(instance.failed).toBe(0);
    }
  }
  const failed = Object.values(observed.requests).map((seen) => seen.attemptsFailed['no-channel'] ?? 0);
  if (channelless === 0) expect(failed.filter((count) => count > 0)).toEqual([]);
}

/** Per request class: the causes that occur are those foreseen, and all fail or none where the check says so. */
function compareRequests(network: NetworkModel, observed: Observation): void {
  const population = network.populations[0]!;
  const foresee = (kind: RequestKind): Failures[] =>
    network.gateways.map((gateway) => requestFailures(network, gateway, population, kind));
  const tokensFail = foresee('token').some((failures) => totalProbability(failures) > 0);
  for (const kind of requestKinds(population)) {
    const seen = observed.requests[kind];
    if (seen === undefined) continue;
    const foreseen = foresee(kind);
    const totals = foreseen.map(totalProbability);
    // A request that waits for a token on an instance without a channel fails for want of the token.
    const causes = [...foreseen.flatMap(Object.keys), ...(tokensFail ? ['token'] : [])];
    const failed = Object.keys(seen.attemptsFailed).filter((cause) => seen.attemptsFailed[cause]! > 0);
    expect(causes, kind).toEqual(expect.arrayContaining(failed));
    if (Math.max(...totals) === 0) expect(failed, kind).toEqual([]);
    if (Math.min(...totals) > 1 - 1e-9) expect(seen.completed, kind).toBe(0);
  }
}

/** Per leg: the activities that devices stop are those whose requests fail for that cause. */
function compareActivities(check: NetworkCheck, observed: Observation): void {
  const stopped = new Set(
    flowsOf(check, 'http')
      .flatMap(({ parts }) => parts)
      .map(({ name }) => name),
  );
  for (const kind of CLASSES) {
    const seen = observed.requests[kind]!;
    const blocked = (seen.attemptsFailed['verb-blocked'] ?? 0) + (seen.attemptsFailed['header-blocked'] ?? 0);
    if (blocked > 0) expect([...stopped]).toContain(REQUEST_NEEDS[kind].activity);
    if (stopped.has(REQUEST_NEEDS[kind].activity)) expect(seen.completed).toBe(0);
  }
}

/** Downloads: none fails when the check says 0, none completes when it says 1. */
function compareDownloads(check: NetworkCheck, observed: Observation): void {
  const { completed, failed, downloads } = observed.content;
  const failures = Object.values(failed).reduce((sum, count) => sum + count, 0);
  expect(downloads).toBeGreaterThan(0);
  if (check.downloadShare === 0) expect(failures).toBe(0);
  if (check.downloadShare === 1) expect(completed).toBe(0);
}

describe('cmgsim network --check and the simulation', () => {
  it('agree on every flow, instance and activity of 500 random deployments and firewalls', () => {
    const states = { works: 0, degraded: 0, broken: 0 };
    fc.assert(
      fc.property(anyModel, (model) => {
        const network = networkOf(model);
        const check = checkNetwork(network);
        const observed = run(model);
        states[check.state]++;
        compareChannels(network, check, observed);
        compareInstances(check, observed);
        compareRequests(network, observed);
        compareActivities(check, observed);
        compareDownloads(check, observed);
      }),
      { numRuns: 500, seed: 3 },
    );
    // The property would hold of nothing if all deployments were of one kind.
    expect(states.works).toBeGreaterThan(50);
    expect(states.degraded).toBeGreaterThan(5);
    expect(states.broken).toBeGreaterThan(50);
  }, 300_000);

  it('agree that a third of the requests fails when a gateway grows to 3 instances behind a firewall for 2', () => {
    const model = parse({
      gateway: { instances: 3, prefix: PREFIX },
      connectionPoints: { count: 2, firewall: { open: ['10124-10125'] } },
      clients: [{ count: 500, activities: { 'update-scan': { exchanges: 1 } } }],
    });
    const check = checkNetwork(networkOf(model));
    expect(check.requestShareByCause).toEqual({ 'no-channel': expect.closeTo(1 / 3, 9) });
    const shares = Array.from({ length: 10 }, (_, replication) => {
      const observed = simulate(model, {
        seed: 'third',
        replication,
        warmupSeconds: 600,
        durationSeconds: 3600,
      });
      const classes = Object.values(observed.requests);
      const lost = classes
        .flatMap(({ failed }) => Object.entries(failed))
        // Without a channel there is no new token either, and some wait for it until they time out.
        .filter(([cause]) => ['no-channel', 'token', 'timeout'].includes(cause))
        .reduce((sum, [, count]) => sum + count, 0);
      return lost / (lost + classes.reduce((sum, { completed }) => sum + completed, 0));
    });
    const { low, high } = meanInterval(shares, 0.99);
    expect(low).toBeLessThan(check.requestShare!);
    expect(high).toBeGreaterThan(check.requestShare!);
    expect(high! - low!).toBeLessThan(0.02);
  });
});
