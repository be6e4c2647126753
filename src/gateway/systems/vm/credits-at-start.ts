import { vmCapacity } from '../../../model/catalogue.js';
import { type GatewayModel, gatewaysOf, type Model } from '../../../model/schema.js';
import { demandOf } from '../../../workload/demand.js';

const HOUR = 3600;
const WEEK_HOURS = 168;

/**
 * CPU credits that an instance of a burstable size has at the start, of a site that has run for weeks: what the expected
 * work of the two weeks before has left, hour by hour. Null where the size has none, or the model states them.
 * @param instances of the gateway, among which its clients are spread
 */
export function creditsAtStart(model: Model, gateway: GatewayModel, instances: number): number | null {
  const { credits, cores: most } = vmCapacity(gateway);
  if (credits === null || gateway.vm.credits !== undefined) return null;
  const byHour = coresOf(model);
  const end = model.simulation.start / HOUR;
  let level = credits.maximum;
  for (let hour = Math.floor(end) - 2 * WEEK_HOURS; hour < end; hour++) {
    const ofWeek = hour - Math.floor(hour / WEEK_HOURS) * WEEK_HOURS;
    const used = Math.min(most, byHour[ofWeek]! / Math.max(1, instances));
    const minutes = 60 * Math.min(1, end - hour);
    level += (credits.baselineCores - used) * minutes;
    level = Math.min(credits.maximum, Math.max(0, level));
  }
  return level;
}

/** Expected cores of work by hour of the week, of each gateway. */
function coresOf(model: Model): Float64Array {
  const sum = new Float64Array(WEEK_HOURS);
  const gateways = gatewaysOf(model).length;
  for (const { cpu } of demandOf(model).populations)
    cpu.forEach((seconds, hour) => {
      sum[hour]! += seconds / gateways;
    });
  return sum;
}
