import { vmCapacity } from '../../../model/catalogue.js';
import { type GatewayModel, gatewaysOf, type Model } from '../../../model/schema.js';
import { demandOf } from '../../../workload/demand.js';

const HOUR = 3600;
/** A credit is a minute of one core. */
const MINUTES = 60;
const LOOKED_BACK = 2 * 168 * HOUR;

/**
 * CPU credits that an instance of a burstable size has at the start, of a site that has run for weeks: what the expected
 * work of the two weeks before has left, hour by hour. Null where the size has none, or the model states them.
 * @param instances of the gateway, among which its clients are spread
 */
export function creditsAtStart(model: Model, gateway: GatewayModel, instances: number): number | null {
  const { credits, cores: most } = vmCapacity(gateway);
  if (credits === null || gateway.vm.credits !== undefined) return null;
  const { populations } = demandOf(model);
  const machines = gatewaysOf(model).length * Math.max(1, instances);
  const { start } = model.simulation;
  let level = credits.maximum;
  for (let ago = LOOKED_BACK; ago > 0; ago -= HOUR) {
    const cores = populations.reduce((sum, { cpu }) => sum + cpu.rate(start - ago, HOUR), 0);
    const used = Math.min(most, cores / machines);
    level += (credits.baselineCores - used) * MINUTES;
    level = Math.min(credits.maximum, Math.max(0, level));
  }
  return level;
}
