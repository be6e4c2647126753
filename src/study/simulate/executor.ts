import type { Observation } from '../../gateway/simulation/observation.js';
import { type ReplicationTask, simulateReplication } from './replication.js';

/** Where replications are simulated: this thread, the threads of a machine, a queue of jobs (which leaves `progress` out: that is shared memory). */
export interface Executor {
  /** Replications that it simulates at the same time. */
  readonly parallel: number;
  /**
   * Simulates one replication as soon as there is room, tasks in the order of their calls; what it yields depends on the
   * task alone. Rejects at once when the signal aborts, whatever is being simulated.
   */
  run(task: ReplicationTask, signal?: AbortSignal): Promise<Observation>;
  /** Told when a study asks for nothing for a while: what is held for tasks alone may be let go of, unless there are some. */
  rest(): Promise<void>;
}

/** Simulates in the thread that calls it, one replication after the other; between two of them a signal is heard. */
export function thisThread(
  simulateOne: (task: ReplicationTask) => Observation = simulateReplication,
): Executor {
  let last: Promise<unknown> = Promise.resolve();
  return {
    parallel: 1,
    run: (task, signal) => {
      const turn = last.then(async () => {
        await new Promise((resolve) => setTimeout(resolve));
        signal?.throwIfAborted();
        return simulateOne(task);
      });
      last = turn.catch(() => undefined);
      return turn;
    },
    rest: () => Promise.resolve(),
  };
}
