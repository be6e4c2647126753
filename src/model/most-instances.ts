import { type GatewayModel, gatewaysOf, type Model } from './schema.js';

/** The most instances that a gateway has at any time of the model's timeline: at the start, or after an event that scales it. */
export function mostInstances(model: Model, { name, instances }: GatewayModel): number {
  const [first] = gatewaysOf(model);
  const scaled = model.events.flatMap((event) =>
    event.event === 'scale' && (event.gateway ?? first?.name) === name ? [event.instances] : [],
  );
  return Math.max(instances, ...scaled);
}
