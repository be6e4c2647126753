import { keepFiles, prepareResults } from '../../host/files.js';
import { compareReport } from '../../report/compare.js';
import { compare } from '../../study/compare/compare.js';
import type { Comparison } from '../../study/compare/comparison.js';
import { comparisonTable } from '../../study/results/comparison-table.js';
import { tableText } from '../../study/results/run-tables.js';
import { sensitivityTable } from '../../study/results/sensitivity-table.js';
import { carriesLoad } from '../../study/verdict/state.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { painter } from '../painter.js';
import { orRefuse } from '../refuse.js';
import type { Session } from '../session.js';
import { hasColours } from '../terminal.js';
import type { CompareOptions } from './compared.js';
import { readCompared } from './compared.js';
import { deliver } from './deliver.js';
import { askStudy } from './study.js';

/** `cmgsim compare`: asks how deployments differ from the first, writes and prints the answer. */
export async function compareCommand(
  references: readonly string[],
  options: CompareOptions,
  session: Session,
): Promise<void> {
  const question = readCompared(references, options, session);
  if (question === null) return;
  const { out } = options;
  const directory = await orRefuse(session, 'compare', out, () => prepareResults(out, question.name));
  if (directory === null) return;
  const comparison = await orRefuse(session, 'compare', out, () =>
    askStudy(session, options, keepFiles(directory), (handed) => compare(question, handed)),
  );
  if (comparison === null) return;
  const { sensitivity } = comparison;
  const varied = sensitivity && { 'sensitivity.csv': tableText(sensitivityTable(sensitivity)) };
  const json = `${JSON.stringify(comparison, null, 2)}\n`;
  const csv = tableText(comparisonTable(comparison));
  await deliver(session, 'compare', options, {
    directory,
    files: { 'comparison.csv': csv, 'comparison.json': json, ...varied },
    told: comparison,
    json: () => json,
    csv: () => csv,
    table: () => compareReport(comparison, { paint: painter(hasColours()) }),
  });
  if (session.exitCode === EXIT.done) session.exitCode = outcome(comparison);
}

/** The exit code of the best deployment: what is compared may well contain a bad one. */
function outcome({ deployments }: Comparison): ExitCode {
  const carrying = deployments.filter(({ verdict }) => carriesLoad(verdict.state));
  if (carrying.length === 0) return EXIT.cannotCarry;
  return carrying.some(({ objective }) => objective === 'met' || objective === 'none')
    ? EXIT.done
    : EXIT.notMet;
}
