import { describe, expect, it } from 'vitest';
import { simulate } from '../../../src/gateway/simulation/simulate.js';
import { loadModel } from '../../../src/model/load.js';
import { summarise } from '../../../src/study/summary/summarise.js';
import { CONTEXT } from '../../report/fixture.js';

/** Small deployments whose first line was wrong once: what it said, and what is right. */
function verdictOf(yaml: string) {
  const loaded = loadModel(`name: case\n${yaml}`, 'case.yaml');
  if ('problems' in loaded) throw new Error(loaded.problems.map(({ message }) => message).join());
  const observation = simulate(loaded.value, { seed: 1, replication: 0 });
  expect(observation.violations).toEqual([]);
  return summarise([observation], { ...CONTEXT, objective: loaded.value.objective }).verdict;
}

const WINDOW = 'simulation: {start: 9h, warmup: 0s, duration: 40min}';
const CLIENTS = 'clients: [{name: home, count: 100}]';
const scaled = (from: number, to: number, ports: string, deployment = 'scale-set') => `${WINDOW}
gateway: {deployment: ${deployment}, version: 2107, instances: ${from}, prefix: granitefalls, region: westus}
connectionPoints: {count: 2${ports}}
${CLIENTS}
events: [{event: scale, at: 550min, instances: ${to}}]`;
const GROW = (ports: string, deployment?: string) => scaled(1, 2, ports, deployment);

describe('the first line', () => {
  it.each<[what: string, yaml: string, state: string, reason: RegExp]>([
    [
      'an instance that loses its channel in growing (was: holds, with 53.9 % failing)',
      GROW(', firewall: {open: [443, 10125]}'),
      'disconnected',
      /^cmg\/vm\/1 has had no channel to any connection point since 09:10, .*closes port 10124/,
    ],
    [
      'both instances without a channel after growing (was: the larger loss was not named)',
      GROW(', firewall: {open: [443]}', 'classic'),
      'disconnected',
      /^cmg\/vm\/1 has had no channel .* since 09:10/,
    ],
    [
      'the instance that stays when a gateway shrinks onto a closed port (was: the other one was blamed)',
      scaled(2, 1, ', firewall: {open: ["10124-10139"]}'),
      'disconnected',
      /^cmg\/vm\/1 has had no channel .* since 09:10, .*closes port 443/,
    ],
    ['a healthy shrink (was: disconnected)', scaled(2, 1, ''), 'holds', /^$/],
    ['healthy growth', GROW(', firewall: {open: [443, 10124, 10125]}'), 'holds', /^$/],
    [
      'clients whose port 443 is closed (was: holds, with 100 % failing)',
      `${WINDOW}\ngateway: {}\nclients: [{name: home, count: 100, firewall: {closed: [443]}}]`,
      'failing',
      /^Failed: .*notification \(100 %\).*because of port-closed at home/,
    ],
    [
      'a verb that a device blocks (was: holds, with 99.7 % failing)',
      `${WINDOW}\ngateway: {}\n${CLIENTS}\ninspection: [{leg: client-gateway, blockVerbs: [CCM_POST]}]`,
      'failing',
      /^Failed: .*\(100 %\).*because of verb-blocked at home/,
    ],
    [
      'a service that its threshold of traffic stops (was: holds, with 81.5 % failing)',
      `simulation: {start: 0h, duration: 3h, warmup: 0s}
gateway: {deployment: classic, version: 2107, outbound: {threshold: 100MB, stopService: true}}
clients: [{name: home, count: 1000}]`,
      'failing',
      /^Failed: .*because of service-stopped at cmg, from 0\d:\d\d on \(100 % then\)\.$/,
    ],
    [
      'downloads that are all lost (was: holds)',
      `simulation: {start: 9h, warmup: 0s, duration: 3h}
gateway: {}
clients: [{name: home, count: 100, trustsCertificate: 0}]
content: [{name: p, size: 1MB, deployments: [{available: 9h, notice: at-once}]}]`,
      'failing',
      /^Failed: downloads \(100 %\), most because of untrusted-certificate at home/,
    ],
    [
      'a night in which nobody is online (was: holds)',
      `simulation: {start: 0h, warmup: 10min, duration: 1h}
gateway: {instances: 3}
clients: [{name: office, count: 900, hours: {from: 8h, to: 17h, days: [mon]}}]`,
      'idle',
      /^$/,
    ],
    [
      'twice the documented clients of an instance, with room in all else (was: holds)',
      `simulation: {start: 9h, warmup: 0s, duration: 10min}
gateway: {vmSize: B2s, instances: 1}
clients: [{name: home, count: 40}]`,
      'unsupported',
      /^Over the documented limit of clients at once, .* cmg\/vm\/1 \(\d+ of 10\)\.$/,
    ],
  ])('of %s', (_, yaml, state, reason) => {
    const verdict = verdictOf(yaml);
    expect(verdict.state).toBe(state);
    expect(verdict.reasons[0] ?? '').toMatch(reason);
    if (state === 'disconnected' || state === 'failing') {
      expect(verdict.headroom.full.value).toBeNull();
      expect(verdict.headroom.supported.value).toBeNull();
    }
  });
});
