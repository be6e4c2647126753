import { describe, expect, it } from 'vitest';
import { deployedChannels } from '../../../src/model/network/channels.js';
import { checkNetwork } from '../../../src/model/network/check.js';
import type { NetworkGateway } from '../../../src/model/network/deployment.js';
import type { NetworkModel } from '../../../src/model/network/network-model.js';
import { phasesOf } from '../../../src/model/network/phases.js';
import { gateway, network, ports } from './fixture.js';

type Change = readonly [atSeconds: number, instances: number, gateway?: string];
type Ports = readonly (number | readonly [number, number])[];
const START = 1000;

const scaling = (changes: readonly Change[], change: Partial<NetworkModel> = {}): NetworkModel =>
  network({
    ...change,
    timeline: {
      offsetSeconds: 0,
      startSeconds: START,
      scalings: changes.map(([atSeconds, instances, name = 'cmg']) => ({
        atSeconds,
        instances,
        gateway: name,
      })),
    },
  });

/** Each phase as `from: size of each gateway`. */
const told = (model: NetworkModel): string[] =>
  phasesOf(model).map(
    ({ fromSeconds, network: { gateways } }) => `${fromSeconds}: ${gateways.map((one) => one.instances)}`,
  );
const two: readonly NetworkGateway[] = [gateway(), gateway({ name: 'us', prefix: 'us', instances: 2 })];

describe('the sizes on a timeline', () => {
  it.each<[what: string, changes: readonly Change[], change: Partial<NetworkModel>, phases: string[]]>([
    ['are one where nothing scales', [], {}, ['1000: 1']],
    [
      'follow one another in order of time, not of the model',
      [
        [3000, 1],
        [2000, 3],
      ],
      {},
      ['1000: 1', '2000: 3', '3000: 1'],
    ],
    [
      'of one moment are the last in the order of the model',
      [
        [2000, 3],
        [2000, 2],
      ],
      {},
      ['1000: 1', '2000: 2'],
    ],
    [
      'leave out what changes nothing',
      [
        [2000, 1],
        [3000, 2],
        [3000, 1],
      ],
      {},
      ['1000: 1'],
    ],
    ['have made what was due before the start', [[999, 3]], {}, ['1000: 3']],
    [
      'begin with what is due at the very start',
      [
        [1000, 3],
        [2000, 2],
      ],
      {},
      ['1000: 3', '2000: 2'],
    ],
    [
      'are those of each gateway',
      [
        [2000, 3, 'us'],
        [3000, 2],
        [3000, 4, 'us'],
      ],
      { gateways: two },
      ['1000: 1,2', '2000: 1,3', '3000: 2,4'],
    ],
    [
      'stay when the service connection point is offline',
      [[2000, 3]],
      { serviceConnectionPoint: { online: false } },
      ['1000: 1'],
    ],
    [
      'stay where its firewall blocks the cloud of a gateway, and of that alone',
      [
        [2000, 3, 'us'],
        [2000, 2],
      ],
      {
        gateways: [two[0]!, { ...two[1]!, environment: 'azure-us-government' }],
        serviceConnectionPoint: {
          online: true,
          firewall: { blockedHosts: ['management.usgovcloudapi.net'] },
        },
      },
      ['1000: 1,2', '2000: 2,2'],
    ],
  ])('%s', (_, changes, change, phases) => {
    expect(told(scaling(changes, change))).toEqual(phases);
  });

  it('end where the next begins', () => {
    const phases = phasesOf(scaling([[2000, 3]]));
    expect(phases.map(({ fromSeconds, toSeconds }) => [fromSeconds, toSeconds])).toEqual([
      [1000, 2000],
      [2000, null],
    ]);
  });
});

