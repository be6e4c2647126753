import { writeDocs } from './docs.js';
import { thisMachine } from './machine.js';
import { type Options, readOptions, USAGE } from './options.js';
import { merged, type PartOutcome, readOutcomes, writeOutcomes } from './outcome.js';
import type { Setting } from './part.js';
import { parts } from './parts.js';
import { buildReferences } from './references.js';
import { markdownTable, terminalTable } from './row-table.js';

const FOLDER = 'results/bench';
const NAMES = parts.map(({ name }) => name);

const options = readOptions(process.argv.slice(2), parts);
if (typeof options === 'string') {
  console.error(`${options}\n\n${USAGE}`);
  process.exitCode = 2;
} else if (options.action === 'help') {
  console.log(USAGE);
} else if (options.action === 'measure') {
  await measure(options);
} else {
  present(options.action);
}

function present(action: 'markdown' | 'docs'): void {
  const outcomes = readOutcomes(FOLDER);
  if (outcomes.length === 0) throw new Error(`nothing was measured yet: ${FOLDER}/bench.json is missing`);
  if (action === 'markdown') console.log(markdownTable(outcomes).join('\n'));
  else console.log(`wrote ${writeDocs(outcomes).join(', ')}`);
}

/** Runs the parts one by one; each is kept as soon as it is done, beside those that were measured before. */
async function measure({ quick, runs, chosen }: Options): Promise<void> {
  const folder = quick ? `${FOLDER}/quick` : FOLDER;
  const references = buildReferences(FOLDER);
  if (references === null) console.error('there is no C++ compiler (c++): rows against C++ are left out');
  const done: PartOutcome[] = [];
  for (const part of chosen) {
    const machine = thisMachine();
    const say: Setting['say'] = (text) => console.error(`${part.name}: ${text}`);
    const pairs = part.isLong === true ? 1 : runs;
    const rows = await part.run({ runs: pairs, quick, references, say });
    if (rows.length > 0) done.push({ name: part.name, machine, runs: pairs, rows });
    writeOutcomes(folder, merged(NAMES, readOutcomes(folder), done));
  }
  console.log(terminalTable(done, process.stdout.isTTY).join('\n'));
  console.error(`${folder}/bench.json and bench.csv hold these and what was measured before`);
}
