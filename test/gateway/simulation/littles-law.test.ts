import { createRequire } from 'node:module';
import { posix } from 'node:path';
import { compileFunction } from 'node:vm';
import { rolldown } from 'rolldown';
import { beforeAll, describe, expect, it } from 'vitest';
import * as sound from '../../../src/engine/index.js';
import { littlesLaw } from '../../../src/gateway/simulation/invariants.js';

const require = createRequire(import.meta.url);

type Engine = typeof sound;
type Resource = sound.Resource;
/** Brings job after job to a resource, and takes some away, by the numbers that it draws. */
type Drive = (engine: Engine, simulation: sound.Simulation) => Resource;

const SECONDS = 500;

/** Calls a handler at random, once a second in the mean. */
function often(simulation: sound.Simulation, name: string, run: (draw: () => number, job: number) => void) {
  const stream = simulation.stream(name);
  let job = 0;
  const handler = simulation.handler(() => {
    run(() => stream.uniform(), job++);
    simulation.schedule(stream.exponential(1), handler, 0);
  });
  simulation.schedule(0, handler, 0);
}

/** Every tenth time servers come or go, and every fiftieth all jobs are taken away. */
function disturb(job: number, setServers: (servers: number) => void, evict: () => void): void {
  if (job % 10 === 9) setServers(1 + ((job / 10) & 1));
  if (job % 50 === 49) evict();
}

const servers =
  (discipline: 'fcfs' | 'ps'): Drive =>
  (engine, simulation) => {
    const pool = new engine.ServerPool(simulation, { name: 'it', servers: 1, discipline, done: () => {} });
    often(simulation, 'jobs', (draw, job) => {
      pool.enter(job, 2 * draw());
      disturb(
        job,
        (count) => pool.setServers(count),
        () => pool.evict(() => {}),
      );
    });
    return pool;
  };

const kinds = {
  'a pool of servers': servers('fcfs'),
  'shared servers': servers('ps'),
  'a bank of servers': (engine, simulation) => {
    const bank = new engine.ServerBank(simulation, { done: () => {} });
    const members = [1, 2].map((count) => bank.add({ name: 'it', servers: count, queueLimit: 9 }));
    often(simulation, 'jobs', (draw, job) => {
      for (const member of members) bank.enter(member, job, 2 * draw());
      disturb(
        job,
        (count) => bank.setServers(members[0]!, count),
        () => bank.evict(members[0]!, () => {}),
      );
    });
    return bank.resource(members[0]!);
  },
  slots: (engine, simulation) => {
    const pool: sound.SlotPool = new engine.SlotPool(simulation, {
      name: 'it',
      slots: 1,
      granted: (job) => {
        if (job % 3 === 0) simulation.schedule(1.3, giveBack, 0);
        else pool.releaseLater(0.8, 0);
      },
    });
    const giveBack = simulation.handler(() => pool.release());
    often(simulation, 'jobs', (_, job) => {
      pool.acquire(job);
      disturb(
        job,
        (count) => pool.setSlots(count),
        () => pool.evict(() => {}),
      );
    });
    return pool;
  },
  'a line of servers': (engine, simulation) => {
    const line = new engine.ServerLine(simulation, { name: 'it', servers: 2 });
    often(simulation, 'jobs', (draw, job) => {
      if (line.hasRoom(9)) line.serve(4 * draw());
      if (job % 50 === 49) line.clear();
    });
    return line;
  },
  'a line of messages': (engine, simulation) => {
    const line = new engine.SerialLine(simulation, { name: 'it', bitsPerSecond: 8 });
    often(simulation, 'jobs', (draw, job) => {
      line.send(1.9 * draw(), simulation.now + (job % 4 === 0 ? 2 * draw() : 0));
    });
    return line;
  },
  'a shared link': (engine, simulation) => {
    const link = new engine.SharedLink(simulation, { name: 'it', bitsPerSecond: 8, done: () => {} });
    const classes = [3, 6, Infinity].map((cap) => link.addClass(cap));
    often(simulation, 'jobs', (draw, job) => {
      const flow = link.start(job, 1.8 * draw(), classes[job % 3]!);
      if (job % 10 === 9) simulation.schedule(0.3, abort, flows.push(flow) - 1);
    });
    const flows: number[] = [];
    const abort = simulation.handler((index) => link.abort(flows[index]!));
    return link;
  },
} satisfies Record<string, Drive>;
type Kind = keyof typeof kinds;

