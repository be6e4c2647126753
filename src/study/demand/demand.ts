import { clientCounts, remoteCounts } from '../../model/remote.js';
import type { Curve } from '../../workload/demand/curve.js';
import { type Demand, demandOf } from '../../workload/demand.js';
import type { OpenedModel } from '../experiment/model-source.js';
import { type Column, type Table, tableOf } from '../results/table.js';
import { clockSummary } from '../summary/clock.js';
import { VERSION } from '../version.js';
import { weekTime } from '../words/clock.js';
import { DEMAND_SCHEMA, type DemandAnswer } from './answer.js';
import type { DemandHour } from './hours.js';
import { shownWeek } from './shown-week.js';

const HOUR = 3600;
const HOURS = 168;

/**
 * What the clients of a model are expected to ask for, by hour of the week, without simulating.
 */
export function askDemand(opened: OpenedModel): DemandAnswer {
  const { model, sha256, overrides } = opened;
  const demand = demandOf(model);
  const [counts, remote] = [clientCounts(model), remoteCounts(model)];
  const { duration: durationSeconds } = model.simulation;
  const { startSeconds, perSecond } = demand.requests.busiest(durationSeconds, model.clock.beginsSeconds);
  const week = shownWeek(model, demand);
  return {
    schema: DEMAND_SCHEMA,
    cmgsim: VERSION,
    model: { name: model.name, sha256, overrides: [...overrides] },
    clients: counts.remote,
    ...(remote !== null && { inAll: counts.inAll }),
    busiest: { startSeconds, durationSeconds, requestsPerSecond: perSecond },
    week,
    hours: hoursOf(demand.populations, week.startSeconds),
    halfHours: [...demand.requests.halfHours(week.startSeconds)],
    clock: clockSummary(model.clock),
    populations: Object.fromEntries(
      demand.populations.map((one, index) => [
        one.name,
        {
          clients: model.clients[index]!.count,
          ...(remote !== null && { inAll: model.clients[index]!.inAll }),
          hours: hoursOf([one], week.startSeconds),
          requests: classHours(one, week.startSeconds),
        },
      ]),
    ),
  };
}

type Population = Demand['populations'][number];

function classHours({ classes }: Population, startSeconds: number) {
  return Object.fromEntries(
    Object.entries(classes).map(([name, { requests, bytesEach, cpuEach }]) => [
      name,
      Array.from(requests.hours(startSeconds), (perSecond) => ({
        requestsPerSecond: perSecond,
        bytesPerSecond: perSecond * bytesEach,
        cpu: perSecond * cpuEach,
      })),
    ]),
  );
}

/** The demand of some populations together in the hours of a week. */
export function hoursOf(populations: Demand['populations'], startSeconds: number): DemandHour[] {
  const sum = (read: (one: Population) => readonly Curve[]): Float64Array => {
    const hours = populations.flatMap(read).map((curve) => curve.hours(startSeconds));
    return Float64Array.from({ length: HOURS }, (_, hour) =>
      hours.reduce((total, one) => total + one[hour]!, 0),
    );
  };
  const clients = sum((one) => [one.clients]);
  const requests = sum(({ classes }) => Object.values(classes).map((one) => one.requests));
  const bytes = sum((one) => [one.bytes]);
  const cpu = sum((one) => [one.cpu]);
  const downloads = sum((one) => [one.downloads]);
  const contentBytes = sum((one) => [one.contentBytes]);
  return Array.from({ length: HOURS }, (_, hour) => ({
    clients: clients[hour]!,
    requestsPerSecond: requests[hour]!,
    bytesPerSecond: bytes[hour]!,
    cpu: cpu[hour]!,
    downloadsPerSecond: downloads[hour]!,
    contentBytesPerSecond: contentBytes[hour]!,
  }));
}

interface Row {
  /** Of the week on the clock of the site. */
  readonly hour: number;
  /** When it begins, seconds after Monday 00:00 UTC of the first week. */
  readonly begins: number;
  readonly population: string;
  readonly name: string;
  readonly one: Pick<DemandHour, 'requestsPerSecond' | 'bytesPerSecond' | 'cpu'>;
  /** Of all classes: clients and content too. */
  readonly all: DemandHour | null;
}

const COLUMNS: readonly Column<Row>[] = [
  ['hour', ({ hour }) => hour],
  ['clock', ({ hour }) => weekTime(hour * HOUR)],
  ['begins_utc', ({ begins }) => weekTime(begins)],
  ['population', ({ population }) => population],
  ['class', ({ name }) => name],
  ['requests_per_second', ({ one }) => one.requestsPerSecond],
  ['bytes_per_second', ({ one }) => one.bytesPerSecond],
  ['cpu_cores', ({ one }) => one.cpu],
  ['clients_online', ({ all }) => all?.clients ?? null],
  ['downloads_per_second', ({ all }) => all?.downloadsPerSecond ?? null],
  ['content_bytes_per_second', ({ all }) => all?.contentBytesPerSecond ?? null],
];

/** One row an hour of the week, population and class, and one for all classes, which knows of clients and content too. */
export function demandTable({ populations, week }: DemandAnswer): Table {
  const rows = Object.entries(populations).flatMap(([population, { hours, requests }]) =>
    hours.flatMap((all, hour): Row[] => {
      const when = { hour, begins: week.startSeconds + hour * HOUR, population };
      return [
        { ...when, name: 'all', one: all, all },
        ...Object.entries(requests).map(([name, each]) => ({ ...when, name, one: each[hour]!, all: null })),
      ];
    }),
  );
  return tableOf(COLUMNS, rows);
}
