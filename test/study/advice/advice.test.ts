import { describe, expect, it } from 'vitest';
import { simulate } from '../../../src/gateway/simulation/simulate.js';
import { loadModel } from '../../../src/model/load.js';
import type { Model } from '../../../src/model/schema.js';
import { advise, needsAdvice } from '../../../src/study/advice/advice.js';
import type { Objective } from '../../../src/study/objective/objective.js';
import { summarise } from '../../../src/study/summary/summarise.js';
import { termsOf } from '../../../src/study/summary/terms.js';
import { CONTEXT, type Scene, summary } from '../../report/fixture.js';

function modelOf(yaml: string): Model {
  const loaded = loadModel(`name: m\n${yaml}`, 'm.yaml');
  if ('problems' in loaded) throw new Error(loaded.problems.map(({ message }) => message).join());
  return loaded.value;
}

/** What is advised of a deployment, after one replication of it, and every model that was simulated for it. */
async function advised(yaml: string, { budget = 1 } = {}) {
  const model = modelOf(yaml);
  const observation = simulate(model, { seed: 1, replication: 0 });
  const context = { ...CONTEXT, ...termsOf(model), objective: model.objective };
  const run = summarise([observation], context);
  expect(needsAdvice(run)).toBe(true);
  const simulated: Model[] = [];
  const { advice, tried } = await advise(
    model,
    [{ ...observation, events: observation.events * budget }],
    run,
    {
      context,
      simulateFirst: async (changed) => {
        simulated.push(changed);
        return simulate(changed, { seed: 1, replication: 0 });
      },
    },
  );
  return { advice, tried, simulated, run };
}

const WINDOW = 'simulation: {start: 9h, warmup: 0s, duration: 20min}';
const PORTS = `${WINDOW}
gateway: {instances: 2}
connectionPoints: {count: 2, dynamicPorts: 45}
clients: [{name: home, count: 120}]`;

