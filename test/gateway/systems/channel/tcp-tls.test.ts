import { describe, expect, it } from 'vitest';
import { SerialLine, Simulation } from '../../../../src/engine/index.js';
import { RequestStore } from '../../../../src/gateway/request/requests.js';
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

interface Change {
  roundTrip?: number;
  link?: number;
  overhead?: number;
  initialWindow?: number;
  card?: number;
}

/** `up` and `down` send so many bytes now, and return the seconds until they have arrived. */
function transport(change: Change = {}) {
  const simulation = new Simulation();
  const requests = new RequestStore();
  const granted: number[] = [];
  let took = Number.NaN;
  const {
    roundTrip = RTT,
    link = LINK,
    overhead = 0,
    initialWindow = 64,
    card = Number.POSITIVE_INFINITY,
  } = change;
  const all = new TcpTlsTransport(simulation, {
    segmentBytes: KIB,
    initialWindow,
    maximumWindowBytes: WINDOW,
    requests,
    journey: {
      advance: (request) => granted.push(request),
      after: (_, seconds) => {
        took = seconds;
      },
      lose: () => {},
    },
  });
  const cardOf = (name: string) => new SerialLine(simulation, { name, bitsPerSecond: card });
  const add = (name: string) =>
    all.add({
      name,
      idleReset: fixedDraw(1),
      overhead: fixedDraw(overhead),
      cards: [cardOf(`${name}/instance`), cardOf(`${name}/connection-point`)],
      way: fixedWay({ roundTrip, rate: link }),
    });
  add('another channel');
  const channel = add('channel');
  const carry =
    (direction: 'up' | 'down') =>
    (bytes: number): number => {
      const request = requests.allocate();
      requests.setDemand(request, bytes, bytes, 0);
      all[direction](channel, request);
      return took;
    };
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
    expect(up(8 * KIB)).toBeCloseTo(RTT / 2 + seconds(8 * KIB, RATE), 12);
  });

  it('takes the bits at the rate of the link where that is lower', () => {
    const { up } = transport({ link: 1e6 });
    expect(up(8 * KIB)).toBeCloseTo(RTT / 2 + seconds(8 * KIB, 1e6), 12);
  });

  it('has no window to wait for without a round trip', () => {
    const { up } = transport({ roundTrip: 0, initialWindow: 1 });
    expect(up(1000 * KIB)).toBeCloseTo(seconds(1000 * KIB, LINK), 12);
  });

  it('delays a small message behind a large one, and only in the same direction', () => {
    const { up, down } = transport();
    const large = up(640 * KIB);
    expect(up(KIB)).toBeCloseTo(large + seconds(KIB, RATE), 12);
    expect(down(KIB)).toBeCloseTo(RTT / 2 + seconds(KIB, RATE), 12);
  });

  it('carries a large message at one window a round trip, once', () => {
    const { up } = transport();
    // Ten windows: ten round trips at the bandwidth-delay bound, and half a one until the last bit is there.
    expect(up(10 * WINDOW)).toBeCloseTo(10 * RTT + RTT / 2, 12);
  });

  it('pays further round trips while its window is cold, for those behind as well', () => {
    const { up } = transport({ initialWindow: 16 });
    const serial = (bytes: number) => seconds(bytes, RATE);
    // 48 segments: 16, then 32 after a further round.
    const first = up(48 * KIB);
    expect(first).toBeCloseTo(RTT / 2 + RTT + serial(48 * KIB), 12);
    // One connection keeps the order: nothing arrives before what was sent before it.
    expect(up(KIB)).toBeCloseTo(first + serial(KIB), 12);
  });

  it('stays warm while messages flow and is cold after a silence', () => {
    const { simulation, up } = transport({ initialWindow: 16 });
    const cold = up(48 * KIB);
    simulation.run(0.5);
    expect(up(32 * KIB)).toBeCloseTo(RTT / 2 + seconds(32 * KIB, RATE), 12);
    simulation.run(10);
    expect(up(48 * KIB)).toBeCloseTo(cold, 12);
  });

  it('is held by each message for the overhead too', () => {
    const { up } = transport({ overhead: 0.003 });
    expect(up(0)).toBeCloseTo(RTT / 2 + 0.003, 12);
    expect(up(0)).toBeCloseTo(RTT / 2 + 0.006, 12);
  });

  it('begins a request when the instance’s card has sent it, and a reply with its first bit: the card is the line’s own', () => {
    const slow = { card: 1e6, link: 1e6 };
    expect(transport(slow).up(KIB)).toBeCloseTo(RTT / 2 + 2 * seconds(KIB, 1e6), 12);
    const { down } = transport(slow);
    expect(down(KIB)).toBeCloseTo(RTT / 2 + seconds(KIB, 1e6), 12);
    expect(down(KIB)).toBeCloseTo(RTT / 2 + 2 * seconds(KIB, 1e6), 12);
  });

  it('begins with a cold window after a loss, and waits for nothing that was lost', () => {
    const { all, channel, up } = transport({ initialWindow: 16 });
    const cold = up(48 * KIB);
    expect(up(48 * KIB)).toBeGreaterThan(cold);
    all.lose();
    all.opened(channel);
    expect(up(48 * KIB)).toBeCloseTo(cold, 12);
    expect(all.resources(channel)[0]!.totals()).toMatchObject({ arrivals: 3, withdrawn: 2, inProgress: 1 });
  });
});
