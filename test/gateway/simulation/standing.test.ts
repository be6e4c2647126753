import { describe, expect, it } from 'vitest';
import { System } from '../../../src/gateway/simulation/system.js';
import { createModel, type ModelChange, type PopulationChange, people } from '../model-builder.js';

const CLIENTS = 60;
const office: PopulationChange = {
  count: CLIENTS,
  hours: { from: '8h', to: '17h', spread: '0s' },
  startup: ['notification'],
  activities: { notification: { enabled: true, period: '5min' }, policy: { enabled: true, period: '1d' } },
};

/** Clients that count on instances, and ports held, before anything has been simulated. */
function standing(hour: number, population: PopulationChange, change: ModelChange = {}) {
  const { vms, connectionPoints } = new System(
    createModel({
      ...change,
      simulation: { start: `${hour}h`, warmup: 0, duration: '10min' },
      connectionPoints: { count: 2, ...change.connectionPoints },
      clients: [people({ ...office, ...population })],
    }),
    1,
    0,
  );
  return [vms.map(({ clients }) => clients), connectionPoints.map(({ portsHeld }) => portsHeld)].map(
    (counts) => counts.reduce((total, one) => total + one, 0),
  );
}

describe('at the start', () => {
  it.each<[string, number, PopulationChange, ModelChange, number, number]>([
    ['who is online has a connection and a port', 12, {}, {}, CLIENTS, CLIENTS],
    ['who is offline has neither', 18, {}, {}, 0, 0],
    ['who comes online just then has neither yet', 8, {}, {}, 0, 0],
    [
      'nobody has one to a gateway that is yet to be deployed',
      12,
      {},
      { gateway: { provisioned: false } },
      0,
      0,
    ],
    ['who has never asked has neither', 12, { startup: [], activities: {} }, {}, 0, 0],
    [
      'ports are held as far as there are any',
      12,
      {},
      { connectionPoints: { dynamicPorts: 20 } },
      CLIENTS,
      40,
    ],
    [
      'channels have been up for long, however long it takes to build one',
      12,
      {},
      {
        gateway: { deployment: 'classic' },
        connectionPoints: { rtt: '20ms', firewall: { closed: ['10140-10155'] } },
      },
      CLIENTS,
      CLIENTS,
    ],
    ['a firewall lets nobody in', 12, { firewall: { closed: [443] } }, {}, 0, 0],
  ])('%s', (_what, hour, population, change, clients, ports) => {
    expect(standing(hour, population, change)).toEqual([clients, ports]);
  });

  it('who holds no notification channel has a connection alone', () => {
    expect(standing(12, { startup: ['policy'], activities: { policy: { enabled: true } } })).toEqual([
      CLIENTS,
      0,
    ]);
  });
});
