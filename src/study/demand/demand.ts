import { clientCounts, remoteCounts } from '../../model/remote.js';
import { RequestCurve } from '../../workload/demand/curve.js';
import { type Demand, demandOf } from '../../workload/demand.js';
import type { OpenedModel } from '../experiment/model-source.js';
import { type Column, type Table, tableOf } from '../results/table.js';
import { clockSummary } from '../summary/clock.js';
import { VERSION } from '../version.js';
import { weekTime } from '../words/clock.js';
import { DEMAND_SCHEMA, type DemandAnswer } from './answer.js';
import type { DemandHour } from './hours.js';

const HOUR = 3600;
const HALF_HOURS = 336;

/**
 * What the clients of a model are expected to ask for, by hour of the week, without simulating.
 */
export function askDemand(opened: OpenedModel): DemandAnswer {
  const { model, sha256, overrides } = opened;
  const demand = demandOf(model);
  const [counts, remote] = [clientCounts(model), remoteCounts(model)];
  const { duration: durationSeconds } = model.simulation;
  return {
    schema: DEMAND_SCHEMA,
    cmgsim: VERSION,
    model: { name: model.name, sha256, overrides: [...overrides] },
    clients: counts.remote,
    ...(remote !== null && { inAll: counts.inAll }),
    busiest: {
      ...new RequestCurve(demand).busiest(durationSeconds, model.clock.laterSeconds),
      durationSeconds,
    },
    hours: hoursOf(demand.populations),
    halfHours: halfHoursOf(demand, 0),
    localHalfHours: halfHoursOf(demand, model.clock.site.offsetSeconds),
    clock: clockSummary(model.clock),
    populations: Object.fromEntries(
      demand.populations.map((one, index) => [
        one.name,
        {
          clients: model.clients[index]!.count,
          ...(remote !== null && { inAll: model.clients[index]!.inAll }),
          hours: hoursOf([one]),
          requests: Object.fromEntries(
            Object.entries(one.classes).map(([name, { requests, bytes, cpu }]) => [
              name,
              Array.from(requests, (requestsPerSecond, hour) => ({
                requestsPerSecond,
                bytesPerSecond: bytes[hour]!,
                cpu: cpu[hour]!,
              })),
            ]),
          ),
        },
      ]),
    ),
  };
}

/** The demand of some populations together, by hour of the week. */
export function hoursOf(populations: Demand['populations']): DemandHour[] {
  return Array.from({ length: 168 }, (_, hour) => {
    const sum = (read: (one: Demand['populations'][number]) => number): number =>
      populations.reduce((total, one) => total + read(one), 0);
    return {
      clients: sum(({ clients }) => clients[hour]!),
      requestsPerSecond: sum(({ classes }) =>
        Object.values(classes).reduce((total, { requests }) => total + requests[hour]!, 0),
      ),
      bytesPerSecond: sum(({ bytes }) => bytes[hour]!),
      cpu: sum(({ cpu }) => cpu[hour]!),
      downloadsPerSecond: sum(({ downloads }) => downloads[hour]!),
      contentBytesPerSecond: sum(({ contentBytes }) => contentBytes[hour]!),
    };
  });
}

/** Requests a second on a clock, from its Monday 00:00 on. */
function halfHoursOf({ everyWeek, once }: Demand, offsetSeconds: number): number[] {
  const halves = new Float64Array(HALF_HOURS);
  for (const axis of [everyWeek, once])
    axis.forEach((rate, minute) => {
      const local = Math.floor((minute + offsetSeconds / 60) / 30);
      halves[(local + HALF_HOURS) % HALF_HOURS]! += rate / 30;
    });
  return [...halves];
}

interface Row {
  /** When the hour begins, after Monday 00:00 on the clock of the site. */
  readonly local: number;
  readonly hour: number;
  readonly population: string;
  readonly name: string;
  readonly one: Pick<DemandHour, 'requestsPerSecond' | 'bytesPerSecond' | 'cpu'>;
  /** Of all classes: clients and content too. */
  readonly all: DemandHour | null;
}

const COLUMNS: readonly Column<Row>[] = [
  ['hour', ({ hour }) => hour],
  ['begins_utc', ({ hour }) => weekTime(hour * HOUR)],
  ['clock', ({ local }) => weekTime(local)],
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
export function demandTable({ populations, clock }: DemandAnswer): Table {
  const local = (hour: number): number => hour * HOUR + clock.site.offsetSeconds;
  const rows = Object.entries(populations).flatMap(([population, { hours, requests }]) =>
    hours.flatMap((all, hour): Row[] => [
      { hour, local: local(hour), population, name: 'all', one: all, all },
      ...Object.entries(requests).map(([name, each]) => ({
        hour,
        local: local(hour),
        population,
        name,
        one: each[hour]!,
        all: null,
      })),
    ]),
  );
  return tableOf(COLUMNS, rows);
}
