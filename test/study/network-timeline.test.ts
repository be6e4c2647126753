import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/gateway/simulation/observation.js';
import { simulate } from '../../src/gateway/simulation/simulate.js';
import { deployedChannels } from '../../src/model/network/channels.js';
import { checkNetwork, type NetworkCheck } from '../../src/model/network/check.js';
import { networkOf } from '../../src/model/network/from-model.js';
import type { NetworkModel } from '../../src/model/network/network-model.js';
import { phasesOf } from '../../src/model/network/phases.js';
import type { Model } from '../../src/model/schema.js';
import { summarise } from '../../src/study/summary/summarise.js';
import { channelFirewall, onceIn, parse, proxy, QUICK, rarely, size } from '../model/network/any-model.js';
import { CONTEXT } from '../report/fixture.js';

/**
 * `cmgsim network --check` against one run through all of a timeline: the same instances have no channel at the same
 * times, and the run is disconnected exactly where one of them has none for long enough.
 */

/** A phase is too short to count as an outage, even three in a row, or long enough. */
const SHORT = 60;
const LONG = 420;
/** Time after a change of size for new instances, probes, maintenance and failed attempts. */
const SETTLING = 30;
/** From which length on an outage is one, see `study/verdict/disconnection.ts`. */
const OUTAGE = 300;

/** Often the ports of some sizes and not of others. */
const firewall = fc.oneof(
  channelFirewall,
  fc.record({
    open: fc.constantFrom(
      ['443'],
      ['10124-10139'],
      ['443', '10124-10125'],
      ['443', '10125-10127'],
      ['443', '10140-10142'],
      ['10140-10155'],
    ),
  }),
);

