import { ServerPool, type Simulation } from '../../engine/index.js';
import { LogHistogram } from '../../measure/histogram.js';
import { periodicMeanWait } from '../../measure/theory.js';
import type { TheoryCase } from './theory-case.js';

/** Draws of the phases in one replication. */
const DRAWS = 40;

/** Mean wait over draws of random phases; of each, the second period is measured, when the queue repeats itself. */
function periodicWait(simulation: Simulation, sources: number, period: number): number {
  const phase = simulation.stream('phase');
  const waits = new LogHistogram();
  const arrivedAt = new Float64Array(sources);
  let measuredFrom = 0;
  const pool = new ServerPool(simulation, {
    name: 'server',
    servers: 1,
    // The clock's rounding may make a job that did not wait seem to have left early.
    done: (source) => {
      const arrived = arrivedAt[source]!;
      if (arrived >= measuredFrom) waits.record(Math.max(0, simulation.now - arrived - 1));
    },
  });
  const send = simulation.handler((source) => {
    arrivedAt[source] = simulation.now;
    pool.enter(source, 1);
  });
  for (let draw = 0; draw < DRAWS; draw++) {
    const start = simulation.now;
    measuredFrom = start + period;
    for (let source = 0; source < sources; source++) {
      const first = phase.uniform() * period;
      simulation.schedule(first, send, source);
      simulation.schedule(first + period, send, source);
    }
    simulation.run(start + 3 * period);
  }
  return waits.mean!;
}

/** N*D/D/1: periodic polls of many clients with random phases. */
export function periodicCases(): TheoryCase[] {
  return [
    { sources: 10, load: 0.8 },
    { sources: 40, load: 0.95 },
    { sources: 200, load: 0.9 },
  ].map(({ sources, load }) => ({
    system: `${sources}*D/D/1, load ${load}`,
    metric: 'mean wait',
    unit: 's',
    theory: 'periodic superposition',
    exact: periodicMeanWait(sources, sources / load, 1),
    replicate: (simulation) => periodicWait(simulation, sources, sources / load),
  }));
}
