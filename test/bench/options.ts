import { parseArgs } from 'node:util';
import type { Part } from './part.js';

export const USAGE = `npm run bench -- [options]
  --quick              a smoke test: little work, one run; its figures mean nothing
  --only NAME[,NAME]   these parts alone
  --all                also what takes long: the part million
  --peers              also SimPy and simjs on W1, where they are installed
  --runs N             pairs of processes (default 5)
  --markdown           print the table of what was measured before as Markdown, measure nothing
  --docs               put it, and the plot, into README.md and docs/, measure nothing`;

export interface Options {
  readonly quick: boolean;
  readonly runs: number;
  readonly chosen: readonly Part[];
  /** What to do. */
  readonly action: 'measure' | 'markdown' | 'docs' | 'help';
}

/** Reads the command line; a string is what is wrong with it. */
export function readOptions(words: readonly string[], parts: readonly Part[]): Options | string {
  const read = parse(words);
  if (typeof read === 'string') return read;
  const { quick = false, only, all, peers, markdown, docs, help } = read;
  const runs = Number(read.runs ?? (quick ? 1 : 5));
  if (!Number.isInteger(runs) || runs < 1) return `--runs: a whole number from 1 is needed, not ${read.runs}`;
  const names = only?.split(',');
  const unknown = names?.find((name) => !parts.some((part) => part.name === name));
  if (unknown !== undefined)
    return `--only: there is no part ${unknown}; one of ${parts.map(({ name }) => name).join(', ')}`;
  const isWanted = ({ name, when }: Part) =>
    names?.includes(name) ?? (when === 'always' || (when === 'all' ? all === true : peers === true));
  const action = help ? 'help' : markdown ? 'markdown' : docs ? 'docs' : 'measure';
  return { quick, runs, chosen: parts.filter(isWanted), action };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        quick: { type: 'boolean' },
        only: { type: 'string' },
        all: { type: 'boolean' },
        peers: { type: 'boolean' },
        runs: { type: 'string' },
        markdown: { type: 'boolean' },
        docs: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
