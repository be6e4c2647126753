import { availableParallelism, cpus, loadavg } from 'node:os';

/** Where and when something was measured. */
export interface Machine {
  readonly date: string;
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  /** Processes that were running over the last minute: above 0, others had the machine too. */
  readonly loadAverage: number;
}

export function thisMachine(): Machine {
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    loadAverage: Number(loadavg()[0]!.toFixed(1)),
  };
}
