import { describe, expect, it } from 'vitest';
import { measuredVolumes, monthOf, volumesOver } from '../../../src/study/money/month.js';
import { createModel, type ModelChange, observe, people } from '../../gateway/model-builder.js';
import { compareVolumes, simulatedWeeks } from '../weeks-volumes.js';

/** 30 clients that are always online and send 1 kB and receive 2 kB every hour. */
const HOURLY: ModelChange = {
  clients: [
    people({
      name: 'office',
      count: 30,
      hours: { spread: 0 },
      activities: { policy: { enabled: true, period: '1h', request: '1kB', reply: '2kB' } },
    }),
  ],
};

describe('the volumes of a month', () => {
  it('are those of its weeks, whatever hours a model simulates', () => {
    const month = monthOf(createModel(HOURLY));
    const bytes = 30 * 730 * 3000;
    expect(month.gateways).toEqual([
      {
        name: 'cmg',
        egressBytes: expect.closeTo(bytes),
        ingressBytes: expect.closeTo(bytes),
        logBytes: 730e6,
      },
    ]);
    expect(month).toMatchObject({ hours: 730, clients: 30, instanceHours: { A2_v2: 730 } });
    const elsewhere = createModel({ ...HOURLY, simulation: { start: '3h', duration: '4h' } });
    expect(monthOf(elsewhere)).toEqual(month);
  });

  it('count only the hours in which clients are online', () => {
    const [office] = HOURLY.clients!;
    const hours = { from: '8h', to: '16h', days: ['mon', 'tue', 'wed', 'thu', 'fri'], spread: 0 } as const;
    const month = monthOf(createModel({ clients: [{ ...office!, hours } as never] }));
    // 40 h of a week, and the policy that fell due meanwhile: once on each of five mornings.
    expect(month.gateways[0]!.egressBytes).toBeCloseTo((30 * 3000 * (40 + 5) * 730) / 168, 0);
  });

  it('count content once, what each storage account holds and serves, and the answers that name blobs', () => {
    const month = monthOf(
      createModel({
        gateways: [
          { name: 'one', prefix: 'one' },
          { name: 'two', prefix: 'two' },
        ],
        clients: [people({ count: 30 })],
        content: [
          { name: 'both', size: '9MiB', deployments: [{ notice: 'at-once' }] },
          { name: 'mine', size: '10MB', gateways: ['two'], peers: 0.75, files: 5, onDemand: '1/h' },
          { name: 'theirs', size: '1GB', source: 'windows-update', deployments: [{ notice: 'at-once' }] },
        ],
      }),
    );
    const both = 15;
    const mine = 730;
    const mebibytes = 9 * 1024 ** 2;
    expect(month.storages).toEqual([
      {
        name: 'one',
        egressBytes: expect.closeTo(both * mebibytes, 0),
        storedBytes: mebibytes,
        reads: expect.closeTo(both * 3, 9),
      },
      {
        name: 'two',
        egressBytes: expect.closeTo(both * mebibytes + mine * 2.5e6, 0),
        storedBytes: mebibytes + 10e6,
        reads: expect.closeTo(both * 3 + mine * 5, 6),
      },
    ]);
    expect(month.gateways.map(({ egressBytes }) => egressBytes)).toEqual([
      expect.closeTo(both * 1024, 3),
      expect.closeTo((both + mine) * 1024, 3),
    ]);
  });

  it('have what is stored by the share of a month', () => {
    const content = [{ name: 'a', size: '73GB' as const }];
    const model = createModel({ simulation: { duration: '1h' }, clients: [people({ count: 1 })], content });
    expect(measuredVolumes(observe(model), 730).storages[0]!.storedBytes).toBeCloseTo(0.1e9, 0);
    expect(monthOf(model).storages[0]!.storedBytes).toBe(73e9);
  });

  it('have the instances that the last event leaves', () => {
    const scale = (at: `${number}h`, instances: number) => ({ event: 'scale' as const, at, instances });
    const month = monthOf(
      createModel({
        simulation: { start: '8h', duration: '1h' },
        gateway: { instances: 2 },
        events: [scale('40h', 5), scale('8.5h', 3), { event: 'vm-restart', at: '41h', instance: 1 }],
      }),
    );
    expect(month.instanceHours).toEqual({ A2_v2: 5 * 730 });
    expect(month.gateways[0]!.logBytes).toBe(5 * 730e6);
  });

  it('are none of a model without clients', () => {
    const month = monthOf(createModel({ clients: [people({ count: 0 })] }));
    expect(month.gateways[0]).toMatchObject({ egressBytes: 0, ingressBytes: 0 });
  });
});

describe('the expected volumes of some weeks', () => {
  it('agree with simulated ones within 2 %', () => {
    const model = createModel({
      gateways: [
        { name: 'one', prefix: 'one' },
        { name: 'two', prefix: 'two', instances: 2 },
      ],
      clients: [
        people({
          count: 150,
          authentication: { entra: 1 },
          hours: { from: '7h', to: '17h', days: ['mon', 'tue', 'thu'], spread: '2h' },
          startup: ['policy'],
          activities: {
            policy: { enabled: true, period: '1h', request: '1kB', reply: '2kB' },
            'update-scan': { enabled: true, period: '3d', request: '9kB', reply: '20kB', exchanges: 3 },
            'content-location': { enabled: false, request: '3kB', reply: '4kB' },
            token: { enabled: true, request: '3kB', reply: '4kB' },
          },
        }),
        people({
          name: 'always',
          count: 40,
          activities: { state: { enabled: true, period: '10min', request: '5kB' } },
        }),
      ],
      content: [
        {
          name: 'update',
          size: '9MiB',
          files: 2,
          gateways: ['one'],
          deployments: [{ to: ['clients'], available: '31h' }],
        },
        { name: 'app', size: '10MB', gateways: ['two'], peers: 0.75, onDemand: '20/h' },
      ],
      events: [{ event: 'notify', activity: 'state', at: '33h', population: 'always' }],
    });
    expect(
      compareVolumes(volumesOver(model, 4 * 168), measuredVolumes(simulatedWeeks(model, 2, 4), 730)),
    ).toEqual([]);
  });
});
