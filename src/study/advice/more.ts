import { isClassic } from '../../model/classic.js';
import { gatewaysOf, type Model } from '../../model/schema.js';
import type { Summary } from '../summary/summary.js';
import { type Change, changeOf } from './change.js';

const MOST_INSTANCES = 16;
const ORDINALS = ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];

/** `a third connection point`, `connection points 3 to 5`. */
function moreText(noun: string, from: number, to: number): string {
  if (to > from + 1) return `${noun}s ${from + 1} to ${to}`;
  const ordinal = ORDINALS[to] ?? `${to}th`;
  return `${ordinal.startsWith('e') ? 'an' : 'a'} ${ordinal} ${noun}`;
}

/** One more of each part, or as many as its documented limit asks for: what a planner would try first, in a fixed order. */
export function moreOfEach(model: Model, summary: Summary): Change[] {
  return [
    ...connectionPoint(model),
    ...gatewaysOf(model).flatMap((_, index) => [...instance(model, summary, index), ...size(model, index)]),
    ...siteSystem('managementPoints', 'management point', 'management-point', model, summary),
    ...siteSystem('updatePoints', 'update point', 'update-point', model, summary),
    ...gatewaysOf(model).flatMap((_, index) => brake(model, index)),
  ];
}

function connectionPoint(model: Model): Change[] {
  const { count } = model.connectionPoints;
  const more = (one: Model): number => one.connectionPoints.count + 1;
  return [
    changeOf(
      'connection-point',
      moreText('connection point', count, count + 1),
      { path: 'connectionPoints.count', value: more },
      (one) => ({
        ...one,
        connectionPoints: { ...one.connectionPoints, count: more(one) },
      }),
    ),
  ];
}

/** As many instances as the clients at once ask for, one more at least. */
function instance(model: Model, { instances }: Summary, index: number): Change[] {
  const gateway = gatewaysOf(model)[index]!;
  const own = instances.filter((one) => one.gateway === gateway.name);
  const limit = own[0]?.clientLimit ?? null;
  const most = Math.max(0, ...own.map(({ maxClients }) => maxClients));
  const needed = limit === null ? 0 : Math.ceil((gateway.instances * most * (1 + CHANCE)) / limit);
  const to = Math.min(MOST_INSTANCES, Math.max(gateway.instances + 1, needed));
  if (to <= gateway.instances) return [];
  const where = gatewaysOf(model).length > 1 ? ` of ${gateway.name}` : '';
  const instancesAfter = (one: Model): number =>
    Math.min(MOST_INSTANCES, gatewaysOf(one)[index]!.instances + to - gateway.instances);
  return [
    changeOf(
      'instance',
      `${moreText('instance', gateway.instances, to)}${where}`,
      { path: `${pathOf(model, index)}.instances`, value: instancesAfter },
      (one) => withGateway(one, index, { instances: instancesAfter(one) }),
    ),
  ];
}

/** Clients spread by chance: instances that are full on average have a few more than their limit. */
const CHANCE = 0.03;

/** The next larger size of a scale set that the documentation supports. */
const LARGER: Readonly<Record<string, 'A2_v2' | 'A4_v2'>> = { B2s: 'A2_v2', A2_v2: 'A4_v2' };

function size(model: Model, index: number): Change[] {
  const gateway = gatewaysOf(model)[index]!;
  const larger = typeof gateway.vmSize === 'string' ? LARGER[gateway.vmSize] : undefined;
  if (larger === undefined || isClassic(gateway)) return [];
  const where = gatewaysOf(model).length > 1 ? ` for ${gateway.name}` : '';
  return [
    changeOf(
      'size',
      `instances of size ${larger}${where}`,
      { path: `${pathOf(model, index)}.vmSize`, value: () => larger },
      (one) => withGateway(one, index, { vmSize: larger }),
    ),
  ];
}

function siteSystem(
  key: 'managementPoints' | 'updatePoints',
  noun: string,
  kind: Summary['siteSystems'][number]['kind'],
  model: Model,
  { siteSystems }: Summary,
): Change[] {
  const { count } = model.site[key];
  const own = siteSystems.filter((one) => one.kind === kind);
  const clients = own.reduce((sum, one) => sum + one.clients, 0);
  const needed = own.length === 0 ? 0 : Math.ceil(clients / own[0]!.clientLimit);
  const to = Math.max(count + 1, needed);
  const after = (one: Model): number => one.site[key].count + to - count;
  return [
    changeOf(kind, moreText(noun, count, to), { path: `site.${key}.count`, value: after }, (one) => ({
      ...one,
      site: { ...one.site, [key]: { ...one.site[key], count: after(one) } },
    })),
  ];
}

/** The threshold of outbound traffic that stops the service. */
function brake(model: Model, index: number): Change[] {
  const { outbound, name } = gatewaysOf(model)[index]!;
  if (outbound.threshold === undefined || !outbound.stopService) return [];
  const where = gatewaysOf(model).length > 1 ? ` of ${name}` : '';
  return [
    changeOf(
      'brake',
      `no stop of the service${where} at its threshold of outbound traffic`,
      { path: `${pathOf(model, index)}.outbound.stopService`, value: () => false },
      (one) => withGateway(one, index, { outbound: { ...outbound, stopService: false } }),
    ),
  ];
}

const pathOf = (model: Model, index: number): string =>
  model.gateway === undefined ? `gateways.${index}` : 'gateway';

function withGateway(model: Model, index: number, change: Partial<NonNullable<Model['gateway']>>): Model {
  if (model.gateway !== undefined) return { ...model, gateway: { ...model.gateway, ...change } };
  const gateways = gatewaysOf(model).map((one, at) => (at === index ? { ...one, ...change } : one));
  return { ...model, gateways };
}
