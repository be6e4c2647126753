import { stringify } from 'csv-stringify/sync';
import type { Verification, VerifiedCase } from '../study/verify/verify.js';
import type { Paint } from './paint.js';
import { type Cell, type Column, table, wrapped } from './table.js';

/** Versioned name of the shape that the JSON has. */
const VERIFY_SCHEMA = 'cmgsim/verify/1';

const COLUMNS: readonly Column[] = [
  { title: 'SYSTEM' },
  { title: 'FIGURE' },
  { title: 'EXACT', align: 'right' },
  { title: 'SIMULATED', align: 'right' },
  { title: '95 %', align: 'right' },
  { title: 'Z', align: 'right' },
];

/** The table of simulated against exact, and what the z-scores say together. */
export function verificationReport(verification: Verification, options: { readonly paint: Paint }): string {
  const { paint } = options;
  const rows = verification.cases.map((result) => row(result));
  // Nothing here has a footnote, so the mark is never asked for.
  const lines = table({ paint, mark: () => '' }, COLUMNS, rows);
  return `${[...verdict(verification, paint), '', ...lines, '', ...remarks(verification, paint)].join('\n')}\n`;
}

/** The verification as JSON. */
export function verificationJson(verification: Verification, version: string): string {
  return `${JSON.stringify({ schema: VERIFY_SCHEMA, cmgsim: version, ...verification }, null, 2)}\n`;
}

/** The verification as CSV: one row a case. */
export function verificationCsv({ cases }: Verification): string {
  const columns = [
    'system',
    'metric',
    'unit',
    'theory',
    'exact',
    'simulated',
    'low',
    'high',
    'z_score',
    'agrees',
  ];
  const rows = cases.map((result) => [
    result.system,
    result.metric,
    result.unit,
    result.theory,
    result.exact,
    result.simulated.value,
    result.simulated.low,
    result.simulated.high,
    result.zScore,
    result.agrees,
  ]);
  return stringify(rows, { header: true, columns, cast: { boolean: (value) => (value ? 'true' : 'false') } });
}

function verdict({ cases, agrees }: Verification, paint: Paint): string[] {
  const wrong = cases.filter((result) => !result.agrees);
  if (agrees) return [paint('good', `The simulation agrees with theory in all ${cases.length} cases.`)];
  const what =
    wrong.length > 0
      ? `in ${wrong.length} of ${cases.length} cases`
      : 'as a whole: its z-scores together do not look standard normal';
  return [paint('bad', `The simulation does not agree with theory ${what}.`)];
}

function row({ system, metric, exact, simulated, zScore, agrees }: VerifiedCase): Cell[] {
  const score = zScore === null ? 'exact' : zScore.toFixed(2);
  return [
    system,
    metric,
    number(exact),
    number(simulated.value!),
    zScore === null ? '' : `±${(simulated.high! - simulated.value!).toPrecision(2)}`,
    agrees ? score : { text: score, tone: 'bad' },
  ];
}

/** Five significant digits; what is nearly nothing in powers of ten. */
function number(value: number): string {
  if (value === 0) return '0';
  return Math.abs(value) < 1e-3 ? value.toExponential(1) : value.toPrecision(5);
}

function remarks(verification: Verification, paint: Paint): string[] {
  const { cases, normality, zScoreLimit, replications, seed } = verification;
  const scored = cases.filter((result) => result.zScore !== null);
  const squares = scored.reduce((sum, { zScore }) => sum + zScore! ** 2, 0);
  return [
    `The ${scored.length} z-scores together: root mean square ${Math.sqrt(squares / scored.length).toFixed(2)} (1 is ideal); ` +
      `Kolmogorov-Smirnov distance to the standard normal ${normality.distance.toFixed(3)}, ` +
      `p = ${normality.pValue.toFixed(2)} (must be at least 0.01). ` +
      `None may lie beyond ±${zScoreLimit.toFixed(2)}, the 1 % level over all of them.`,
    `${replications} replications a case, seed ${seed}. Services and transfers last 1 s in the mean; times are in seconds.`,
  ].flatMap((text) => wrapped(text).map((line) => paint('quiet', line)));
}
