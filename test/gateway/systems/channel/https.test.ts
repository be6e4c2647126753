import { describe, expect, it } from 'vitest';
import { SerialLine, Simulation } from '../../../../src/engine/index.js';
import type { RequestId } from '../../../../src/gateway/request/ids.js';
import { RequestStore } from '../../../../src/gateway/request/requests.js';
import { HttpsTransport } from '../../../../src/gateway/systems/channel/https.js';
import { fixedDraw } from '../../fixed-draw.js';
import { fixedWay } from './fixed-way.js';

const RTT = 0.04;
const SITE = 0.01;
const OVERHEAD = 0.001;
/** CONNECT, TCP and TLS. */
const BUILD = 4 * RTT;

interface Options {
  connections?: number;
  repoll?: 'early' | 'late';
  idleTimeout?: number;
  lifetime?: number;
  bytes?: number;
  replyBytes?: number;
  link?: number;
  site?: number;
  messageDelay?: number;
  /** The site answers (default). */
  replies?: boolean;
}

/** Requests that pass the channel up, spend the site's time, and pass it down; `grants` are the times of their places. */
function harness(options: Options = {}) {
  const { connections = 4, repoll = 'early', bytes = 0, messageDelay = 0, replies = true } = options;
  const { replyBytes = bytes, link = 1e12, site = SITE } = options;
  const { idleTimeout, lifetime } = options;
  const simulation = new Simulation();
  const requests = new RequestStore();
  const grants: number[] = [];
  const used: number[] = [];
  const ends: number[] = [];
  const lost: RequestId[] = [];
  const isUp = new Set<RequestId>();
  const transport = new HttpsTransport(simulation, {
    connections,
    repoll,
    segmentBytes: 1000,
    initialWindow: 10,
    maximumWindowBytes: 80_000,
    requests,
    journey: {
      advance: (request) => {
        grants.push(simulation.now);
        used.push(requests.connection(request));
        transport.up(channel, request);
      },
      after: (request, seconds) => {
        if (isUp.delete(request)) return simulation.schedule(seconds, back, request);
        isUp.add(request);
        simulation.schedule(seconds + site, atSite, request);
      },
      lose: (request) => lost.push(request),
    },
  });
  const card = (name: string) =>
    new SerialLine(simulation, { name, bitsPerSecond: Number.POSITIVE_INFINITY });
  const add = (name: string) =>
    transport.add({
      name,
      idleReset: fixedDraw(1),
      overhead: fixedDraw(OVERHEAD),
      cards: [card('up'), card('down')],
      way: fixedWay({
        roundTrip: RTT,
        rate: link,
        messageDelay,
        idleTimeout,
        lifetime,
        buildSeconds: BUILD,
      }),
    });
  add('another channel');
  const channel = add('channel');
  transport.opened(channel);
  const atSite = simulation.handler((request: RequestId) => {
    if (replies) transport.down(channel, request);
  });
  const back = simulation.handler((request: RequestId) => {
    ends.push(simulation.now);
    requests.end(request);
  });
  const ask = (count = 1) =>
    Array.from({ length: count }, () => {
      const request = requests.allocate();
      requests.resetAttempt(request);
      requests.setDemand(request, bytes, replyBytes, 0);
      transport.acquire(channel, request);
      return request;
    });
  const slots = transport.resources(channel)[0]!;
  const held = () => slots.totals().started - slots.totals().completions;
  const queued = () => slots.totals().inProgress - held();
  return { simulation, requests, transport, channel, grants, used, ends, lost, ask, held, queued };
}

