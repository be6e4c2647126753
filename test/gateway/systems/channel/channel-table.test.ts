import { describe, expect, it } from 'vitest';
import { type ChannelId, NONE } from '../../../../src/gateway/request/ids.js';
import { ChannelTable } from '../../../../src/gateway/systems/channel/channel-table.js';
import type { Transport } from '../../../../src/gateway/systems/channel/transport.js';
import type { Transports } from '../../../../src/gateway/systems/channel/transports.js';
import { id } from '../../id.js';

const POINTS = 3;
const INSTANCES = 4;

/** Two gateways of two instances and three connection points, all channels up by the second transport. */
function tableOfTwo() {
  const all = [{}, {}] as unknown as Transport[];
  const table = new ChannelTable(INSTANCES, POINTS, { all } as unknown as Transports);
  for (let vm = 0; vm < INSTANCES; vm++) {
    for (let point = 0; point < POINTS; point++) {
      const channel = id<ChannelId>(vm * POINTS + point);
      table.add(channel, id(vm), id((vm < 2 ? 0 : POINTS) + point));
      table.setUp(channel, all[1]!, 100 + channel);
    }
  }
  return { table, transport: all[1] };
}

describe('the table of channels', () => {
  it('tells the ends of a channel, and what carries it', () => {
    const { table, transport } = tableOfTwo();
    const channel = id<ChannelId>(2 * POINTS + 1);
    expect([table.vm(channel), table.point(channel), table.place(channel)]).toEqual([2, POINTS + 1, 107]);
    expect(table.carrier(channel)).toBe(transport);
  });

  it('counts lives and messages of each channel alone', () => {
    const { table } = tableOfTwo();
    table.countMessage(id(4));
    table.countMessage(id(4));
    table.setDown(id(4));
    expect([table.epoch(id(4)), table.isUpIn(id(4), 0), table.isUpIn(id(4), 1)]).toEqual([1, false, false]);
    table.setUp(id(4), table.carrier(id(5)), 3);
    expect([table.isUpIn(id(4), 0), table.isUpIn(id(4), 1), table.isUpIn(id(5), 0)]).toEqual([
      false,
      true,
      true,
    ]);
    expect([3, 4, 5].map((channel) => table.messages(id(channel)))).toEqual([0, 2, 0]);
  });

  it('chooses the connection points of an instance in turn, without those that cannot be reached', () => {
    const { table } = tableOfTwo();
    const choose = (vm: number, count: number) =>
      Array.from({ length: count }, () => table.choose(id(vm), NONE));
    expect(choose(1, 4)).toEqual([3, 4, 5, 3]);
    expect(choose(3, 2)).toEqual([9, 10]);
    table.setDown(id(4));
    expect(choose(1, 3)).toEqual([5, 3, 5]);
    for (const channel of [3, 5]) table.setDown(id(channel));
    expect(choose(1, 1)).toEqual([NONE]);
  });

  it('keeps to the connection point on which the client holds a port, while it can be reached', () => {
    const { table } = tableOfTwo();
    expect([table.choose(id(2), id(POINTS + 2)), table.choose(id(2), id(POINTS + 2))]).toEqual([8, 8]);
    table.setDown(id(8));
    expect(table.choose(id(2), id(POINTS + 2))).toBe(6);
    // A port on a connection point of another gateway is of no use.
    expect(table.choose(id(2), id(1))).toBe(7);
    expect(table.choose(id(0), id(POINTS + 1))).toBe(0);
  });
});
