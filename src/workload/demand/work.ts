import { createDistribution, type DistributionSpec } from '../../engine/index.js';
import {
  type ActivityModel,
  type GatewayModel,
  gatewaysOf,
  type Model,
  type PopulationModel,
  requestClasses,
} from '../../model/schema.js';
import { asksPerSecond, chanceOfNone } from './due.js';

const mean = (spec: DistributionSpec): number => createDistribution(spec).mean;

/** Mean seconds that the instances work, in clients' requests of one population. */
export interface Work {
  /** For a relayed request of this mean size, there and back, connections apart. */
  request(activity: Pick<ActivityModel, 'request' | 'reply'>): number;
  /** For the request of a download to the gateway. */
  readonly download: number;
  /** For the connection with which a client's session begins. */
  readonly first: number;
  /** For each second that a client is online: connections after a silence. */
  readonly reconnecting: number;
}

/** Clients choose among the gateways at random: what is the same of all gateways in the mean is that of one. */
export function workOf(model: Model, population: PopulationModel): Work {
  const gateways = gatewaysOf(model);
  const average = (read: (gateway: GatewayModel) => number): number =>
    gateways.reduce((sum, gateway) => sum + read(gateway), 0) / Math.max(1, gateways.length);
  const { certificate } = population.authentication;
  const token = average(({ vm }) => mean(vm.tokenCheck));
  const forward = average(({ vm }) => mean(vm.request));
  const perRequest = forward + average(({ vm }) => mean(vm.reply)) + (1 - certificate) * token;
  const perByte = average(({ vm }) => mean(vm.perKiB)) / 1024;
  const check = average(({ vm }) => mean(vm.certificateCheck)) * certificate;
  const first = average(({ vm }) => mean(vm.fullHandshake)) + check;
  const again = average((gateway) => {
    const resumed = model.loadBalancer.distribution === 'client-ip' ? 1 : 1 / gateway.instances;
    return resumed * mean(gateway.vm.resumedHandshake) + (1 - resumed) * mean(gateway.vm.fullHandshake);
  });
  const connections = reconnections(population, mean(model.loadBalancer.idleTimeout));
  return {
    request: ({ request, reply }) => perRequest + perByte * (mean(request) + mean(reply)),
    download: forward + token,
    first,
    reconnecting: connections * (again + check),
  };
}

/** Requests a second of an online client that find its connection dropped, as it asked for nothing for so long before. */
function reconnections({ activities, authentication }: PopulationModel, idle: number): number {
  const asked = requestClasses
    .filter((name) => name !== 'token' || authentication.siteToken > 0)
    .map((name) => activities[name]);
  return asked.reduce((sum, activity) => {
    const others = asked.reduce(
      (chance, other) => (other === activity ? chance : chance * chanceOfNone(other, idle)),
      1,
    );
    return sum + asksPerSecond(activity) * others * chanceOfNoneBefore(activity, idle);
  }, 0);
}

/** The chance that an activity that asks now did not do so in the time before. */
function chanceOfNoneBefore(activity: ActivityModel, seconds: number): number {
  const { arrivals, period, probability, spread } = activity;
  if (arrivals === 'poisson' || spread > 0) return chanceOfNone(activity, seconds);
  return (1 - probability) ** Math.floor(seconds / period);
}
