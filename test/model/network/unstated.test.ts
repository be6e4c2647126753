import { describe, expect, it } from 'vitest';
import { statesRules, unstatedNames } from '../../../src/model/network/unstated.js';
import { gateway, network, ports } from './fixture.js';

const paths = (data: unknown, ...gateways: Parameters<typeof gateway>[0][]) =>
  unstatedNames(network({ gateways: gateways.map(gateway) }), data).map(
    ({ path, value }) => `${path} ${value}`,
  );

describe('fields behind names that a model leaves to their defaults', () => {
  it('are prefix and region of a scale set', () => {
    expect(paths({ gateway: {} }, { prefix: 'cmg' })).toEqual([
      'gateway.prefix cmg',
      'gateway.region westeurope',
    ]);
    expect(paths({ gateway: { prefix: 'fabrikam', region: 'eastus' } }, {})).toEqual([]);
  });

  it('are not the region where no name has it: classic, and Azure US Government', () => {
    expect(paths({ gateway: { prefix: 'a' } }, { deployment: 'classic' })).toEqual([]);
    expect(paths({ gateway: { prefix: 'a' } }, { environment: 'azure-us-government' })).toEqual([]);
  });

  it('are found for each gateway of a list', () => {
    const data = { gateways: [{ prefix: 'a', region: 'eastus' }, { name: 'b' }] };
    expect(paths(data, {}, {})).toEqual(['gateways.1.prefix fabrikam', 'gateways.1.region westeurope']);
  });
});

describe('whether a model states rules', () => {
  it('is so with any firewall, proxy or device', () => {
    const { connectionPoints } = network();
    const firewall = { open: ports(443) };
    expect(statesRules(network())).toBe(false);
    for (const change of [
      { connectionPoints: { ...connectionPoints, firewall } },
      {
        connectionPoints: {
          ...connectionPoints,
          proxy: { connectPorts: 'any' as const, inspectsTls: false },
        },
      },
      { connectionPoints: { ...connectionPoints, inspectsTls: true } },
      { serviceConnectionPoint: { online: true, firewall } },
      { populations: [{ ...network().populations[0]!, firewall }] },
      { inspection: [{ leg: 'site' as const, blockVerbs: [], blockHeaders: [], inspectsTls: false }] },
    ])
      expect(statesRules(network(change))).toBe(true);
  });
});
