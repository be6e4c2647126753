import type { Refusal } from '../study/refused-option.js';

/** Options that are not called like the field of a question that they state. */
const OPTIONS: Readonly<Record<string, string>> = {
  durationSeconds: 'duration',
  maxReplications: 'max-replications',
};

/** What a study refuses, in the words of the command line: `--duration: ...`. */
export const refusalText = ({ field, reason }: Refusal): string => `--${OPTIONS[field] ?? field}: ${reason}`;
