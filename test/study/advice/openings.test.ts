import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadModel } from '../../../src/model/load.js';
import type { Model } from '../../../src/model/schema.js';
import { openTheWay } from '../../../src/study/advice/openings.js';
import { anyModel } from '../../model/network/any-model.js';

function modelOf(yaml: string, overrides: readonly string[] = []): Model {
  const clients = yaml.includes('clients:') ? '' : 'clients: [{name: home, count: 9}]\n';
  const loaded = loadModel(`name: m\n${clients}${yaml}`, 'm.yaml', { overrides });
  if ('problems' in loaded) throw new Error(loaded.problems.map(({ message }) => message).join());
  return loaded.value;
}

describe('the way that is opened', () => {
  it.each([
    [
      'ports of the channel',
      'gateway: {instances: 3}\nconnectionPoints: {firewall: {open: [443, 10125]}}',
      'connection point firewall: open HTTPS 10124, 10126',
      ['connectionPoints.firewall={open: [443, 10124-10126]}'],
    ],
    [
      'a port inside a closed range',
      'gateway: {}\nconnectionPoints: {firewall: {closed: ["400-500"]}}',
      'connection point firewall: open HTTPS 443',
      ['connectionPoints.firewall={closed: [400-442, 444-500]}'],
    ],
    [
      'a proxy that refuses the ports of instances',
      'gateway: {instances: 2}\nconnectionPoints: {proxy: {connectPorts: [443]}}',
      'proxy: allow CONNECT to port 10124-10125',
      ['connectionPoints.proxy.connectPorts=[443, 10124-10125]'],
    ],
    [
      'names that clients cannot reach',
      'gateway: {prefix: contosocmg, region: westeurope}\nclients: [{name: home, count: 9, firewall: {blockedHosts: ["*.cloudapp.azure.com"]}}]',
      'client (home) firewall: allow contosocmg.westeurope.cloudapp.azure.com',
      ['clients.home.firewall={blockedHosts: []}'],
    ],
  ])('is told for %s, with the words for --set', (_, yaml, what, set) => {
    const model = modelOf(yaml);
    const change = openTheWay(model)!;
    expect(change.what).toBe(what);
    expect([...change.set(model)]).toEqual(set);
    // The words lead to the same deployment.
    expect(openTheWay(modelOf(yaml, change.set(model)))).toBeNull();
  });

  it('is nothing where nothing is in the way', () => {
    expect(openTheWay(modelOf('gateway: {}'))).toBeNull();
  });

  it('leaves nothing in the way, of any deployment', () => {
    let opened = 0;
    fc.assert(
      fc.property(anyModel, (model) => {
        const change = openTheWay(model);
        if (change === null) return;
        opened++;
        expect(openTheWay(change.apply(model))?.what ?? null).toBeNull();
      }),
      { seed: 20261130, numRuns: 1000 },
    );
    expect(opened).toBeGreaterThan(300);
  });
});
