import type { Cause } from '../../gateway/request/causes.js';
import type { Summary } from '../summary/summary.js';
import { STATES } from '../verdict/state.js';
import { resourceKind } from '../words/resource-kinds.js';
import type { Change, ChangedPart } from './change.js';
import { contentSuffers } from './content.js';

/** What relieves a cause of failure besides openings in the network, which come first in any case. */
const RELIEF: Readonly<Record<Cause, readonly ChangedPart[]>> = {
  timeout: [],
  'no-channel': ['network', 'connection-point'],
  'no-instance': ['instance'],
  'connect-timeout': ['instance'],
  'instance-lost': ['instance'],
  'connection-point-ports': ['connection-point'],
  'management-point-down': ['management-point'],
  'management-point-busy': ['management-point'],
  'update-point-down': ['update-point'],
  'update-point-busy': ['update-point'],
  'service-stopped': ['brake', 'content'],
  'port-closed': [],
  'host-blocked': [],
  'verb-blocked': [],
  'header-blocked': [],
  'tls-inspected': [],
  'sign-in': [],
  token: [],
  location: [],
  'untrusted-certificate': [],
  'storage-throttled': ['content'],
  'no-content-source': [],
};

/** Changes that bear on what is wrong, those of the worst first; the others behind them in their own order. */
export function byRelevance(
  changes: readonly Change[],
  summary: Summary,
): { relevant: Change[]; rest: Change[] } {
  const parts: ChangedPart[] = ['network', ...partsOf(summary)];
  const rank = ({ part }: Change): number => parts.indexOf(part);
  const relevant = changes.filter((one) => rank(one) >= 0).sort((a, b) => rank(a) - rank(b));
  return { relevant, rest: changes.filter((one) => rank(one) < 0) };
}

function partsOf(summary: Summary): ChangedPart[] {
  const { verdict, requests, resources, instances, siteSystems } = summary;
  const saturated = verdict.episodes.filter(({ state }) => state === 'saturated').map(({ part }) => part);
  const kinds = [...saturated, ...(verdict.bottleneck === null ? [] : [verdict.bottleneck])].flatMap((id) => {
    const kind = resources[id]?.kind;
    return kind === undefined ? [] : resourceKind(kind).relief;
  });
  const failed = new Map<string, number>();
  for (const one of [...Object.values(requests), summary.content])
    for (const [cause, number] of Object.entries(one.failed))
      failed.set(cause, (failed.get(cause) ?? 0) + number);
  const causes = [...failed].sort(([, a], [, b]) => b - a).flatMap(([cause]) => RELIEF[cause as Cause]);
  // The size for labs holds ten clients: another size comes before more of it.
  const instancesFirst: readonly ChangedPart[] = instances.some(({ size }) => size === 'B2s')
    ? ['size', 'instance']
    : ['instance', 'size'];
  const limits: ChangedPart[] = [
    ...(instances.some(({ support }) => support === 'over') ? instancesFirst : []),
    ...siteSystems.flatMap(({ support, kind }) => (support === 'over' ? [kind] : [])),
    ...(contentSuffers(summary) ? (['content'] as const) : []),
  ];
  // Failures tell more than what is busy; a limit on paper is what is left when requests are answered.
  const answersAll = STATES.indexOf(verdict.state) >= STATES.indexOf('unsupported');
  return answersAll ? [...limits, ...kinds, ...causes] : [...causes, ...kinds, ...limits];
}
