import { FAILED, sumOf } from '../summary/metric.js';
import type { Summary } from '../summary/summary.js';
import { count, duration, money, NEVER, plain, share } from '../words/format.js';
import { resourceKind } from '../words/resource-kinds.js';
import { beyond, monthlyCost, NOTABLE } from './better.js';
import { isMostOfBill, isThrottled } from './content.js';

/** Most figures that are told of one change. */
const TOLD = 3;

/** What a change brings, `figure before -> after`, the most telling first. */
export function effectsOf(before: Summary, after: Summary): string[] {
  return [
    ...resources(before, after),
    ...failures(before, after),
    ...bounds(before, after),
    ...throttling(before, after),
    ...clients(before, after),
  ]
    .filter(isChange)
    .slice(0, TOLD);
}

/** What is still wrong with a changed deployment, in a few words. */
export function leftOf(after: Summary): string[] {
  if (after.verdict.state === 'failing')
    return lost(after).map(({ name, now }) => `${name} failures ${share(now)}`);
  if (after.verdict.state === 'unsupported') return overText(after);
  return after.verdict.episodes
    .filter(({ state }) => state === after.verdict.state)
    .map(({ part }) => part)
    .slice(0, 2);
}

function overText({ instances, siteSystems }: Summary): string[] {
  const over = [
    ...instances
      .filter(({ support }) => support === 'over')
      .map((one) => [one.vm, one.maxClients, one.clientLimit] as const),
    ...siteSystems
      .filter(({ support }) => support === 'over')
      .map((one) => [one.name, one.clients, one.clientLimit] as const),
  ];
  return over
    .slice(0, 2)
    .map(([name, clients, limit]) => `${name} ${count(clients)} of ${count(limit ?? 0)}`);
}

/** The classes of which most are still lost. */
function lost(after: Summary): { readonly name: string; readonly now: number }[] {
  const ended: Record<string, Ended> = { ...after.requests, download: after.content };
  return Object.entries(ended)
    .map(([name, one]) => ({ name, number: sumOf(one.failed), now: shareFailed(one) }))
    .filter(({ now }) => now > WORTH_TELLING)
    .sort((a, b) => b.number - a.number)
    .slice(0, 2);
}

const WORTH_TELLING = 0.01;

/** `99.28 USD a month more`. */
export function costText(before: Summary, after: Summary): string {
  const more = monthlyCost(after) - monthlyCost(before);
  if (Math.abs(more) < 0.005) return 'no cost in Azure';
  return `${money(Math.abs(more))} ${after.cost.currency} a month ${more > 0 ? 'more' : 'less'}`;
}

/** What was saturated or is the bottleneck: the busiest of its kind, before and after. */
function resources(before: Summary, after: Summary): string[] {
  const { bottleneck, episodes } = before.verdict;
  const saturated = episodes.filter(({ state }) => state === 'saturated').map(({ part }) => part);
  const kinds = new Set(
    [...(bottleneck === null ? [] : [bottleneck]), ...saturated].map((id) => before.resources[id]?.kind),
  );
  if (before.verdict.state !== 'saturated' && saturated.length === 0) return [];
  return [...kinds].slice(0, 1).flatMap((kind) => {
    if (kind === undefined) return [];
    return [arrow(resourceKind(kind).name, busiest(before, kind), busiest(after, kind), share)];
  });
}

const busiest = ({ resources: all }: Summary, kind: string): number =>
  Math.max(
    0,
    ...Object.values(all).flatMap((one) => (one.kind === kind ? [one.peakUtilisation.value ?? 0] : [])),
  );

/** The classes of which most fail. */
function failures(before: Summary, after: Summary): string[] {
  const ended = ({ requests, content }: Summary): Record<string, Ended> => ({
    ...requests,
    download: content,
  });
  const later = ended(after);
  return Object.entries(ended(before))
    .map(([name, one]) => ({
      name,
      lost: sumOf(one.failed),
      old: shareFailed(one),
      now: shareFailed(later[name]),
    }))
    .filter(({ old, now }) => old > 0.001 || now > 0.001)
    .sort((a, b) => b.lost - a.lost)
    .slice(0, 2)
    .map(({ name, old, now }) => arrow(`${name} failures`, old, now, share));
}

type Ended = Pick<Summary['content'], 'completed' | 'failed'>;

function shareFailed(one: Ended | undefined): number {
  if (one === undefined) return 0;
  const failed = sumOf(one.failed);
  return failed === 0 ? 0 : failed / (failed + one.completed);
}

/** Ranges of content that storage refused, and GB of it that leave Azure in a month. */
function throttling(before: Summary, after: Summary): string[] {
  const ranges = [before, after].map(({ content }) => content.throttled);
  const gigabytes = [before, after].map(({ cost }) =>
    cost.items.reduce(
      (sum, { what, quantity }) => sum + (what === 'storage-egress' ? (quantity.value ?? 0) : 0),
      0,
    ),
  );
  return [
    ...(isThrottled(before) ? [arrow('throttled ranges', ranges[0]!, ranges[1]!, count)] : []),
    ...(isMostOfBill(before) && gigabytes[1]! < gigabytes[0]! * NOTABLE
      ? [`${arrow('content', gigabytes[0]!, gigabytes[1]!, plain)} GB a month`]
      : []),
  ];
}

/** Bounds of the objective that are not kept. */
function bounds(before: Summary, after: Summary): string[] {
  return beyond(before)
    .filter(({ measure }) => measure !== 'failed')
    .map(({ requests, measure, observed }) => {
      const now = after.objective.find(
        (one) => one.requests === requests && one.measure === measure,
      )?.observed;
      const text = (one: typeof now): string =>
        one === undefined || one.value === null
          ? one?.reason === FAILED
            ? NEVER
            : '-'
          : duration(one.value);
      return `${requests} ${measure} ${text(observed)} -> ${text(now)}`;
    });
}

/** Whether `figure before -> after` tells of a change. */
function isChange(text: string): boolean {
  const [before = '', after = ''] = text.split(' -> ');
  return !before.endsWith(` ${after}`);
}

/** Clients over a documented limit, at once on an instance or assigned to a site system. */
function clients(before: Summary, after: Summary): string[] {
  const most = (values: readonly number[]): number => Math.max(0, ...values);
  const limitOf = (one: { readonly clientLimit: number | null } | undefined): string =>
    one?.clientLimit == null ? '' : ` of ${count(one.clientLimit)}`;
  const atOnce = ({ instances }: Summary): string =>
    `${count(most(instances.map((one) => one.maxClients)))}${limitOf(instances[0])}`;
  const over = before.instances.some(({ support }) => support === 'over')
    ? [`clients at once ${atOnce(before)} -> ${atOnce(after)}`]
    : [];
  const kinds = (['management-point', 'update-point'] as const).filter((kind) =>
    before.siteSystems.some((one) => one.kind === kind && one.support === 'over'),
  );
  const assigned = ({ siteSystems }: Summary, kind: string): string => {
    const own = siteSystems.filter((one) => one.kind === kind);
    return `${count(most(own.map((one) => one.clients)))}${limitOf(own[0])}`;
  };
  return [
    ...over,
    ...kinds.map(
      (kind) =>
        `clients of each ${resourceKind(kind).name} ${assigned(before, kind)} -> ${assigned(after, kind)}`,
    ),
  ];
}

const arrow = (what: string, old: number, now: number, write: (value: number) => string): string =>
  `${what} ${write(old)} -> ${now === 0 ? '0' : write(now)}`;