const anyTimeline = fc
  .record({
    deployment: fc.constantFrom('scale-set', 'classic'),
    instances: size,
    second: rarely(3, size),
    points: fc.integer({ min: 1, max: 2 }),
    firewall,
    proxy: rarely(3, proxy),
    tunnels: fc.constantFrom(5000, 48),
    isOffline: onceIn(20),
    first: fc.constantFrom(SHORT, LONG),
    changes: fc.array(
      fc.record({
        gateway: fc.constantFrom('first', 'first', 'second'),
        instances: size,
        lasts: fc.constantFrom(SHORT, LONG),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map((choice) => {
    const changes = choice.changes.filter(
      ({ gateway }) => gateway === 'first' || choice.second !== undefined,
    );
    const lengths = [choice.first, ...changes.map(({ lasts }) => lasts)];
    const start = (phase: number) => lengths.slice(0, phase).reduce((sum, seconds) => sum + seconds, 0);
    const gateway = { deployment: choice.deployment, vm: QUICK };
    return parse({
      simulation: { warmup: '0s', duration: `${start(lengths.length)}s` },
      gateways: [
        { ...gateway, name: 'first', prefix: 'first', instances: choice.instances },
        ...(choice.second === undefined
          ? []
          : [{ ...gateway, name: 'second', prefix: 'second', instances: choice.second }]),
      ],
      connectionPoints: {
        count: choice.points,
        maintenance: '10s',
        channel: { attemptTimeout: '2s' },
        firewall: choice.firewall,
        ...(choice.proxy && { proxy: { ...choice.proxy, connections: choice.tunnels } }),
      },
      site: { serviceConnectionPoint: { online: !choice.isOffline } },
      clients: [{ count: 3 }],
      events: changes.map(({ gateway: name, instances }, index) => ({
        event: 'scale',
        at: `${start(index + 1)}s`,
        gateway: name,
        instances,
      })),
    });
  });

interface Spell {
  readonly vm: string;
  from: number;
  to: number;
}

/** When which instance has no channel, as the check says. */
function foreseen(check: NetworkCheck, end: number): Spell[] {
  const spells: Spell[] = [];
  for (const { flow, gateway, size: time, parts } of check.flows)
    for (const part of flow === 'channel' ? parts : []) {
      if (part.state !== 'broken') continue;
      const vm = `${gateway}/vm/${part.instance! + 1}`;
      const { fromSeconds: from, toSeconds } = time!;
      const going = spells.find((spell) => spell.vm === vm && spell.to === from);
      if (going) going.to = toSeconds ?? end;
      else spells.push({ vm, from, to: toSeconds ?? end });
    }
  return spells;
}

/** Which channels find a tunnel of the proxy is chance once there are too few, and how many of them do is not. */
function compareTunnels(network: NetworkModel, observed: Observation): void {
  const up = observed.channels.filter(({ state }) => state === 'up');
  expect(up).toHaveLength(channelsOf(network).filter(({ chosen }) => chosen !== null).length);
}

const channelsOf = (network: NetworkModel) =>
  network.gateways.flatMap((gateway) => deployedChannels(network, gateway));

/** In each phase, once it has settled: the instances that are out all the time, and no other is out at all. */
function compareTimes(check: NetworkCheck, spells: readonly Spell[], observed: Observation): void {
  for (const { fromSeconds, toSeconds } of check.phases) {
    const [from, to] = [fromSeconds + SETTLING, toSeconds ?? observed.durationSeconds];
    const expected = spells.filter((spell) => spell.from <= from && spell.to >= to).map(({ vm }) => vm);
    const out = observed.outages.filter((outage) => outage.fromSeconds < to && outage.toSeconds > from);
    expect(out.map(({ vm }) => vm).sort()).toEqual(expected.sort());
    for (const outage of out) {
      expect(outage.fromSeconds).toBeLessThanOrEqual(from);
      expect(outage.toSeconds).toBeGreaterThanOrEqual(to);
    }
  }
}

type Seen = Record<string, number>;
/** What the timelines must hold at least. */
const AT_LEAST = {
  growing: 80,
  shrinking: 80,
  'broken by growing': 15,
  'broken by shrinking': 3,
  'mended by growing': 5,
  'mended by shrinking': 12,
  'from one instance': 30,
  'to one instance': 30,
  'several changes': 60,
  'not scaled': 10,
  disconnected: 80,
  'broken too shortly': 15,
  works: 40,
  'too few tunnels': 5,
};

function countKinds(seen: Seen, model: Model, check: NetworkCheck, isDisconnected: boolean): void {
  const count = (what: string, holds: boolean): void => {
    if (holds) seen[what] = (seen[what] ?? 0) + 1;
  };
  count('several changes', check.phases.length > 2);
  count('not scaled', check.phases.length === 1 && model.events.length > 0);
  count('disconnected', isDisconnected);
  const channelless = check.phases.map(({ fromSeconds }) =>
    check.flows.some(
      ({ flow, size: time, parts }) =>
        flow === 'channel' &&
        time!.fromSeconds <= fromSeconds &&
        fromSeconds < (time!.toSeconds ?? Number.POSITIVE_INFINITY) &&
        parts.some(({ state }) => state === 'broken'),
    ),
  );
  count('works', !channelless.includes(true));
  count('broken too shortly', channelless.includes(true) && !isDisconnected);
  for (const [index, { sizes }] of check.phases.entries()) {
    if (index === 0) continue;
    const before = check.phases[index - 1]!.sizes;
    const change = sizes.findIndex(({ instances }, which) => instances !== before[which]!.instances);
    const [from, to] = [before[change]!.instances, sizes[change]!.instances];
    const kind = to > from ? 'growing' : 'shrinking';
    count(kind, true);
    count('from one instance', from === 1);
    count('to one instance', to === 1);
    count(`broken by ${kind}`, !channelless[index - 1] && channelless[index]!);
    count(`mended by ${kind}`, channelless[index - 1]! && !channelless[index]);
  }
}

describe('cmgsim network --check and a run through all sizes', () => {
  it('agree on which instances have no channel and when, over 250 random timelines', () => {
    const seen: Seen = {};
    fc.assert(
      fc.property(anyTimeline, (model) => {
        const network = networkOf(model);
        const phases = phasesOf(network);
        const check = checkNetwork(network);
        const observed = simulate(model, { seed: 'timeline', replication: 0 });
        const isCrowded = phases.some((phase) =>
          channelsOf(phase.network).some((channel) => channel.isCrowdedOut),
        );
        compareTunnels(phases.at(-1)!.network, observed);
        if (isCrowded) {
          seen['too few tunnels'] = (seen['too few tunnels'] ?? 0) + 1;
          return;
        }
        const spells = foreseen(check, observed.durationSeconds);
        compareTimes(check, spells, observed);
        const { state } = summarise([observed], CONTEXT).verdict;
        const least = Math.min(OUTAGE, observed.durationSeconds);
        expect(state === 'disconnected').toBe(spells.some(({ from, to }) => to - from >= least));
        countKinds(seen, model, check, state === 'disconnected');
      }),
      { numRuns: 250, seed: 5 },
    );
    for (const [what, atLeast] of Object.entries(AT_LEAST))
      expect(seen[what] ?? 0, what).toBeGreaterThanOrEqual(atLeast);
  }, 120_000);
});