describe('an HTTPS channel', () => {
  it.each([
    ['early', RTT + OVERHEAD],
    ['late', 2 * RTT + SITE + OVERHEAD],
  ] as const)('with %s re-polls holds a connection for exactly its time, K messages each', (repoll, held) => {
    const { simulation, grants, ask } = harness({ connections: 4, repoll });
    ask(40);
    simulation.run(10);
    expect(grants).toHaveLength(40);
    grants.forEach((time, index) => {
      expect(time).toBeCloseTo(Math.floor(index / 4) * held, 9);
    });
  });

  it('takes one round trip and the overhead both ways together, whatever the rule', () => {
    for (const repoll of ['early', 'late'] as const) {
      const { simulation, ends, ask } = harness({ repoll });
      ask();
      simulation.run(10);
      expect(ends[0]).toBeCloseTo(RTT + SITE + OVERHEAD, 12);
    }
  });

  it.each([16, 256, 257, 1000])('uses %d connections in turn', (connections) => {
    const { simulation, used, ask } = harness({ connections });
    for (const _ of [1, 2]) {
      ask(connections);
      simulation.run(simulation.now + 10);
    }
    const each = Array.from({ length: connections }, (_, connection) => connection);
    expect(used).toEqual([...each, ...each]);
  });

  it('gives all connections back', () => {
    for (const repoll of ['early', 'late'] as const) {
      const { simulation, held, queued, requests, ask } = harness({ repoll });
      ask(25);
      simulation.run(10);
      expect([held(), queued(), requests.active]).toEqual([0, 0, 0]);
    }
  });

  it('uses the connection that has waited longest, so that with little traffic windows are cold', () => {
    const { simulation, used, ends, ask } = harness({ connections: 3, bytes: 30_000 });
    const starts: number[] = [];
    for (let index = 0; index < 6; index++) {
      starts.push(simulation.now);
      ask();
      simulation.run(simulation.now + 0.5);
    }
    expect(used).toEqual([0, 1, 2, 0, 1, 2]);
    // Each connection comes round after 1.5 s, more than the second after which its window starts again.
    ends.forEach((end, index) => {
      expect(end - starts[index]!).toBeCloseTo(RTT + SITE + OVERHEAD + 2 * RTT + (30_000 * 8 * 2) / 1e12, 9);
    });
  });

  it('keeps the windows of connections warm that are used again soon', () => {
    const { simulation, ends, ask } = harness({ connections: 1, bytes: 30_000 });
    ask();
    simulation.run(0.5);
    ask();
    simulation.run(1);
    // 10 and 20 segments the first time, 20 and then 40 the second.
    expect(ends[0]).toBeCloseTo(RTT + SITE + OVERHEAD + 2 * RTT, 6);
    expect(ends[1]! - 0.5).toBeCloseTo(RTT + SITE + OVERHEAD + 2 * RTT, 6);
    ask();
    simulation.run(1.5);
    expect(ends[2]! - 1).toBeCloseTo(RTT + SITE + OVERHEAD, 6);
  });

  describe('with early re-polls', () => {
    const REPLY = 80_000;
    const rate = 100e6;
    /** Windows of 10, 20 and 40 segments, and 10 more at the full one: three further rounds, if cold each time. */
    const rounds = 3;

    it('lets no more replies pass than its connections for them do, each for its bytes and a round trip', () => {
      const { simulation, ends, ask } = harness({
        ...{ connections: 2, bytes: 0, replyBytes: REPLY, link: rate, site: 10 },
      });
      ask(8);
      simulation.run(100);
      // Warm from the second on: 80 segments fit into the full window.
      const first = RTT + rounds * RTT + (REPLY * 8) / rate;
      const next = RTT + (REPLY * 8) / rate;
      const from = 10 + OVERHEAD + RTT / 2;
      const arrivals = [0, 1, 2, 3].flatMap((turn) => {
        const begins = turn === 0 ? 0 : first + (turn - 1) * next;
        const polled = from + turn * (RTT + OVERHEAD);
        const starts = Math.max(polled, from + begins);
        const rest = turn === 0 ? first : next;
        return [starts + rest - RTT / 2, starts + rest - RTT / 2];
      });
      expect(ends).toHaveLength(8);
      ends.forEach((end, index) => {
        expect(end, `reply ${index}`).toBeCloseTo(arrivals[index]!, 5);
      });
    });

    it('shows replies that wait, and loses them with the channel', () => {
      const { simulation, transport, channel, requests, lost, ask } = harness({
        ...{ connections: 1, replyBytes: REPLY, link: 1e6, site: 10 },
      });
      const asked = ask(3);
      const [, replies] = transport.resources(channel);
      expect(replies!.name).toBe('channel/replies');
      simulation.run(10.2);
      expect(replies!.totals()).toMatchObject({ arrivals: 3, started: 1, inProgress: 3 });
      transport.lose(channel, () => {});
      expect(lost).toEqual(asked.slice(1));
      expect(replies!.totals()).toMatchObject({ inProgress: 0, withdrawn: 2 });
      expect(requests.active).toBe(3);
    });

    it('needs as many connections for replies as for polls', () => {
      expect(harness({ connections: 3 }).transport.connections).toBe(6);
      expect(harness({ connections: 3, repoll: 'late' }).transport.connections).toBe(3);
    });
  });

  it('sends a reply over the connection point’s card once, whatever the rule', () => {
    for (const repoll of ['early', 'late'] as const) {
      const { simulation, ends, ask } = harness({ repoll, replyBytes: 9_000, link: 1e6 });
      ask();
      simulation.run(10);
      // The card takes no time here: the link's counts, once.
      expect(ends[0]).toBeCloseTo(RTT + SITE + OVERHEAD + (9_000 * 8) / 1e6, 9);
    }
  });

  it('adds what a proxy holds small writes back, on both ways', () => {
    const { simulation, ends, ask } = harness({ messageDelay: 0.058 });
    ask();
    simulation.run(10);
    expect(ends[0]).toBeCloseTo(RTT + SITE + OVERHEAD + 2 * 0.058, 12);
  });

  it('frees the connection of a request that ends at the site without a reply, after a round trip', () => {
    const { simulation, transport, channel, requests, held } = harness({
      connections: 1,
      repoll: 'late',
      replies: false,
    });
    const request = requests.allocate();
    transport.acquire(channel, request);
    simulation.run(0.001);
    expect(held()).toBe(1);
    transport.release(channel, request);
    simulation.run(0.001 + RTT - 1e-6);
    expect(held()).toBe(1);
    simulation.run(0.001 + RTT + 1e-6);
    expect(held()).toBe(0);
  });

  it('forgets, when it is lost, who held a place and hands over who waited for one', () => {
    const { simulation, transport, channel, held, queued, ask, grants } = harness({ connections: 2 });
    const asked = ask(5);
    simulation.run(0.01);
    const waiting: number[] = [];
    transport.lose(channel, (request) => waiting.push(request));
    expect(waiting).toEqual(asked.slice(2));
    expect([held(), queued()]).toEqual([0, 0]);
    transport.opened(channel);
    // Polls of its earlier life do not come any more: both connections are new, and count once.
    ask(4);
    expect(held()).toBe(2);
    simulation.run(0.01 + RTT + OVERHEAD - 1e-6);
    expect(grants).toHaveLength(4);
    simulation.run(0.01 + RTT + OVERHEAD + 1e-6);
    expect(grants).toHaveLength(6);
  });

  describe('through a proxy that closes connections', () => {
    it.each([
      ['early', BUILD + RTT + OVERHEAD],
      ['late', BUILD + 2 * RTT + SITE + OVERHEAD],
    ] as const)('with %s re-polls is held for so much longer by what builds it again', (repoll, held) => {
      const { simulation, grants, ask } = harness({ connections: 1, repoll, idleTimeout: 50, replies: true });
      simulation.run(60);
      ask(2);
      simulation.run(100);
      expect(grants[1]! - grants[0]!).toBeCloseTo(held, 9);
    });

    it('builds a new one for every message where it closes them at once', () => {
      const { simulation, transport, channel, ends, ask } = harness({ repoll: 'late', idleTimeout: 0 });
      ask();
      simulation.run(10);
      ask();
      simulation.run(20);
      expect(transport.recycled(channel)).toBe(2);
      expect(ends[1]! - 10).toBeCloseTo(BUILD + RTT + SITE + OVERHEAD, 9);
    });

    it('waits for a reply that finds its connection closed, too', () => {
      const { simulation, transport, channel, ends, ask } = harness({ connections: 2, idleTimeout: 50 });
      simulation.run(60);
      ask();
      simulation.run(100);
      // The request comes on one of those that poll, the reply goes on one of those for replies.
      expect(transport.recycled(channel)).toBe(2);
      expect(ends[0]! - 60).toBeCloseTo(2 * BUILD + RTT + SITE + OVERHEAD, 9);
    });

    it('builds one again that was silent for the idle time, once, when it is used next', () => {
      const { simulation, transport, channel, ends, ask } = harness({ connections: 1, idleTimeout: 100 });
      ask();
      simulation.run(99);
      ask();
      simulation.run(99 + 100 * 3.5);
      expect(transport.recycled(channel)).toBe(0);
      ask();
      expect(transport.recycled(channel)).toBe(1);
      simulation.run(500);
      // The one for replies was silent as long, and is built again when the reply needs it.
      expect(transport.recycled(channel)).toBe(2);
      const took = ends.map((end, index) => end - [0, 99, 449][index]!);
      expect(took[1]).toBeCloseTo(RTT + SITE + OVERHEAD, 9);
      expect(took[2]).toBeCloseTo(2 * BUILD + RTT + SITE + OVERHEAD, 9);
    });

    it('builds one again at its lifetime, with a cold window', () => {
      const { simulation, transport, channel, ends, ask } = harness({
        connections: 1,
        lifetime: 100,
        bytes: 30_000,
      });
      for (const time of [99.2, 99.6, 100.0001]) {
        simulation.run(time);
        ask();
      }
      simulation.run(101);
      expect(transport.recycled(channel)).toBe(2);
      // Warm they would have needed no further round by now; cold each needs one to 10 and one to 30 segments.
      expect(ends[2]! - 100.0001).toBeCloseTo(2 * BUILD + RTT + SITE + OVERHEAD + 2 * RTT, 6);
    });
  });
});
