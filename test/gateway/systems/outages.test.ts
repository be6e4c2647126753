import { describe, expect, it } from 'vitest';
import { simulate } from '../../../src/gateway/simulation/simulate.js';
import type { Model } from '../../../src/model/schema.js';
import { createModel, type EventInput, type GatewayChange, people } from '../model-builder.js';

const outagesOf = (model: Model) =>
  simulate(model, { seed: 1, replication: 0 }).outages.map(
    ({ vm, fromSeconds, toSeconds, lasts, reason }) => ({
      vm,
      from: Math.round(fromSeconds),
      to: Math.round(toSeconds),
      lasts,
      reason,
    }),
  );

const deployment = (gateway: GatewayChange, events: EventInput[], open?: (number | string)[]) =>
  createModel({
    simulation: { duration: '40min', warmup: '5min' },
    gateway: { vm: { provisioning: '5min' }, ...gateway },
    connectionPoints: { count: 2, maintenance: '60s', ...(open && { firewall: { open } }) },
    clients: [people({ count: 10 })],
    events,
  });

describe('an instance without a channel', () => {
  it('is noted from the loss of its last channel to the first that is built again', () => {
    const down = (connectionPoint: number, duration: '5min' | '10min'): EventInput => ({
      event: 'connection-point-down',
      at: '10min',
      duration,
      connectionPoint,
    });
    expect(outagesOf(deployment({ instances: 1 }, [down(1, '5min')]))).toEqual([]);
    expect(outagesOf(deployment({ instances: 1 }, [down(1, '10min'), down(2, '5min')]))).toMatchObject([
      { vm: 'cmg/vm/1', from: 300, to: 600, lasts: false },
    ]);
  });

  it('is noted with the reason where a firewall is in the way of growing, for as long as it lasts', () => {
    const grown = deployment({ instances: 1 }, [{ event: 'scale', at: '15min', instances: 2 }], [443, 10125]);
    const [first, second, ...more] = outagesOf(grown);
    expect(first).toEqual({
      vm: 'cmg/vm/1',
      from: 600,
      to: 2400,
      lasts: true,
      reason: expect.stringContaining('closes port 10124'),
    });
    // The second instance waits for the next maintenance cycle of a connection point.
    expect(second).toMatchObject({ vm: 'cmg/vm/2', lasts: false });
    expect(second!.to - second!.from).toBeLessThanOrEqual(60);
    expect(more).toEqual([]);
  });

  it('is not one that is taken away, nor one that is not there yet', () => {
    // The last instance is drained when the gateway shrinks; the ports of the other change meanwhile.
    const shrunk = deployment({ instances: 2 }, [{ event: 'scale', at: '15min', instances: 1 }]);
    for (const { vm, from, to } of outagesOf(shrunk)) {
      expect(vm).toBe('cmg/vm/1');
      expect(to - from).toBeLessThanOrEqual(60);
    }
    const young = deployment({ instances: 1 }, [{ event: 'scale', at: '15min', instances: 2 }]);
    for (const { from, to } of outagesOf(young)) expect(to - from).toBeLessThanOrEqual(75);
  });

  it('is cut to the measured part', () => {
    const early = deployment({ instances: 1 }, [
      { event: 'connection-point-down', at: '1min', duration: '9min', connectionPoint: 1 },
      { event: 'connection-point-down', at: '1min', duration: '9min', connectionPoint: 2 },
    ]);
    expect(outagesOf(early)).toMatchObject([{ from: 0, to: 300, lasts: false }]);
  });
});
