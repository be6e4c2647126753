import type { Simulation } from '../../../engine/index.js';

/** How long an instance has been deployed, which is billed, and has served. Seconds. */
export class VmTimes {
  private isDeployed = false;
  private isServing = false;
  private deployedSince = -0; // notes: double-fields
  private servingSince = -0;
  /** Of former times. */
  private deployed = -0;
  private served = -0;

  constructor(private readonly simulation: Simulation) {}

  deploy(): void {
    this.isDeployed = true;
    this.deployedSince = this.simulation.now;
  }

  /** Begins to serve: one that was not deployed is from now on. */
  serve(): void {
    if (!this.isDeployed) this.deploy();
    this.isServing = true;
    this.servingSince = this.simulation.now;
  }

  stop(): void {
    this.served = this.servedSeconds();
    this.isServing = false;
  }

  remove(): void {
    this.deployed = this.deployedSeconds();
    this.isDeployed = false;
  }

  /** As of now. */
  servedSeconds(): number {
    return this.served + (this.isServing ? this.simulation.now - this.servingSince : 0);
  }

  /** As of now: whether it served or was down. */
  deployedSeconds(): number {
    return this.deployed + (this.isDeployed ? this.simulation.now - this.deployedSince : 0);
  }
}
