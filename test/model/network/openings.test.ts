import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkNetwork } from '../../../src/model/network/check.js';
import type { FirewallRules, InspectionDevice, PortRange } from '../../../src/model/network/deployment.js';
import { blocksHost } from '../../../src/model/network/firewall.js';
import { networkOf } from '../../../src/model/network/from-model.js';
import type { NetworkModel } from '../../../src/model/network/network-model.js';
import {
  changeSetting,
  describeOpenings,
  exemptFromTls,
  holdTunnels,
  joinPorts,
  letThrough,
  type Opening,
  openConnect,
  openHost,
  openPort,
} from '../../../src/model/network/openings.js';
import { anyModel } from './any-model.js';

describe('openings in words', () => {
  it('join ports of one device and host into ranges, and verbs into lists', () => {
    expect(
      describeOpenings([
        openPort('firewall', 'HTTPS', 10125, 'a.example'),
        openPort('firewall', 'HTTPS', 10124, 'a.example'),
        openPort('firewall', 'TCP-TLS', 10140, 'a.example'),
        openConnect('proxy', 10124, 'a.example'),
        letThrough('device', 'verb', 'GET'),
        letThrough('device', 'verb', 'HEAD'),
        letThrough('device', 'verb', 'GET'),
        letThrough('device', 'header', 'Range'),
        openHost('firewall', 'a.example'),
        exemptFromTls('proxy', null),
        holdTunnels('proxy', 96),
        holdTunnels('proxy', 112),
        changeSetting('service connection point', 'set it to online mode'),
      ]),
    ).toEqual([
      'firewall: open HTTPS 10124-10125 to a.example',
      'firewall: open TCP-TLS 10140 to a.example',
      'proxy: allow CONNECT to port 10124 of a.example',
      'device: let the verbs GET, HEAD through',
      'device: let the header Range through',
      'firewall: allow a.example',
      'proxy: exempt the gateway from TLS inspection',
      'proxy: let it hold 112 tunnels at once',
      'service connection point: set it to online mode',
    ]);
  });

  it('write ports in rising order, neighbours joined', () => {
    expect(joinPorts([443, 10126, 10124, 10125, 10125, 10128])).toBe('443, 10124-10126, 10128');
    expect(joinPorts([])).toBe('');
  });
});

/** What an administrator does with a firewall who is told to open something. */
function openFirewall(rules: FirewallRules, opening: Opening): FirewallRules {
  if (opening.allow === 'host')
    return {
      ...rules,
      blockedHosts: rules.blockedHosts?.filter(
        (rule) => !blocksHost({ blockedHosts: [rule] }, opening.host!),
      ),
    };
  const port = opening.port!;
  const without = ({ from, to }: PortRange): PortRange[] =>
    [
      { from, to: Math.min(to, port - 1) },
      { from: Math.max(from, port + 1), to },
    ].filter((range) => range.from <= range.to);
  return {
    ...rules,
    open: rules.open && [...rules.open, { from: port, to: port }],
    closed: rules.closed?.flatMap(without),
  };
}

function openDevice(device: InspectionDevice, opening: Opening): InspectionDevice {
  if (opening.allow === 'tls') return { ...device, inspectsTls: false };
  return {
    ...device,
    blockVerbs: device.blockVerbs.filter((verb) => verb !== opening.name),
    blockHeaders: device.blockHeaders.filter((header) => header !== opening.name),
  };
}

const LEGS = {
  'device between client and CMG': 'client-gateway',
  'device between client and blob storage': 'client-storage',
  'device between connection point and CMG': 'channel',
  'device between connection point and site systems': 'site',
  'device on the channel': 'channel',
} as const;

/** The model after one opening was made where it says. */
function afterOpening(model: NetworkModel, opening: Opening): NetworkModel {
  const { connectionPoints, serviceConnectionPoint, populations } = model;
  const [, place, behind] = /^(.*?)(?: \((\w+)\))?$/.exec(opening.at)!;
  const leg = LEGS[place as keyof typeof LEGS];
  if (leg !== undefined)
    return {
      ...model,
      connectionPoints:
        opening.at === 'device on the channel'
          ? { ...connectionPoints, inspectsTls: false }
          : connectionPoints,
      inspection: model.inspection.map((device) =>
        device.leg === leg && (behind === undefined || (device.population ?? behind) === behind)
          ? openDevice(device, opening)
          : device,
      ),
    };
  const { proxy, firewall } = connectionPoints;
  switch (opening.at) {
    case 'connection point firewall':
      return {
        ...model,
        connectionPoints: { ...connectionPoints, firewall: openFirewall(firewall!, opening) },
      };
    case 'service connection point firewall': {
      const opened = openFirewall(serviceConnectionPoint.firewall!, opening);
      return { ...model, serviceConnectionPoint: { ...serviceConnectionPoint, firewall: opened } };
    }
    case 'service connection point':
      return { ...model, serviceConnectionPoint: { ...serviceConnectionPoint, online: true } };
    case 'connection point':
      return { ...model, connectionPoints: { ...connectionPoints, protocol: 'auto' } };
    case 'proxy': {
      if (opening.allow === 'tunnels')
        return { ...model, connectionPoints: { ...connectionPoints, tunnels: undefined } };
      const ports = proxy!.connectPorts === 'any' ? [] : proxy!.connectPorts;
      const opened =
        opening.allow === 'tls'
          ? { ...proxy!, inspectsTls: false }
          : { ...proxy!, connectPorts: [...ports, { from: opening.port!, to: opening.port! }] };
      return { ...model, connectionPoints: { ...connectionPoints, proxy: opened } };
    }
    default:
      return {
        ...model,
        populations: populations.map((population) =>
          opening.at === `client (${population.name}) firewall`
            ? { ...population, firewall: openFirewall(population.firewall!, opening) }
            : population,
        ),
      };
  }
}

describe('what to open', () => {
  it('makes everything work that was broken, for 500 random deployments and firewalls', () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        let network = networkOf(model);
        const openings = (): Opening[] =>
          checkNetwork(network).flows.flatMap(({ parts, open }) =>
            parts.length > 0 ? parts.flatMap((part) => part.open) : open,
          );
        // Once over: what a channel that cannot be built hides is said at once.
        for (const opening of openings()) network = afterOpening(network, opening);
        const after = checkNetwork(network);
        expect(after.open).toEqual([]);
        expect(after.state).not.toBe('broken');
        expect(after).toMatchObject({ requestShare: 0, downloadShare: 0 });
      }),
      { numRuns: 500, seed: 7 },
    );
  }, 300_000);
});
