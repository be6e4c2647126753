import type { Model } from '../../src/model/schema.js';
import type { Kernel } from './kernel.js';
import type { Attempt } from './request.js';
import { Station } from './station.js';

/** Management points, or update points: half a round trip, a worker of the client's own, half a round trip back. */
export class SiteSystems {
  readonly requests: number[];
  private readonly there: () => number;
  private readonly systems: { readonly workers: Station; readonly back: () => number }[];

  constructor(
    private readonly kernel: Kernel,
    name: 'mp' | 'sup',
    model: Model['site']['managementPoints' | 'updatePoints'],
  ) {
    this.there = kernel.draws(`${name}/rtt`, model.rtt);
    this.systems = Array.from({ length: model.count }, (_, index) => ({
      workers: new Station(kernel, model.workers, model.discipline),
      back: kernel.draws(`${name}/${index + 1}/rtt`, model.rtt),
    }));
    this.requests = this.systems.map(() => 0);
  }

  serve({ request }: Attempt, done: () => void): void {
    const { systems, kernel } = this;
    kernel.after(this.there() / 2, () => {
      const chosen = request.client.number % systems.length;
      const { workers, back } = systems[chosen]!;
      this.requests[chosen]!++;
      // Guide, "The order of draws": the way back is drawn when a request comes to a line, or has been served with others.
      const drawn = workers.discipline === 'fcfs' ? back() : null;
      const goBack = () => {
        kernel.after((drawn ?? back()) / 2, done);
      };
      if (request.service === 0) goBack();
      else workers.serve(request.service, goBack);
    });
  }
}
