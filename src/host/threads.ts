import { setMaxListeners } from 'node:events';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Piscina } from 'piscina';
import type { Observation } from '../gateway/simulation/observation.js';
import { type Executor, thisThread } from '../study/simulate/executor.js';
import type { ReplicationTask } from '../study/simulate/replication.js';
import simulateOnHost from './replication.js';

/**
 * MiB for a thread's young objects, so that a run of 24 hours needs hardly more memory than one of 1. notes: young-objects
 */
export const YOUNG_GENERATION_MIB = 12;

/**
 * Threads of this machine that simulate replications; one for each core that the host grants when their number is left out.
 * Run from its sources, without a build, the program has no file that a thread could load: then this thread works.
 */
export function openThreads(threads = availableParallelism()): Threads {
  const filename = fileURLToPath(new URL('./replication.js', import.meta.url));
  if (existsSync(filename)) return pool(threads, filename);
  return { ...thisThread(simulateOnHost), close: () => Promise.resolve() };
}

/** An executor that is to be closed by whoever opened it. */
interface Threads extends Executor {
  close(): Promise<void>;
}

function pool(threads: number, filename: string): Threads {
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
  const close = async () => {
    const closing = opening;
    opening = null;
    await (await closing)?.destroy();
  };
  let running = 0;
  return {
    parallel: threads,
    run: async (task, signal) => {
      // Every waiting task listens to the one signal: that is no leak.
      if (signal !== undefined) setMaxListeners(0, signal);
      opening ??= open();
      running++;
      try {
        return await (await opening).run(task, { signal: signal ?? null });
      } finally {
        running--;
      }
    },
    rest: async () => {
      if (running === 0) await close();
    },
    close,
  };
}
