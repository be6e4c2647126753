import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Piscina } from 'piscina';
import type { Observation } from '../../gateway/observation.js';
import simulateReplication, { type ReplicationTask } from './replication.js';

/** Threads that simulate replications, of one model or of many. */
export interface Workers {
  readonly threads: number;
  /**
   * Simulates one replication as soon as a thread is free, tasks in the order of their calls.
   * Rejects at once when the signal aborts, whatever is being simulated.
   */
  run(task: ReplicationTask, signal?: AbortSignal): Promise<Observation>;
  close(): Promise<void>;
}

/**
 * MiB that V8 may use for a thread's young objects, three semi-spaces: by itself it would double them up to 48 in a
 * long run. Measured, a simulation is no slower with these, and a run of 24 hours needs hardly more than one of 1.
 */
export const YOUNG_GENERATION_MIB = 12;

/** One thread for each core that the host grants. */
export const defaultThreads = (): number => availableParallelism();

/**
 * Opens worker threads. What a replication yields depends on the task alone, never on the thread or the order.
 * Run from its sources, without a build, the program has no file that a thread could load: then this thread works.
 */
export function openWorkers(threads: number): Workers {
  const filename = fileURLToPath(new URL('./replication.js', import.meta.url));
  return existsSync(filename) ? openThreads(threads, filename) : thisThread();
}

function openThreads(threads: number, filename: string): Workers {
  // Loaded when it is needed: a command that only reads what was kept starts without it.
  let opening: Promise<Piscina<ReplicationTask, Observation>> | null = null;
  const open = async () => {
    const { Piscina } = await import('piscina');
    return new Piscina<ReplicationTask, Observation>({
      filename,
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: 10_000,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MIB },
    });
  };
  return {
    threads,
    run: async (task, signal) => {
      opening ??= open();
      const pool = await opening;
      return pool.run(task, { signal: signal ?? null });
    },
    close: async () => (await opening)?.destroy(),
  };
}

function thisThread(): Workers {
  let last: Promise<unknown> = Promise.resolve();
  return {
    threads: 1,
    run: (task, signal) => {
      const turn = last.then(async () => {
        await new Promise((resolve) => setImmediate(resolve));
        signal?.throwIfAborted();
        return simulateReplication(task);
      });
      last = turn.catch(() => undefined);
      return turn;
    },
    close: () => Promise.resolve(),
  };
}