function breaches(engine: Engine, kind: Kind): string[] {
  const simulation = new engine.Simulation();
  const resource = kinds[kind](engine, simulation);
  simulation.run(SECONDS);
  return littlesLaw(resource);
}

describe("Little's law, of the queue and of the jobs apart", () => {
  it.each(Object.keys(kinds) as Kind[])('holds at any time: %s', (kind) => {
    const simulation = new sound.Simulation();
    const resource = kinds[kind](sound, simulation);
    for (let time = 0; time < SECONDS; time += 0.7) {
      simulation.run(time);
      expect(littlesLaw(resource)).toEqual([]);
    }
    const { waitSeconds, inProgress, arrivals } = resource.totals();
    expect(waitSeconds).toBeGreaterThan(arrivals / 10);
    expect(inProgress).toBeLessThan(arrivals / 10);
  });
});

/** Mistakes in the program: in this file of the engine, this text and what stands in its place; and who must find them. */
const mistakes: readonly [what: string, file: string, text: string, wrong: string, finders: Kind[]][] = [
  [
    'an integral too large by a thousandth',
    'resource-meters',
    '[record | QUEUE_STEPS] -= by * this',
    '[record | QUEUE_STEPS] -= 1.001 * by * this',
    ['a pool of servers', 'shared servers', 'a bank of servers', 'slots', 'a shared link'],
  ],
  [
    'a wait of each job too long by a thousandth',
    'resource-meters',
    '+= this.simulation.now - since',
    '+= 1.001 * (this.simulation.now - since)',
    ['a pool of servers', 'a bank of servers', 'slots'],
  ],
  [
    'the waits of a few jobs lost',
    'resource-meters',
    '+= this.simulation.now - since',
    '+= this.simulation.now - since > 3 ? 0 : this.simulation.now - since',
    ['a pool of servers', 'a bank of servers', 'slots'],
  ],
  [
    'a wait too long by a thousandth where service is shared',
    'resource-meters',
    'WAIT_SECONDS] += seconds',
    'WAIT_SECONDS] += 1.001 * seconds',
    ['shared servers', 'a shared link'],
  ],
  [
    'a job that leaves the line and is not taken off the integral',
    'queueing-bank',
    'this.stepQueue(record, -1);',
    'if (this.floats[record | WAITING] !== 3) this.stepQueue(record, -1);',
    ['a bank of servers', 'slots'],
  ],
  [
    'the same, in a single pool',
    'queueing-resource',
    'this.stepQueue(ONLY, -1);',
    'if (this.waiting !== 3) this.stepQueue(ONLY, -1);',
    ['a pool of servers'],
  ],
  [
    'the time of another job in line',
    'queueing-bank',
    'this.firstPlace(record) | ENTERED',
    'this.place(record, this.floats[record | WAITING] - 1) | ENTERED',
    ['a bank of servers', 'slots'],
  ],
  [
    'the same, in a single pool',
    'queueing-resource',
    'this.head * WIDTH + ENTERED',
    '((this.head + 1) & (this.capacity - 1)) * WIDTH + ENTERED',
    ['a pool of servers'],
  ],
  [
    'jobs that were taken away forgotten',
    'queueing-bank',
    'this.abandonedSeconds[member] +=',
    'this.abandonedSeconds[member] = -0 *',
    ['a bank of servers', 'slots'],
  ],
  [
    'the same, in a single pool',
    'queueing-resource',
    'this.abandonedSeconds +=',
    'this.abandonedSeconds = -0 *',
    ['a pool of servers'],
  ],
  [
    'the same, where service is shared',
    'server-pool/processor-sharing',
    'this.abandonedSeconds +=',
    'this.abandonedSeconds = -0 *',
    ['shared servers'],
  ],
  [
    'the same, on a link',
    'shared-link',
    'this.abandonedSeconds +=',
    'this.abandonedSeconds = -0 *',
    ['a shared link'],
  ],
  [
    'the line measured with a server too many where service is shared',
    'server-pool/processor-sharing',
    'this.setLevels(RECORD, this.busy, this.queueLength)',
    'this.setLevels(RECORD, this.busy, Math.max(0, this.queueLength - 1))',
    ['shared servers'],
  ],
  [
    'flows that are denied nothing',
    'shared-link/flow-class',
    'this.rate < alone ? 1 - this.rate / alone',
    'this.rate < alone ? 0.99 - this.rate / alone',
    ['a shared link'],
  ],
  [
    'a start taken for now',
    'server-line',
    'this.queueSteps += this.startRing[this.head]',
    'this.queueSteps += now',
    ['a line of servers'],
  ],
  [
    'a wait that does not count the last that came',
    'server-line',
    'figures[at | WAIT_SECONDS] += start - now',
    'figures[at | WAIT_SECONDS] += this.queued > 3 ? 0 : start - now',
    ['a line of servers'],
  ],
  [
    'jobs that were dropped counted on',
    'server-line',
    'this.queueSteps += this.queued * now',
    'this.queueSteps += 0',
    ['a line of servers'],
  ],
  [
    'a message that waits from the call of send on',
    'serial-line',
    'this.backlog.queueSteps -= ready',
    'this.backlog.queueSteps -= now',
    ['a line of messages'],
  ],
  [
    'a wait too long by a thousandth on a line of messages',
    'serial-line',
    'figures[at | WAIT_SECONDS] += start - ready',
    'figures[at | WAIT_SECONDS] += 1.001 * (start - ready)',
    ['a line of messages'],
  ],
  [
    'a message that leaves the backlog and stays in the queue',
    'serial-line/backlog',
    'this.queueSteps += queueStep(',
    'this.queueSteps += 0 * queueStep(',
    ['a line of messages'],
  ],
];

