import { describe, expect, it } from 'vitest';
import { Simulation } from '../../../../src/engine/index.js';
import { TcpTlsTransport } from '../../../../src/gateway/systems/channel/tcp-tls.js';
import { fixedDraw } from '../../fixed-draw.js';
import { id } from '../../id.js';
import { fixedWay } from './fixed-way.js';

const KIB = 1024;
const RTT = 0.02;
const WINDOW = 64 * KIB;
/** The window lets 64 KiB pass in a round trip. */
const RATE = (WINDOW * 8) / RTT;
const LINK = 1e9;

function transport(
  change: { roundTrip?: number; link?: number; overhead?: number; initialWindow?: number } = {},
) {
  const simulation = new Simulation();
  const granted: number[] = [];
  const { roundTrip = RTT, link = LINK, overhead = 0, initialWindow = 64 } = change;
  const all = new TcpTlsTransport(simulation, {
    segmentBytes: KIB,
    initialWindow,
    maximumWindowBytes: WINDOW,
    journey: { advance: (request) => granted.push(request) },
  });
  const add = (name: string) =>
    all.add({
      name,
      idleReset: fixedDraw(1),
      overhead: fixedDraw(overhead),
      way: fixedWay({ roundTrip, rate: link }),
    });
  add('another channel');
  const channel = add('channel');
  const carry =
    (direction: 'up' | 'down') =>
    (request: number, bytes: number, earliest: number): number =>
      all[direction](channel, id(request), bytes, earliest);
  return { simulation, all, channel, granted, up: carry('up'), down: carry('down') };
}

const seconds = (bytes: number, rate: number) => (bytes * 8) / rate;

describe('a TCP-TLS channel', () => {
  it('has a place for every request at once', () => {
    const { all, channel, granted } = transport();
    for (let request = 0; request < 1000; request++) all.acquire(channel, id(request));
    expect(granted).toHaveLength(1000);
  });

  it('takes half a round trip and the bits at the rate that the window allows', () => {
    const { up } = transport();
    expect(up(0, 8 * KIB, 0)).toBeCloseTo(RTT / 2 + seconds(8 * KIB, RATE), 12);
  });

  it('takes the bits at the rate of the link where that is lower', () => {
    const { up } = transport({ link: 1e6 });
    expect(up(0, 8 * KIB, 0)).toBeCloseTo(RTT / 2 + seconds(8 * KIB, 1e6), 12);
  });

  it('has no window to wait for without a round trip', () => {
    const { up } = transport({ roundTrip: 0, initialWindow: 1 });
    expect(up(0, 1000 * KIB, 0)).toBeCloseTo(seconds(1000 * KIB, LINK), 12);
  });

  it('delays a small message behind a large one, and only in the same direction', () => {
    const { up, down } = transport();
    const large = up(0, 640 * KIB, 0);
    expect(up(1, KIB, 0)).toBeCloseTo(large + seconds(KIB, RATE), 12);
    expect(down(2, KIB, 0)).toBeCloseTo(RTT / 2 + seconds(KIB, RATE), 12);
  });

  it('carries a large message at one window a round trip, once', () => {
    const { up } = transport();
    // Ten windows: ten round trips at the bandwidth-delay bound, and half a one until the last bit is there.
    expect(up(0, 10 * WINDOW, 0)).toBeCloseTo(10 * RTT + RTT / 2, 12);
  });

  it('pays further round trips while its window is cold, for those behind as well', () => {
    const { up } = transport({ initialWindow: 16 });
    const serial = (bytes: number) => seconds(bytes, RATE);
    // 48 segments: 16, then 32 after a further round.
    const first = up(0, 48 * KIB, 0);
    expect(first).toBeCloseTo(RTT / 2 + RTT + serial(48 * KIB), 12);
    // One connection keeps the order: nothing arrives before what was sent before it.
    expect(up(1, KIB, 0)).toBeCloseTo(first + serial(KIB), 12);
  });

  it('stays warm while messages flow and is cold after a silence', () => {
    const { simulation, up } = transport({ initialWindow: 16 });
    const cold = up(0, 48 * KIB, 0);
    simulation.run(0.5);
    expect(up(1, 32 * KIB, 0)).toBeCloseTo(RTT / 2 + seconds(32 * KIB, RATE), 12);
    simulation.run(10);
    expect(up(2, 48 * KIB, 0)).toBeCloseTo(cold, 12);
  });

  it('is held by each message for the overhead too', () => {
    const { up } = transport({ overhead: 0.003 });
    expect(up(0, 0, 0)).toBeCloseTo(RTT / 2 + 0.003, 12);
    expect(up(1, 0, 0)).toBeCloseTo(RTT / 2 + 0.006, 12);
  });

  it('begins a message when its first bit is there', () => {
    const { up } = transport();
    expect(up(0, KIB, 0.5)).toBeCloseTo(0.5 + RTT / 2 + seconds(KIB, RATE), 12);
  });

  it('begins with a cold window after a loss', () => {
    const { all, channel, up } = transport({ initialWindow: 16 });
    const cold = up(0, 48 * KIB, 0);
    all.lose();
    all.opened(channel);
    expect(up(1, 48 * KIB, 0)).toBeGreaterThan(cold);
  });
});
