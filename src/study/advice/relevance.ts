import type { Summary } from '../summary/summary.js';
import { STATES } from '../verdict/state.js';
import type { Change, ChangedPart } from './change.js';
import { contentSuffers } from './content.js';

/** What relieves a resource of a kind. */
const BY_KIND: Readonly<Record<string, readonly ChangedPart[]>> = {
  'cp-ports': ['connection-point'],
  'cp-cpu': ['connection-point'],
  'cp-nic': ['connection-point'],
  channel: ['connection-point', 'instance'],
  'vm-cpu': ['instance', 'size'],
  'vm-nic': ['instance', 'size'],
  'management-point': ['management-point'],
  'update-point': ['update-point'],
  'storage-egress': ['content'],
};

/** What relieves a cause of failure. */
const BY_CAUSE: Readonly<Record<string, readonly ChangedPart[]>> = {
  'connection-point-ports': ['connection-point'],
  'no-channel': ['network', 'connection-point'],
  'no-instance': ['instance'],
  'instance-lost': ['instance'],
  'connect-timeout': ['instance'],
  'management-point-down': ['management-point'],
  'management-point-busy': ['management-point'],
  'update-point-down': ['update-point'],
  'update-point-busy': ['update-point'],
  'service-stopped': ['brake', 'content'],
  'storage-throttled': ['content'],
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
    return kind === undefined ? [] : (BY_KIND[kind] ?? []);
  });
  const failed = new Map<string, number>();
  for (const one of [...Object.values(requests), summary.content])
    for (const [cause, number] of Object.entries(one.failed))
      failed.set(cause, (failed.get(cause) ?? 0) + number);
  const causes = [...failed].sort(([, a], [, b]) => b - a).flatMap(([cause]) => BY_CAUSE[cause] ?? []);
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
