import FlatQueue from 'flatqueue';
import { type QueueKind, Simulation } from '../../../src/engine/index.js';
import { DRAWN, drawIncrements, type IncrementKind } from '../increments.js';
import { printReplications } from '../replications.js';

/**
 * The hold model (Jones 1986) in a process of its own: each event schedules its successor after a time drawn beforehand,
 * so that the number of pending events stays the same. Filling the queue is not timed.
 * Usage: node hold.js default|calendar|binary|quaternary|flatqueue|flatqueue-fixed PENDING OPERATIONS REPLICATIONS INCREMENTS
 */
type Hold = (operations: number, increments: Float64Array) => void;

const MASK = DRAWN - 1;
const QUARTERS = 4;

function holdSimulation(layout: { queue?: QueueKind }, pending: number, first: Float64Array): Hold {
  const simulation = new Simulation(layout);
  let increments = first;
  let drawn = 0;
  let left = 0;
  const handler = simulation.handler((argument) => {
    simulation.schedule(increments[drawn++ & MASK]!, handler, argument);
    if (--left === 0) simulation.stop();
  });
  for (let event = 0; event < pending; event++)
    simulation.schedule(increments[drawn++ & MASK]!, handler, event);
  return (operations, next) => {
    increments = next;
    left = operations;
    simulation.run(Infinity);
  };
}

function holdFlatQueue(queue: FlatQueue, pending: number, first: Float64Array): Hold {
  let drawn = 0;
  for (let event = 0; event < pending; event++) queue.push(event, first[drawn++ & MASK]!);
  return (operations, increments) => {
    for (let operation = 0; operation < operations; operation++) {
      const now = queue.peekValue()!;
      queue.push(queue.pop()!, now + increments[drawn++ & MASK]!);
    }
  };
}

function createHold(structure: string, pending: number, first: Float64Array): Hold {
  if (structure === 'flatqueue') return holdFlatQueue(new FlatQueue(), pending, first);
  if (structure === 'flatqueue-fixed') return holdFlatQueue(new FlatQueue(pending), pending, first);
  return holdSimulation(structure === 'default' ? {} : { queue: structure as QueueKind }, pending, first);
}

const [structure, pending, operations, replications, kind] = process.argv.slice(2);
const increments = drawIncrements(kind as IncrementKind);
const hold = createHold(structure!, Number(pending), increments[0]);
const quarter = Math.ceil(Number(operations) / QUARTERS);

printReplications(Number(replications), () => {
  for (let part = 0; part < QUARTERS; part++) hold(quarter, increments[part % 2]!);
  return { events: QUARTERS * quarter };
});
