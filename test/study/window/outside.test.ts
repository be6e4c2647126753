import { describe, expect, it } from 'vitest';
import { outsideOf } from '../../../src/study/window/outside.js';
import { createModel, type EventInput, people, tell } from '../../gateway/model-builder.js';

const HOUR = 3600;

/** What of these events cannot be felt from Tuesday 08:00 to 12:00. */
const outside = (...events: EventInput[]): string[] =>
  outsideOf(
    createModel({ gateway: { vm: { restart: '10min', provisioning: '20min' } }, events }),
    32 * HOUR,
    4 * HOUR,
  );

const restart = (at: `${number}h`, more: object = {}): EventInput => ({
  ...{ event: 'vm-restart', at, instance: 1 },
  ...more,
});

describe('what a model dates outside of a time', () => {
  it('is nothing where all of it comes in it', () => {
    expect(
      outside(tell('policy', '32h'), restart('35.9h'), { event: 'scale', at: '33h', instances: 2 }),
    ).toEqual([]);
    expect(outside()).toEqual([]);
  });

  it('is what comes later, and what is over before', () => {
    expect(outside(restart('36h'), restart('31h'), tell('policy', '10h'))).toEqual([
      'vm-restart Tue 12:00',
      'vm-restart Tue 07:00',
      'notify Mon 10:00',
    ]);
  });

  it('is not what came before and goes on', () => {
    const down = (duration: `${number}h`): EventInput => ({
      ...{ event: 'connection-point-down', at: '30h', connectionPoint: 1 },
      duration,
    });
    expect(outside(down('3h'), restart('31.9h'), tell('policy', '31h', { within: '2h' }))).toEqual([]);
    expect(outside(down('1h'))).toEqual(['connection-point-down Tue 06:00']);
    expect(outside({ event: 'scale', at: '1h', instances: 2 })).toEqual([]);
  });

  it('names the week, where it is not the first', () => {
    expect(outside(restart('201h'))).toEqual(['vm-restart week 2 Tue 09:00']);
  });

  it('counts what comes every week in each of them', () => {
    expect(outside(restart('201h', { occurs: 'weekly' }))).toEqual([]);
    for (const at of ['1h', '169h', '1009h'] as const)
      expect(outside(restart(at, { occurs: 'weekly' })), at).toEqual(['vm-restart every Mon 01:00']);
  });

  it('has deployments: those that become available later, and those of days before', () => {
    const content = (available: `${number}h`, window: `${number}h` = '0h') =>
      outsideOf(
        createModel({
          clients: [people()],
          content: [{ name: 'update', size: '1MB', deployments: [{ available, window }] }],
        }),
        80 * HOUR,
        4 * HOUR,
      );
    expect(
      outsideOf(
        createModel({
          clients: [people()],
          content: [
            { name: 'patch', size: '1MB', source: 'windows-update', deployments: [{ available: '30h' }] },
          ],
        }),
        80 * HOUR,
        4 * HOUR,
      ),
    ).toEqual([]);
    expect(content('82h')).toEqual([]);
    expect(content('79h')).toEqual([]);
    expect(content('30h', '48h')).toEqual([]);
    expect(content('84h')).toEqual(['deployment of update Thu 12:00']);
    expect(content('30h')).toEqual(['deployment of update Tue 06:00']);
  });

  it('is none of what comes at random times', () => {
    expect(outside({ event: 'vm-restart', mtbf: '7d', instance: 1 })).toEqual([]);
  });
});
