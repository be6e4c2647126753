import { readFileSync } from 'node:fs';
import type { ModelProblem } from '../model/problem.js';
import { decodeText } from '../model/text.js';

/** Reads a text file (UTF-8, or UTF-16 as PowerShell writes it), or says where it is none. */
export function readTextFile(file: string): string | ModelProblem {
  const text = decodeText(readFileSync(file));
  return typeof text === 'string' ? text : { file, path: '', ...text };
}
