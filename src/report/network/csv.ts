import { stringify } from 'csv-stringify/sync';
import type { NetworkAnswer } from '../../model/network/answer.js';
import type { FlowCheck, FlowPart } from '../../model/network/check/flow.js';
import type { NetworkCheck } from '../../model/network/check.js';
import type { GrowthStep } from '../../model/network/growth.js';
import { describeOpenings } from '../../model/network/openings.js';
import { weekTime } from '../../study/words/clock.js';

type Cell = string | number | boolean | null;

const text = (rows: readonly Readonly<Record<string, Cell>>[], columns: readonly string[]): string =>
  stringify([...rows], {
    header: true,
    columns: [...columns],
    cast: { boolean: (value) => (value ? 'true' : 'false') },
  });

const fromOne = (instance: number | null): number | null => (instance === null ? null : instance + 1);

const REQUIREMENT_COLUMNS = [
  'kind',
  'gateway',
  'from',
  'to',
  'host',
  'direction',
  'instance',
  'protocol',
  'port',
  'name',
  'need',
  'purpose',
  'remark',
  'section',
];

/** Ports, endpoints, verbs and headers in one tidy table: one requirement a row, empty where a column does not apply. */
export function requirementsCsv({ ports, endpoints, http }: NetworkAnswer): string {
  return text(
    [
      ...ports.map((port) => ({
        kind: 'port',
        gateway: port.gateway,
        from: port.role,
        to: port.server,
        host: port.host,
        direction: port.direction,
        instance: fromOne(port.instance),
        protocol: port.protocol,
        port: port.port,
        need: port.need,
        purpose: port.purpose,
        section: port.section,
      })),
      ...endpoints.map((endpoint) => ({
        kind: 'endpoint',
        gateway: endpoint.gateway,
        from: endpoint.role,
        host: endpoint.host,
        direction: 'outbound',
        protocol: 'HTTPS',
        need: 'required',
        purpose: endpoint.what,
        remark: endpoint.remark,
        section: endpoint.section,
      })),
      ...http.map((requirement) => ({
        kind: requirement.kind,
        to: requirement.leg,
        name: requirement.name,
        need: 'required',
        purpose: requirement.activities.join('; '),
        section: requirement.section,
      })),
    ],
    REQUIREMENT_COLUMNS,
  );
}

const CHECK_COLUMNS = [
  'flow',
  'gateway',
  'population',
  'from',
  'to',
  'over',
  'part',
  'instance',
  'protocol',
  'port',
  'state',
  'cause',
  'reason',
  'request_share',
  'download_share',
  'open',
  'section',
  'size',
  'from_seconds',
  'to_seconds',
  'from_clock',
  'to_clock',
];

/** One row a flow, with an empty `part`, and one for each of its instances or activities. */
export const checkCsv = ({ flows, offsetSeconds }: NetworkCheck): string =>
  text(
    flows.flatMap((flow) => [
      flowRow(flow, offsetSeconds),
      ...flow.parts.map((part) => partRow(flow, part, offsetSeconds)),
    ]),
    CHECK_COLUMNS,
  );

/** On the clock of the site. */
const clockOf = (offsetSeconds: number, seconds: number | null | undefined): Cell =>
  seconds == null ? null : weekTime(seconds + offsetSeconds);

const flowRow = (flow: FlowCheck, offsetSeconds: number): Record<string, Cell> => ({
  flow: flow.flow,
  gateway: flow.gateway,
  population: flow.population,
  from: flow.from,
  to: flow.to,
  over: flow.over,
  state: flow.state,
  cause: flow.cause,
  reason: flow.reason,
  request_share: flow.requestShare,
  download_share: flow.downloadShare,
  open: describeOpenings(flow.open).join('; '),
  section: flow.section,
  size: flow.size?.instances ?? null,
  from_seconds: flow.size?.fromSeconds ?? null,
  to_seconds: flow.size?.toSeconds ?? null,
  from_clock: clockOf(offsetSeconds, flow.size?.fromSeconds),
  to_clock: clockOf(offsetSeconds, flow.size?.toSeconds),
});

const partRow = (flow: FlowCheck, part: FlowPart, offsetSeconds: number): Record<string, Cell> => ({
  ...flowRow(flow, offsetSeconds),
  part: part.name,
  instance: fromOne(part.instance),
  protocol: part.uses?.protocol ?? null,
  port: part.uses?.port ?? null,
  state: part.state,
  cause: part.state === 'broken' ? flow.cause : null,
  reason: part.reason,
  request_share: part.requestShare,
  download_share: null,
  open: describeOpenings(part.open).join('; '),
});

const GROWTH_COLUMNS = [
  'gateway',
  'instances',
  'change',
  'instance',
  'protocol',
  'port',
  'host',
  'need',
  'is_open',
  'open',
  'section',
];

/** One row a port that a step of growth adds or no longer uses. */
export const growthCsv = (steps: readonly GrowthStep[]): string =>
  text(
    steps.map((step) => ({
      ...step,
      instance: fromOne(step.instance),
      is_open: step.isOpen,
      open: describeOpenings(step.open).join('; '),
      isOpen: null,
    })),
    GROWTH_COLUMNS,
  );
