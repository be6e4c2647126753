import type { Comparison } from '../../study/compare/comparison.js';
import { share } from '../../study/words/format.js';
import { measuredText } from '../measured.js';
import { availabilityLines, notesSection } from '../run/notes.js';
import type { Page } from '../run/page.js';
import { STATE_WORDS, stateText } from '../state.js';
import { type Cell, table, wrapped } from '../table.js';
import { windowLines } from '../windows.js';

/** What was asked and simulated. */
export function headSection(comparison: Comparison, page: Page): string[] {
  const { name, question, replications, replicationsPlanned, seed } = comparison;
  const run = `${measuredText(comparison)} · ${replications} replications of each · seed ${seed}`;
  const missing = replicationsPlanned - replications;
  return [
    ...wrapped(question === null ? name : `${name}: ${question}`).map((line) => page.paint('strong', line)),
    ...wrapped(run).map((line) => page.paint('quiet', line)),
    ...(missing > 0
      ? [
          page.paint(
            'warning',
            `interrupted: ${missing} of ${replicationsPlanned} replications not finished by all`,
          ),
        ]
      : []),
    ...notesSection(comparison, page),
  ];
}

/** The verdict on each deployment by itself. */
export function deploymentsSection(comparison: Comparison, page: Page): string[] {
  const { deployments } = comparison;
  const columns = [
    { title: 'deployment' },
    { title: 'verdict' },
    { title: 'until full', align: 'right' },
    { title: 'until unsupported', align: 'right' },
    { title: 'bottleneck' },
    { title: 'objective' },
  ] as const;
  const rows = deployments.map(({ name, verdict, objective }): Cell[] => [
    name,
    { text: stateText(verdict.state), tone: STATE_WORDS[verdict.state].tone },
    page.metric(share, verdict.headroom.full),
    page.metric(share, verdict.headroom.supported),
    verdict.bottleneck ?? 'none',
    { text: objective, tone: objective === 'missed' ? 'bad' : 'quiet' },
  ]);
  const troubled = deployments.filter(
    ({ verdict }) => verdict.state !== 'holds' && verdict.reasons.length > 0,
  );
  return [
    ...page.heading('Deployments', 'the first is the base'),
    ...table(page, columns, rows),
    ...troubled.flatMap(({ name, verdict }) =>
      wrapped(`${name}: ${verdict.reasons.join(' ')}`, '  ', '    '),
    ),
    ...windowLines(deployments, comparison.durationSeconds, page, '  '),
    ...availabilityLines(comparison, page),
  ];
}
