import { Bench } from 'tinybench';
import { type QueueKind, Simulation } from '../../src/engine/index.js';

/**
 * The hold model (Jones 1986): each event schedules its successor after an exponential time, so that the number of
 * pending events stays the same. `npm run bench` prints, for each number, millions of events a second of every queue
 * and the ratio to the binary heap, all measured in one process in turn.
 */
const PENDING = [1e2, 1e3, 1e4, 1e5, 1e6];
const QUEUES: readonly QueueKind[] = ['binary', 'quaternary', 'calendar'];
const EVENTS_A_ROUND = 100_000;

/** A simulation with `pending` events that never end; each call of the result executes about EVENTS_A_ROUND of them. */
function holdModel(queue: QueueKind, pending: number): () => void {
  const simulation = new Simulation({ queue });
  const stream = simulation.stream('hold');
  const handler = simulation.handler((argument) => {
    simulation.schedule(stream.exponential(1), handler, argument);
  });
  for (let event = 0; event < pending; event++) simulation.schedule(stream.exponential(1), handler, event);
  const step = EVENTS_A_ROUND / pending;
  simulation.run(3 * Math.max(step, 1)); // past the transient of the start
  return () => simulation.run(simulation.now + step);
}

for (const pending of PENDING) {
  const bench = new Bench({ time: 500, warmupTime: 100 });
  for (const queue of QUEUES) bench.add(queue, holdModel(queue, pending));
  await bench.run();
  const rates = bench.tasks.map(({ name, result }) => {
    if (result.state !== 'completed') throw new Error(`${name}: ${result.state}`);
    return { name, rate: EVENTS_A_ROUND / (result.latency.p50 / 1e3) / 1e6 };
  });
  const base = rates[0]!.rate;
  const cells = rates.map(({ name, rate }) => `${name} ${rate.toFixed(1)} M/s (${(rate / base).toFixed(2)})`);
  console.log(`${pending.toExponential(0)} pending: ${cells.join('   ')}`);
}