describe('what to do', () => {
  it('is a port to open where a firewall is in the way', async () => {
    const { advice, simulated } = await advised(`${WINDOW}
gateway: {instances: 2}
connectionPoints: {firewall: {open: [443, 10125]}}
clients: [{name: home, count: 100}]`);
    expect(advice[0]).toMatchObject({
      what: 'connection point firewall: open HTTPS 10124',
      set: ['connectionPoints.firewall={open: [443, 10124-10125]}'],
      state: 'holds',
      cost: 'no cost in Azure',
    });
    expect(advice[0]!.brings[0]).toMatch(/^notification failures \d+(\.\d+)? % -> 0$/);
    expect(simulated[0]!.connectionPoints.firewall!.open).toHaveLength(3);
  });

  it('is a third connection point where ports run out, with what it brings and costs', async () => {
    const { advice } = await advised(PORTS);
    expect(advice[0]).toMatchObject({
      what: 'a third connection point',
      set: ['connectionPoints.count=3'],
      state: 'holds',
      cost: 'no cost in Azure',
    });
    expect(advice[0]!.brings[0]).toMatch(/^ports \d+(\.\d+)? % -> \d+(\.\d+)? %$/);
  });

  it('is an instance, with its price, where a documented limit is passed', async () => {
    const { advice } = await advised(`${WINDOW}
gateway: {instances: 2, vmSize: {name: small, cores: 2, ram: 4GiB, nic: 500Mbps, clients: 55, pricePerHour: 0.1}}
clients: [{name: home, count: 120}]`);
    expect(advice[0]).toMatchObject({
      what: 'a third instance',
      set: ['gateway.instances=3'],
      state: 'holds',
      cost: '73.00 USD a month more',
    });
    expect(advice[0]!.brings).toEqual([expect.stringMatching(/^clients at once \d+ of 55 -> \d+ of 55$/)]);
  });

  it('is two changes together where one is not enough', async () => {
    const { advice } = await advised(
      PORTS.replace(
        'gateway: {instances: 2}',
        'gateway: {instances: 2}\nsite: {updatePoints: {clientLimit: 70}}',
      ),
      { budget: 9 },
    );
    expect(advice[0]).toMatchObject({
      what: 'a third connection point, and a second update point',
      set: ['connectionPoints.count=3', 'site.updatePoints.count=2'],
      state: 'holds',
    });
  });

  const PACKAGE = `${WINDOW}
gateway: {}
clients: [{name: home, count: 60}]
content: [{name: update, size: 100MB, deployments: [{available: 9h, notice: at-once, window: 1min}]}]
events: []`;

  it('is another way for content where storage throttles it', async () => {
    const { advice } = await advised(`${PACKAGE}\nstorage: {blobRequests: 1/s, attempts: 3}`, { budget: 20 });
    expect(advice[0]).toMatchObject({
      what: 'update from Windows Update, as far as it is updates',
      set: ['content.0.source=windows-update'],
      state: 'holds',
    });
    expect(advice[0]!.brings.join()).toMatch(/download failures .* -> 0,throttled ranges \d+ -> 0/);
  });

  it('is another way for content where that is most of the bill, and no part that would be bought for nothing', async () => {
    const dear = 'storage: {rangeSize: 100MB}\nprices: {egress: [{perGB: 10}]}';
    const { advice, tried } = await advised(`${PACKAGE.replace('100MB', '3GB')}\n${dear}`, { budget: 20 });
    expect(advice.map(({ set }) => set)).toEqual([
      ['content.0.source=windows-update'],
      ['content.0.peers=90%'],
    ]);
    expect(advice[0]!.brings).toEqual([expect.stringMatching(/^content \d+(\.\d+)? -> 0 GB a month$/)]);
    expect(advice[0]!.cost).toMatch(/^[\d,]+\.\d\d USD a month less$/);
    expect(tried).toHaveLength(2);
  });

  it('leaves content where it is when it is well and cheap', () => {
    expect(
      needsAdvice(
        summarise([simulate(modelOf(PACKAGE), { seed: 1, replication: 0 })], {
          ...CONTEXT,
          ...termsOf(modelOf(PACKAGE)),
        }),
      ),
    ).toBe(false);
  });

  it('is tried in a fixed order until as many events are spent as the run took, the relevant first', async () => {
    const [one, more] = [await advised(PORTS), await advised(PORTS, { budget: 20 })];
    expect(more.tried.slice(0, one.tried.length)).toEqual(one.tried);
    expect(more.tried).toEqual([
      'a third connection point',
      'a third instance',
      'instances of size A4_v2',
      'a second management point',
      'a second update point',
    ]);
    // Each is the deployment of the run, and the window and the random numbers are its own.
    for (const { simulation, clients } of more.simulated) {
      expect(simulation).toEqual(modelOf(PORTS).simulation);
      expect(clients).toEqual(modelOf(PORTS).clients);
    }
  });

  it('names no change that brings nothing', async () => {
    const { advice, tried } = await advised(
      `${WINDOW}\ngateway: {}\nclients: [{name: home, count: 60, trustsCertificate: 0}]\ncontent: [{name: p, size: 1MB, deployments: [{available: 9h, notice: at-once, window: 1min}]}]\nevents: []`,
      { budget: 20 },
    );
    // Clients that do not trust the certificate get no content from this gateway, whatever is bought for it.
    expect(advice.map(({ set }) => set)).toEqual([['content.0.source=windows-update']]);
    expect(tried.length).toBeGreaterThan(3);
  });

  it('never names a classic cloud service', async () => {
    const { tried } = await advised(
      `${WINDOW}\ngateway: {deployment: classic, version: 2107, instances: 1}\nconnectionPoints: {dynamicPorts: 20}\nclients: [{name: home, count: 60}]`,
      { budget: 20 },
    );
    expect(tried.join()).not.toContain('classic');
    expect(tried.join()).not.toContain('A4_v2');
  });

  it.each<[Scene, Objective, boolean]>([
    [{}, {}, false],
    [{}, { policy: { mean: 0.01 } }, true],
    [{}, { token: { failed: 0.001 } }, false],
    [{ clients: 14_000 }, {}, true],
    [{ failed: { timeout: 4000 } }, {}, true],
    [{ clients: 0, cpu: 0 }, {}, false],
  ])('is asked for by %j with the objective %j: %s', (scene, objective, asked) => {
    expect(needsAdvice(summary({ clients: 6000, ...scene }, 10, { objective }))).toBe(asked);
  });
});