describe("Little's law finds", () => {
  /** The engine's files in JavaScript, by their names. */
  const files = new Map<string, string>();
  let entry = '';

  beforeAll(async () => {
    const bundle = await rolldown({
      input: 'src/engine/index.ts',
      platform: 'node',
      optimization: { inlineConst: false },
    });
    const { output } = await bundle.generate({ format: 'cjs', preserveModules: true });
    await bundle.close();
    entry = output[0].fileName;
    for (const each of output) files.set(each.fileName, each.type === 'chunk' ? each.code : '');
  });

  /** The engine with a mistake in it. */
  function mistaken(spoilt: string, text: string, wrong: string): Engine {
    const spoiltFile = posix.join(posix.dirname(entry), `${spoilt}.js`);
    expect(files.get(spoiltFile)!.split(text).length - 1, `"${text}" stands in ${spoiltFile}`).toBe(1);
    const loaded = new Map<string, object>();
    const load = (file: string): object => {
      const known = loaded.get(file);
      if (known !== undefined) return known;
      const module = { exports: {} };
      loaded.set(file, module.exports);
      const code = file === spoiltFile ? files.get(file)!.replace(text, () => wrong) : files.get(file)!;
      const near = (name: string): unknown =>
        name.startsWith('.') ? load(posix.join(posix.dirname(file), name)) : require(name);
      compileFunction(code, ['exports', 'module', 'require'])(module.exports, module, near);
      loaded.set(file, module.exports);
      return module.exports;
    };
    return load(entry) as Engine;
  }

  it('nothing where there is no mistake', () => {
    const engine = mistaken('resource-meters', 'countWait(record', 'countWait(record');
    for (const kind of Object.keys(kinds) as Kind[]) expect(breaches(engine, kind), kind).toEqual([]);
  });

  it.each(mistakes)('%s, in %s', (_, file, text, wrong, finders) => {
    const engine = mistaken(file, text, wrong);
    for (const kind of finders)
      expect(breaches(engine, kind), kind).toEqual([expect.stringMatching(/^I5 it: /)]);
  });
});