describe('a gateway that grows behind a firewall', () => {
  const grown = (open: Ports, changes: readonly Change[]) =>
    scaling(changes, {
      connectionPoints: { ...network().connectionPoints, firewall: { open: ports(...open) } },
    });
  const states = (model: NetworkModel): string[] =>
    checkNetwork(model).phases.map(
      ({ state, requestShare, downloadShare }) => `${state} ${requestShare} ${downloadShare}`,
    );

  it.each<[what: string, open: Ports, changes: readonly Change[], phases: string[], open: string[]]>([
    [
      'for one instance alone loses all of them',
      [443],
      [[2000, 2]],
      ['works 0 0', 'broken 1 1'],
      ['open HTTPS 10124-10125'],
    ],
    [
      'without the first port of two loses the first',
      [443, 10125],
      [[2000, 2]],
      ['works 0 0', 'broken 0.5 0.5'],
      ['open HTTPS 10124'],
    ],
    [
      'for several alone has none when it is one',
      [[10124, 10139]],
      [[2000, 2]],
      ['broken 1 1', 'works 0 0'],
      ['open HTTPS 443'],
    ],
    [
      'loses its channel when it shrinks to one',
      [443],
      [
        [2000, 2],
        [3000, 1],
      ],
      ['works 0 0', 'broken 1 1', 'works 0 0'],
      ['open HTTPS 10124-10125'],
    ],
    [
      'needs the ports of its largest size',
      [443, 10124, 10125],
      [
        [2000, 2],
        [3000, 4],
      ],
      ['works 0 0', 'works 0 0', 'broken 0.5 0.5'],
      ['open HTTPS 10126-10127'],
    ],
    [
      'works where every port of every size is open',
      [443, [10124, 10139]],
      [
        [2000, 16],
        [3000, 2],
      ],
      ['works 0 0', 'works 0 0', 'works 0 0'],
      [],
    ],
  ])('%s', (_, open, changes, phases, openings) => {
    const model = grown(open, changes);
    expect(states(model)).toEqual(phases);
    const check = checkNetwork(model);
    const host = 'fabrikam.westeurope.cloudapp.azure.com';
    expect(check.open).toEqual(openings.map((each) => `connection point firewall: ${each} to ${host}`));
    expect(check.state).toBe(openings.length > 0 ? 'broken' : 'works');
    // The whole is the worst of its phases.
    expect(check.requestShare).toBe(Math.max(...check.phases.map(({ requestShare }) => requestShare!)));
  });

  it('has one channel flow for each size, with what is true of it and when', () => {
    const channels = checkNetwork(grown([443, 10125], [[2000, 2]])).flows.filter(
      ({ flow }) => flow === 'channel',
    );
    expect(channels.map(({ size, parts }) => [size, parts.map(({ state }) => state)])).toEqual([
      [{ instances: 1, fromSeconds: 1000, toSeconds: 2000 }, ['works']],
      [{ instances: 2, fromSeconds: 2000, toSeconds: null }, ['broken', 'works']],
    ]);
  });

  it('is one channel flow while another gateway alone changes', () => {
    const flows = checkNetwork(
      scaling(
        [
          [2000, 3, 'us'],
          [3000, 2, 'us'],
        ],
        { gateways: two },
      ),
    ).flows;
    expect(
      flows.filter(({ flow }) => flow === 'channel').map(({ gateway: name, size }) => [name, size]),
    ).toEqual([
      ['cmg', { instances: 1, fromSeconds: 1000, toSeconds: null }],
      ['us', { instances: 2, fromSeconds: 1000, toSeconds: 2000 }],
      ['us', { instances: 3, fromSeconds: 2000, toSeconds: 3000 }],
      ['us', { instances: 2, fromSeconds: 3000, toSeconds: null }],
    ]);
  });

  it('says with Azure itself what its channels need once it can scale', () => {
    const model = { ...grown([443], [[2000, 2]]), serviceConnectionPoint: { online: false } };
    expect(checkNetwork(model).open).toEqual([
      'service connection point: set it to online mode',
      'connection point firewall: open HTTPS 10124-10125 to fabrikam.westeurope.cloudapp.azure.com',
    ]);
  });
});

describe('a proxy with too few tunnels for the larger size', () => {
  const model = scaling([[2000, 4]], {
    gateways: [gateway({ instances: 2 }), two[1]!],
    connectionPoints: {
      ...network().connectionPoints,
      count: 1,
      proxy: { connectPorts: 'any', inspectsTls: false },
      tunnels: { limit: 5, perChannel: 1 },
    },
  });

  it('leaves channels that stay as they were their tunnels: new instances go without', () => {
    const { network: grown } = phasesOf(model).at(-1)!;
    expect(
      grown.gateways.map((each) => deployedChannels(grown, each).map(({ chosen }) => chosen?.port ?? null)),
    ).toEqual([
      [10124, 10125, 10126, null],
      [10124, 10125],
    ]);
    expect(checkNetwork(model).open).toEqual(['proxy: let it hold 6 tunnels at once']);
  });

  it('leaves them to whoever comes first where all are new', () => {
    const from = scaling([], { ...model, gateways: [gateway({ instances: 4 }), two[1]!] });
    expect(
      from.gateways.map((each) => deployedChannels(from, each).filter(({ chosen }) => chosen).length),
    ).toEqual([4, 1]);
  });
});
