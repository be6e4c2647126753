import { type ResourceTotals, requireNotNegative } from '../resource.js';
import { ResourceMeter } from '../resource-meter.js';
import type { Simulation } from '../simulation.js';
import { WaitingLine } from '../waiting-line.js';

/** How deep jobs without service may complete inside one another before an event breaks the chain. */
export const DEEPEST_NESTING = 8;

interface JobInService {
  readonly job: number;
  /** Seconds of service left at speed 1. */
  readonly work: number;
}

/**
 * First come, first served. A job in service is its completion event and nothing else; a change of speed and an
 * eviction, which are rare, take these events back from the kernel.
 */
export class FirstComeStation extends ResourceMeter {
  busy = 0;
  /** Jobs in `line`, which is not looked at while there are none. */
  private waiting = 0;
  private readonly completion: number;
  private readonly line: WaitingLine;
  private paused: JobInService[] = []; // in service while the speed is 0
  private nesting = 0;

  constructor(
    simulation: Simulation,
    private readonly name: string,
    private target: number,
    private readonly queueLimit: number,
    private speed: number,
    private readonly done: (job: number) => void,
  ) {
    super(simulation);
    this.line = new WaitingLine(simulation.figures);
    this.completion = simulation.handlerOf(this, this.serviceEnded);
  }

  get queueLength(): number {
    return this.waiting;
  }

  get servers(): number {
    return this.busy > this.target ? this.busy : this.target;
  }

  /** The common case alone: short enough to be compiled into its callers, where `work` needs no heap number. */
  enter(job: number, work: number): boolean {
    if (this.busy >= this.target || this.speed !== 1 || !(work > 0)) {
      this.inHand = work;
      return this.enterOtherwise(job);
    }
    this.stepBusy(1);
    this.busy++;
    this.simulation.schedule(work, this.completion, job);
    return true;
  }

  /** Like `enter`, with the work in hand. */
  private enterOtherwise(job: number): boolean {
    const work = this.inHand;
    if (this.busy < this.target) {
      if (work === 0 && this.speed > 0 && this.nesting < DEEPEST_NESTING) return this.pass(job);
      this.begin(job, work);
      this.stepBusy(1);
      this.busy++;
      return true;
    }
    if (this.waiting >= this.queueLimit) {
      this.countRefusal();
      return false;
    }
    requireNotNegative(this.name, 'service', work);
    this.line.push(job, work, this.simulation.now);
    this.stepQueue(1);
    this.waiting++;
    this.noteQueue(this.waiting);
    return true;
  }

  setServers(servers: number): void {
    this.integrateCapacity(this.servers);
    this.target = servers;
    while (this.busy < servers && this.waiting > 0) {
      this.beginNext();
      this.stepBusy(1);
      this.busy++;
    }
  }

  setSpeed(speed: number): void {
    if (speed === this.speed) return;
    const inService = this.takeInService();
    this.speed = speed;
    for (const { job, work } of inService) this.begin(job, work);
  }

  evict(): number[] {
    this.integrateCapacity(this.servers);
    const jobs = this.takeInService().map(({ job }) => job);
    jobs.push(...this.line.clear(this.simulation.now));
    this.countWithdrawn(this.busy, this.waiting);
    this.stepBusy(-this.busy);
    this.stepQueue(-this.waiting);
    this.waiting = 0;
    this.busy = 0;
    return jobs;
  }

  totals(): ResourceTotals {
    const { busy, line, servers, waiting } = this;
    return this.totalsOf(
      { busy, queue: waiting, servers, waiting, inService: busy },
      (queueSeconds) => queueSeconds - line.elapsedSeconds(this.simulation.now) - line.abandonedSeconds,
    );
  }

  /** A job without service on an idle server. */
  private pass(job: number): boolean {
    this.countCompletion();
    this.nesting++;
    this.done(job);
    this.nesting--;
    return true;
  }

  private begin(job: number, work: number): void {
    if (this.speed === 1) this.simulation.schedule(work, this.completion, job);
    else if (this.speed > 0) this.simulation.schedule(work / this.speed, this.completion, job);
    else {
      requireNotNegative(this.name, 'service', work);
      this.paused.push({ job, work });
    }
  }

  private beginNext(): void {
    const { line } = this;
    if (this.speed === 1)
      this.simulation.scheduleFrom(line.ring, line.firstWorkPlace(), this.completion, line.firstJob());
    else this.begin(line.firstJob(), line.firstWork());
    line.shift();
    this.stepQueue(-1);
    this.waiting--;
  }

  private serviceEnded(job: number): void {
    this.countCompletion();
    if (this.waiting === 0 || this.busy > this.target) this.free();
    else this.beginNext();
    this.done(job);
  }

  private free(): void {
    if (this.busy > this.target) this.integrateCapacity(this.busy);
    this.stepBusy(-1);
    this.busy--;
  }

  private takeInService(): JobInService[] {
    if (this.speed === 0) return this.paused.splice(0);
    const { now } = this.simulation;
    const events = this.simulation.withdraw(this.completion);
    return events.map(({ time, argument }) => ({ job: argument, work: (time - now) * this.speed }));
  }
}
