import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/gateway/simulation/observation.js';
import { simulate } from '../../src/gateway/simulation/simulate.js';
import { meanInterval } from '../../src/measure/interval.js';
import { deployedChannels } from '../../src/model/network/channels.js';
import type { FlowCheck, FlowPart } from '../../src/model/network/check/flow.js';
import type { PhaseCheck } from '../../src/model/network/check/phase.js';
import { checkNetwork, type NetworkCheck } from '../../src/model/network/check.js';
import type { NetworkGateway } from '../../src/model/network/deployment.js';
import { networkOf } from '../../src/model/network/from-model.js';
import { REQUEST_NEEDS } from '../../src/model/network/http.js';
import type { NetworkModel, NetworkPopulation, RequestKind } from '../../src/model/network/network-model.js';
import { type Phase, phasesOf } from '../../src/model/network/phases.js';
import {
  type Failures,
  requestFailures,
  requestKinds,
  totalProbability,
} from '../../src/model/network/request-failures.js';
import type { Model } from '../../src/model/schema.js';
import { summarise } from '../../src/study/summary/summarise.js';
import { anyModel, CLASSES, PREFIX, parse } from '../model/network/any-model.js';
import { CONTEXT } from '../report/fixture.js';

/**
 * `cmgsim network --check` against the simulation: the same rule book must give the same outcome for every flow,
 * instance and activity, whatever the deployment and whatever its firewalls, proxy and devices.
 */

/** After a change of size: time for new instances, probes, maintenance, failed attempts and tokens. */
const SETTLING_SECONDS = 26;
const WINDOW_SECONDS = 22;

/** What a run sees of one phase of the model, once it has settled. */
const runIn = (model: Model, { fromSeconds }: Phase): Observation =>
  simulate(model, {
    seed: 'agreement',
    replication: 0,
    warmupSeconds: fromSeconds + SETTLING_SECONDS,
    durationSeconds: WINDOW_SECONDS,
  });

/** The flows that the check tells of in one phase. */
const flowsIn = ({ flows }: NetworkCheck, { fromSeconds }: Phase): FlowCheck[] =>
  flows.filter(
    ({ size }) =>
      size === null ||
      (size.fromSeconds <= fromSeconds && fromSeconds < (size.toSeconds ?? Number.POSITIVE_INFINITY)),
  );
const flowsOf = (flows: readonly FlowCheck[], id: FlowCheck['flow']): FlowCheck[] =>
  flows.filter((each) => each.flow === id);

/** How often the property has met something; it would hold of nothing if all deployments were alike. */
type Seen = Record<string, number>;
const count = (seen: Seen, what: string): void => {
  seen[what] = (seen[what] ?? 0) + 1;
};

/** What the random deployments must hold at least: deployments, states of flows, causes that runs reported. */
const AT_LEAST = {
  classic: 200,
  'scale-set': 200,
  'one instance': 40,
  'over 8 instances': 150,
  'several gateways': 100,
  'several populations': 100,
  'own domain': 200,
  'azure-us-government': 150,
  'CONNECT limited': 100,
  works: 100,
  degraded: 10,
  broken: 300,
  'deploy broken': 50,
  'channel works': 200,
  'channel degraded': 50,
  'channel broken': 150,
  'requests broken': 50,
  'content broken': 50,
  'sign-in broken': 40,
  'http degraded': 100,
  'http broken': 50,
  'instance with a channel': 1000,
  'instance without a channel': 1000,
  'no-channel': 500,
  'no-instance': 50,
  'port-closed': 200,
  'host-blocked': 50,
  'verb-blocked': 150,
  'header-blocked': 100,
  'tls-inspected': 25,
  token: 500,
  'several changes': 20,
  'not scaled': 15,
  growing: 30,
  shrinking: 50,
  'from one instance': 10,
  'to one instance': 20,
  'broken by growing': 3,
  'mended by shrinking': 3,
};

function countKind(seen: Seen, network: NetworkModel, check: NetworkCheck): void {
  const { gateways, populations, connectionPoints } = network;
  const { deployment, instances, environment, ownDomainName } = gateways[0]!;
  const connectPorts = connectionPoints.proxy?.connectPorts ?? 'any';
  const kinds = {
    [deployment]: true,
    [environment]: true,
    [check.state]: true,
    'one instance': instances === 1,
    'over 8 instances': instances > 8,
    'several gateways': gateways.length > 1,
    'several populations': populations.length > 1,
    'own domain': ownDomainName !== undefined,
    'CONNECT limited': connectPorts !== 'any',
  };
  for (const [kind, holds] of Object.entries(kinds)) if (holds) count(seen, kind);
  for (const { flow, state } of check.flows) count(seen, `${flow} ${state}`);
}

