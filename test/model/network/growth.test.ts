import { describe, expect, it } from 'vitest';
import { checkNetwork } from '../../../src/model/network/check.js';
import { growth } from '../../../src/model/network/growth.js';
import type { NetworkModel } from '../../../src/model/network/network-model.js';
import { describeOpenings } from '../../../src/model/network/openings.js';
import { gateway, network, ports } from './fixture.js';

const classic = network({ gateways: [gateway({ deployment: 'classic' })] });
const behindProxy = (model: NetworkModel, connectPorts: number[]): NetworkModel => ({
  ...model,
  connectionPoints: {
    ...model.connectionPoints,
    proxy: { connectPorts: ports(...connectPorts), inspectsTls: false },
  },
});
const steps = (model: NetworkModel, from: number, to: number): string[][] => {
  const found = growth(model, from, to);
  return Array.from({ length: to - from + 1 }, (_, i) =>
    found
      .filter((step) => step.instances === from + i)
      .map((step) => `${step.change} ${step.protocol} ${step.port}`),
  );
};

describe('growth from 1 to 16 instances', () => {
  it('of a scale set adds two ports and drops 443 with the second instance, then one port a step', () => {
    expect(steps(network(), 1, 16)).toEqual([
      ['start HTTPS 443'],
      ['add HTTPS 10124', 'add HTTPS 10125', 'drop HTTPS 443'],
      ...Array.from({ length: 14 }, (_, i) => [`add HTTPS ${10126 + i}`]),
    ]);
  });

  it('of a classic cloud service adds a TCP-TLS port and a fallback port a step', () => {
    expect(steps(classic, 1, 16)).toEqual([
      ['start TCP-TLS 10140', 'start HTTPS 443'],
      ['add TCP-TLS 10141', 'add HTTPS 10124', 'add HTTPS 10125', 'drop HTTPS 443'],
      ...Array.from({ length: 14 }, (_, i) => [`add TCP-TLS ${10142 + i}`, `add HTTPS ${10126 + i}`]),
    ]);
  });

  it('of a classic cloud service behind a proxy adds HTTPS ports alone', () => {
    expect(steps(behindProxy(classic, [443]), 1, 3)).toEqual([
      ['start HTTPS 443'],
      ['add HTTPS 10124', 'add HTTPS 10125', 'drop HTTPS 443'],
      ['add HTTPS 10126'],
    ]);
  });
});

describe('growth within a range', () => {
  it('begins with what its first size needs', () => {
    expect(steps(network(), 2, 3)).toEqual([['start HTTPS 10124', 'start HTTPS 10125'], ['add HTTPS 10126']]);
    expect(steps(network(), 16, 16)[0]).toHaveLength(16);
  });

  it.each([
    [0, 4],
    [1, 17],
    [3, 2],
    [1.5, 2],
  ])('is refused from %d to %d', (from, to) => {
    expect(() => growth(network(), from, to)).toThrow(RangeError);
  });
});

describe('what growth opens', () => {
  it('is only what the firewall and the proxy of the model do not let through already', () => {
    const model = behindProxy(network(), [443, 10124]);
    const walled: NetworkModel = {
      ...model,
      connectionPoints: { ...model.connectionPoints, firewall: { open: ports([10124, 10126]) } },
    };
    const host = 'fabrikam.westeurope.cloudapp.azure.com';
    expect(growth(walled, 2, 4).map((step) => [step.port, step.isOpen, describeOpenings(step.open)])).toEqual(
      [
        [10124, true, []],
        [10125, false, [`proxy: allow CONNECT to port 10125 of ${host}`]],
        [10126, false, [`proxy: allow CONNECT to port 10126 of ${host}`]],
        [
          10127,
          false,
          [
            `proxy: allow CONNECT to port 10127 of ${host}`,
            `connection point firewall: open HTTPS 10127 to ${host}`,
          ],
        ],
      ],
    );
  });

  it('is tunnels of the proxy where it holds too few for the instances so far', () => {
    const model: NetworkModel = {
      ...network(),
      connectionPoints: {
        ...network().connectionPoints,
        proxy: { connectPorts: 'any', inspectsTls: false },
        tunnels: { limit: 64, perChannel: 16 },
      },
    };
    // Two connection points and 16 tunnels a channel: 64 tunnels are for two instances.
    const found = growth(model, 1, 4).filter((step) => step.change !== 'drop');
    expect(found.map((step) => [step.port, step.isOpen, describeOpenings(step.open)])).toEqual([
      [443, true, []],
      [10124, true, []],
      [10125, true, []],
      [10126, false, ['proxy: let it hold 96 tunnels at once']],
      [10127, false, ['proxy: let it hold 128 tunnels at once']],
    ]);
    expect(describeOpenings(found.flatMap((step) => step.open))).toEqual([
      'proxy: let it hold 128 tunnels at once',
    ]);
    const two = {
      ...model,
      gateways: [...model.gateways, gateway({ name: 'b', prefix: 'b', instances: 2 })],
    };
    expect(growth(two, 1, 1).map((step) => [step.gateway, describeOpenings(step.open)])).toEqual([
      ['cmg', ['proxy: let it hold 96 tunnels at once']],
      ['b', []],
    ]);
  });

  it('is what --check asks for at the last size', () => {
    const proxied = (instances: number): NetworkModel => ({
      ...network({ gateways: [gateway({ instances })] }),
      connectionPoints: {
        ...network().connectionPoints,
        proxy: { connectPorts: 'any', inspectsTls: false },
        firewall: { closed: ports(10127, 10130) },
        tunnels: { limit: 1000, perChannel: 16 },
      },
    });
    const opened = growth(proxied(1), 1, 16).flatMap((step) => step.open);
    expect(describeOpenings(opened)).toEqual(checkNetwork(proxied(16)).open);
    expect(describeOpenings(opened)).toHaveLength(1);
  });

  it('is nothing for a port that is no longer used', () => {
    const dropped = growth(network(), 1, 2).filter((step) => step.change === 'drop');
    expect(dropped).toMatchObject([{ port: 443, instance: null, isOpen: null, open: [] }]);
  });
});
