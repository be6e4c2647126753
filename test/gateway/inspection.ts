import { Draw, type Resource } from '../../src/engine/index.js';
import type { Context } from '../../src/gateway/request/context.js';
import type { RequestId } from '../../src/gateway/request/ids.js';
import type { Stage } from '../../src/gateway/request/stage.js';
import { createStation, type Station } from '../../src/gateway/systems/station.js';

/** A firewall in front of the connection points that looks into each request: four servers, 2 ms each. */
export class InspectionStage implements Stage {
  readonly name = 'inspection';
  readonly resources: readonly Resource[];
  private readonly station: Station;
  private readonly seconds: Draw;

  constructor(context: Context) {
    this.station = createStation(context, { name: 'inspection', servers: 4 });
    this.resources = [this.station.resource];
    this.seconds = new Draw(context.simulation, 'inspection/service', () => ({
      kind: 'constant',
      value: 0.002,
    }));
  }

  enter(request: RequestId): void {
    this.station.serve(request, this.seconds.next());
  }
}