/** What the changes of size did, by what the runs say of the first gateway's deployment. */
function countChanges(
  seen: Seen,
  network: NetworkModel,
  phases: readonly Phase[],
  disconnected: readonly boolean[],
): void {
  if (phases.length > 2) count(seen, 'several changes');
  if (phases.length === 1)
    count(seen, network.timeline!.scalings.length > 0 ? 'not scaled' : 'never changed');
  for (const [index, { network: now }] of phases.entries()) {
    if (index === 0) continue;
    const [before, after] = [phases[index - 1]!.network, now].map(({ gateways }) => gateways[0]!.instances);
    if (before === after) continue;
    const change = after! > before! ? 'growing' : 'shrinking';
    count(seen, change);
    if (before === 1) count(seen, 'from one instance');
    if (after === 1) count(seen, 'to one instance');
    if (!disconnected[index - 1] && disconnected[index]) count(seen, `broken by ${change}`);
    if (disconnected[index - 1] && !disconnected[index]) count(seen, `mended by ${change}`);
  }
}

/** Per connection point and instance: protocol and port of the channel, or that there is none; and what the check says. */
function compareChannels(network: NetworkModel, flows: readonly FlowCheck[], observed: Observation): void {
  for (const [index, flow] of flowsOf(flows, 'channel').entries()) {
    const gateway = network.gateways[index]!;
    const exists = isThere(gateway, flows);
    expect(flow.size!.instances).toBe(gateway.instances);
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

const isThere = ({ name, provisioned }: NetworkGateway, flows: readonly FlowCheck[]): boolean =>
  provisioned || flowsOf(flows, 'deploy').find(({ gateway }) => gateway === name)!.state === 'works';

/** Instances without a channel are those that a run finds so all the time, and it is disconnected when there is one. */
function compareOutages(network: NetworkModel, flows: readonly FlowCheck[], observed: Observation): boolean {
  const there = network.gateways.filter((gateway) => isThere(gateway, flows)).map(({ name }) => name);
  const channelless = flowsOf(flows, 'channel')
    .filter(({ gateway }) => there.includes(gateway!))
    .flatMap(({ gateway, parts }) =>
      parts.filter(({ state }) => state === 'broken').map((part) => vmName(gateway, part)),
    );
  const outages = observed.outages.filter(
    ({ fromSeconds, toSeconds }) => fromSeconds === 0 && toSeconds === observed.durationSeconds,
  );
  expect(outages).toHaveLength(observed.outages.length);
  expect(outages.map(({ vm }) => vm).sort()).toEqual(channelless.sort());
  const isDisconnected = summarise([observed], CONTEXT).verdict.state === 'disconnected';
  expect(isDisconnected).toBe(channelless.length > 0);
  return isDisconnected;
}

const vmName = (gateway: string | null, part: FlowPart): string => `${gateway}/vm/${part.instance! + 1}`;

/**
 * An instance without a channel fails every request that reaches it, one with a channel none. Of several gateways, any
 * may be the source of a download: it then checks a content token, for which it needs no channel.
 */
function compareInstances(flows: readonly FlowCheck[], observed: Observation, seen: Seen): void {
  let channelless = 0;
  for (const { gateway, parts } of flowsOf(flows, 'channel')) {
    for (const part of parts) {
      const { requests, failed } = observed.instances.find(({ vm }) => vm === vmName(gateway, part))!;
      if (part.state !== 'broken') expect(failed).toBe(0);
      else if (observed.instances.every((one) => one.gateway === gateway)) expect(failed).toBe(requests);
      else expect(requests - failed).toBeLessThanOrEqual(observed.content.downloads);
      if (part.state === 'broken') channelless += failed;
      if (requests > 0)
        count(seen, part.state === 'broken' ? 'instance without a channel' : 'instance with a channel');
    }
  }
  const failed = Object.values(observed.requests).map((each) => each.attemptsFailed['no-channel'] ?? 0);
  if (channelless === 0) expect(failed.filter((attempts) => attempts > 0)).toEqual([]);
}

/** Per request class: the causes that occur are those foreseen, and all fail or none where the check says so. */
function compareRequests(network: NetworkModel, observed: Observation, seen: Seen): void {
  for (const [kind, { attemptsFailed, completed }] of Object.entries(observed.requests)) {
    const foreseen = foresee(network, kind as RequestKind);
    const totals = foreseen.map(totalProbability);
    // A request that waits for a token on an instance without a channel fails for want of the token.
    const tokensFail = foresee(network, 'token').some((failures) => totalProbability(failures) > 0);
    const causes = [...foreseen.flatMap(Object.keys), ...(tokensFail ? ['token'] : [])];
    const failed = Object.keys(attemptsFailed).filter((cause) => attemptsFailed[cause]! > 0);
    expect(causes, kind).toEqual(expect.arrayContaining(failed));
    if (Math.max(...totals) === 0) expect(failed, kind).toEqual([]);
    if (Math.min(...totals) > 1 - 1e-9) expect(completed, kind).toBe(0);
    for (const cause of failed) count(seen, cause);
  }
}

/** A download asks for its location, whoever's it is. */
const asks = (population: NetworkPopulation, kind: RequestKind): boolean =>
  kind === 'content-location' || requestKinds(population).includes(kind);

/** How requests of a class may fail, one entry for each population that makes them at each gateway. */
const foresee = (network: NetworkModel, kind: RequestKind): Failures[] =>
  network.populations
    .filter((population) => asks(population, kind))
    .flatMap((population) =>
      network.gateways.map((gateway) => requestFailures(network, gateway, population, kind)),
    );

/** Per leg and population: the activities that devices stop are those whose requests fail for that cause. */
function compareActivities(network: NetworkModel, flows: readonly FlowCheck[], observed: Observation): void {
  for (const population of network.populations) {
    const stopped = new Set(
      flowsOf(flows, 'http')
        .filter((flow) => flow.population === null || flow.population === population.name)
        .flatMap(({ parts }) => parts)
        .map(({ name }) => name),
    );
    for (const kind of CLASSES.filter((each) => requestKinds(population).includes(each))) {
      const { attemptsFailed, completed } = observed.requests[kind]!;
      const blocked = (attemptsFailed['verb-blocked'] ?? 0) + (attemptsFailed['header-blocked'] ?? 0);
      if (blocked > 0) expect([...stopped]).toContain(REQUEST_NEEDS[kind].activity);
      if (stopped.has(REQUEST_NEEDS[kind].activity)) expect(completed).toBe(0);
    }
  }
}

/** Share of the attempts that failed, of the classes that clients ask for of themselves. */
function failingShare({ requests }: Observation): number {
  const classes = Object.entries(requests).filter(([kind]) => kind !== 'content-location');
  const sum = (counts: readonly number[]): number => counts.reduce((total, each) => total + each, 0);
  const failed = sum(classes.flatMap(([, seen]) => Object.values(seen.attemptsFailed)));
  return failed / (failed + sum(classes.map(([, { completed }]) => completed)));
}

/** Downloads: none fails when the check says 0, none completes when it says 1. */
function compareDownloads(check: PhaseCheck, observed: Observation): void {
  const { completed, failed, downloads } = observed.content;
  const failures = Object.values(failed).reduce((sum, count) => sum + count, 0);
  expect(downloads).toBeGreaterThan(0);
  if (check.downloadShare === 0) expect(failures).toBe(0);
  if (check.downloadShare === 1) expect(completed).toBe(0);
}

describe('cmgsim network --check and the simulation', () => {
  it('agree on every flow, instance and activity of 500 random deployments and firewalls, at each size', () => {
    const seen: Seen = {};
    const differences: number[] = [];
    fc.assert(
      fc.property(anyModel, (model) => {
        const network = networkOf(model);
        const check = checkNetwork(network);
        const phases = phasesOf(network);
        countKind(seen, network, check);
        expect(check.phases).toHaveLength(phases.length);
        const disconnected = phases.map((phase, index) => {
          const { network: now } = phase;
          const flows = flowsIn(check, phase);
          const observed = runIn(model, phase);
          compareChannels(now, flows, observed);
          compareInstances(flows, observed, seen);
          compareRequests(now, observed, seen);
          compareActivities(now, flows, observed);
          compareDownloads(check.phases[index]!, observed);
          // Clients keep their connections, so that new instances get their share of them late.
          const { requestShare } = check.phases[index]!;
          if (index === 0 && requestShare! > 0 && requestShare! < 1)
            differences.push(failingShare(observed) - requestShare!);
          return compareOutages(now, flows, observed);
        });
        countChanges(seen, network, phases, disconnected);
      }),
      { numRuns: 500, seed: 3 },
    );
    for (const [what, atLeast] of Object.entries(AT_LEAST))
      expect(seen[what] ?? 0, what).toBeGreaterThanOrEqual(atLeast);
    // The shares that the check foresees are those of the runs on average, over the models where some requests fail.
    expect(differences.length).toBeGreaterThan(100);
    const { low, high } = meanInterval(differences, 0.99);
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
    expect(high! - low!).toBeLessThan(0.04);
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
