import type { Happening, Kernel } from './kernel.js';

interface Job {
  readonly done: () => void;
  /** Seconds of work that are left to do. */
  left: number;
  end: Happening | null;
}

/** Servers that serve jobs in the order in which they come (FCFS), or all at once and alike (PS). */
export class Station {
  private jobs: Job[] = [];
  /** PS: when the work that is left was counted last. */
  private counted = 0;
  arrivals = 0;
  completions = 0;

  constructor(
    private readonly kernel: Kernel,
    private servers: number,
    readonly discipline: 'fcfs' | 'ps',
  ) {}

  serve(seconds: number, done: () => void): void {
    this.arrivals++;
    this.count();
    this.jobs.push({ done, left: seconds, end: null });
    this.plan();
  }

  /** All that is here is lost. */
  clear(): void {
    for (const { end } of this.jobs) if (end !== null) end.isOff = true;
    this.jobs = [];
  }

  setServers(servers: number): void {
    this.count();
    this.servers = servers;
    this.plan();
  }

  /** Under FCFS the first jobs are served, as many as there are servers, and under PS all share them. */
  private plan(): void {
    if (this.discipline === 'ps') return this.share();
    for (const job of this.jobs.slice(0, this.servers))
      job.end ??= this.kernel.after(job.left, () => this.end(job));
  }

  private share(): void {
    for (const job of this.jobs) {
      if (job.end !== null) job.end.isOff = true;
      job.end = this.speed > 0 ? this.kernel.after(job.left / this.speed, () => this.end(job)) : null;
    }
  }

  /** PS: seconds of work that each job gets in a second, one server at most. */
  private get speed(): number {
    return Math.min(1, this.servers / this.jobs.length);
  }

  private count(): void {
    const { now } = this.kernel;
    if (this.discipline === 'ps')
      for (const job of this.jobs) job.left = Math.max(0, job.left - (now - this.counted) * this.speed);
    this.counted = now;
  }

  private end(job: Job): void {
    this.count();
    this.completions++;
    this.jobs.splice(this.jobs.indexOf(job), 1);
    this.plan();
    job.done();
  }
}
