import type { Metric } from '../../study/summary/schema/figures.js';
import type { InstanceSummary } from '../../study/summary/schema/systems.js';
import type { Summary } from '../../study/summary/summary.js';
import { count, duration, plain, share } from '../../study/words/format.js';
import { bar } from '../bar.js';
import { groupBy } from '../group.js';
import { type Cell, type Column, table } from '../table.js';
import type { Page } from './page.js';

const BAR = 10;
const MOST_KINDS = 10;
const MOST_ROWS = 16;

/** VM instances: utilisation, clients against the documented limit, requests. */
export function instancesSection(summary: Summary, page: Page): string[] {
  const { instances } = summary;
  if (instances.length === 0) return [];
  const credits = instances.some((instance) => instance.credits.value !== null);
  const columns: Column[] = [
    { title: 'instance' },
    { title: 'size' },
    { title: 'CPU' },
    { title: '', align: 'right' },
    { title: 'NIC' },
    { title: '', align: 'right' },
    { title: 'clients at once', align: 'right' },
    { title: 'requests', align: 'right', spare: 1 },
    { title: 'no channel', align: 'right' },
    ...(credits ? [{ title: 'credits', align: 'right' } as const] : []),
  ];
  const rows = busiestOf(instances).map((instance): Cell[] => [
    instance.vm,
    instance.size,
    barCell(instance.cpu),
    page.metric(share, instance.cpu),
    barCell(instance.nic),
    page.metric(share, instance.nic),
    clientsCell(instance),
    count(instance.requests),
    instance.failed > 0 ? { text: count(instance.failed), tone: 'bad' } : '0',
    ...(credits ? [page.metric(plain, instance.credits)] : []),
  ]);
  return [...page.heading('Instances', cut(rows, instances)), ...table(page, columns, rows)];
}

/** All in their order while they fit a screen, else the busiest. */
function busiestOf<System extends { readonly cpu: Metric }>(systems: readonly System[]): readonly System[] {
  if (systems.length <= MOST_ROWS) return systems;
  return [...systems].sort((a, b) => (b.cpu.value ?? 0) - (a.cpu.value ?? 0)).slice(0, MOST_ROWS);
}

const cut = (shown: readonly unknown[], all: readonly unknown[]): string =>
  shown.length < all.length ? `${shown.length} of ${all.length}` : '';

function clientsCell({ maxClients, clientLimit, support }: InstanceSummary): Cell {
  return clientLimit === null ? count(maxClients) : limitCell(maxClients, clientLimit, support);
}

function limitCell(clients: number, limit: number, support: InstanceSummary['support']): Cell {
  const text = `${count(clients)} of ${count(limit)}`;
  return support === 'over' ? { text: `${text}!`, tone: 'warning' } : text;
}

/** Connection points: CPU and the ports that clients hold. */
export function connectionPointsSection(summary: Summary, page: Page): string[] {
  if (summary.connectionPoints.length === 0) return [];
  const columns: Column[] = [
    { title: 'connection point' },
    { title: 'CPU' },
    { title: '', align: 'right' },
    { title: 'ports' },
    { title: 'most held at once', align: 'right' },
    { title: 'at the end', align: 'right' },
    { title: 'requests', align: 'right', spare: 1 },
  ];
  const rows = busiestOf(summary.connectionPoints).map((point): Cell[] => [
    point.name,
    barCell(point.cpu),
    page.metric(share, point.cpu),
    { text: bar(point.ports > 0 ? point.maxPortsHeld / point.ports : 0, BAR), tone: 'bar' },
    `${count(point.maxPortsHeld)} of ${count(point.ports)}`,
    page.metric(plain, point.portsHeld),
    count(point.requests),
  ]);
  return [
    ...page.heading('Connection points', cut(rows, summary.connectionPoints)),
    ...table(page, columns, rows),
  ];
}

/** Management points and update points: workers, and clients against the documented limit. */
export function siteSystemsSection(summary: Summary, page: Page): string[] {
  const inUse = summary.siteSystems.filter(({ clients, requests }) => clients > 0 || requests > 0);
  if (inUse.length === 0) return [];
  const columns: Column[] = [
    { title: 'site system' },
    { title: 'workers' },
    { title: '', align: 'right' },
    { title: 'clients assigned', align: 'right' },
    { title: 'requests', align: 'right', spare: 1 },
  ];
  const shown = inUse.slice(0, MOST_ROWS);
  const rows = shown.map(({ name, workers, clients, clientLimit, support, requests }): Cell[] => [
    name,
    barCell(workers),
    page.metric(share, workers),
    limitCell(clients, clientLimit, support),
    count(requests),
  ]);
  return [...page.heading('Site systems', cut(rows, inUse)), ...table(page, columns, rows)];
}

/** The busiest resource of each kind: what would fill up first, next and after that. */
export function resourcesSection(summary: Summary, page: Page): string[] {
  const inUse = Object.entries(summary.resources)
    .map(([id, resource]) => ({ id, ...resource }))
    .filter(({ peakUtilisation }) => (peakUtilisation.value ?? 0) > 0)
    .sort((a, b) => b.peakUtilisation.value! - a.peakUtilisation.value!);
  const kinds = [...groupBy(inUse, ({ kind }) => kind).values()];
  const columns: Column[] = [
    { title: 'kind' },
    { title: 'resource' },
    { title: 'busiest hour' },
    { title: '', align: 'right' },
    { title: 'whole run', align: 'right' },
    { title: 'waiting', align: 'right', spare: 2 },
    { title: 'mean wait', align: 'right', spare: 3 },
    { title: 'refused', align: 'right', spare: 1 },
  ];
  const rows = kinds.slice(0, MOST_KINDS).map(([resource, ...others]): Cell[] => {
    const { id, kind, peakUtilisation, utilisation, meanQueue, meanWaitSeconds, refused } = resource!;
    return [
      { text: kind, tone: 'quiet' },
      others.length === 0 ? id : `${id} of ${others.length + 1}`,
      barCell(peakUtilisation),
      page.metric(share, peakUtilisation),
      page.metric(share, utilisation),
      page.metric(plain, meanQueue),
      page.metric(duration, meanWaitSeconds),
      refused > 0 ? { text: count(refused), tone: 'bad' } : '0',
    ];
  });
  return rows.length === 0
    ? []
    : [...page.heading('Busiest of each kind', cut(rows, kinds)), ...table(page, columns, rows)];
}

function barCell(utilisation: Metric): Cell {
  const { value } = utilisation;
  if (value === null) return '';
  return { text: bar(value, BAR), tone: value >= 0.98 ? 'bad' : value >= 0.8 ? 'warning' : 'bar' };
}
