import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { STATE_WORDS } from '../../src/report/state.js';
import { carriesLoad, STATES } from '../../src/study/verdict/state.js';
import { callCmgsim } from '../cli/call.js';
import { workingFolder } from '../folder.js';
import { blocks, examples, shows, wordsOf } from './examples.js';

const GUIDE = readFileSync('docs/verdict.md', 'utf8');

describe('the guide to the verdict', () => {
  workingFolder({ 'my-site.yaml': blocks(GUIDE, 'yaml')[0]! });

  it('lists the states as they are printed, worst first, each with its exit code', () => {
    const rows = [...GUIDE.matchAll(/^\| ([A-Z ]+) \| .* \| (.*) \|$/gm)].map(([, word, code]) => [
      word,
      code,
    ]);
    expect(rows).toEqual(
      STATES.map((state) => [STATE_WORDS[state].word, carriesLoad(state) ? '0, or 1' : '3']),
    );
  });

  it.each(blocks(GUIDE, 'console').map((block) => [block.split('\n')[0]!, block] as const))(
    'shows what %s answers',
    async (_, block) => {
      let exitCode = 0;
      for (const { line, shown } of examples(block)) {
        if (line === 'echo $?') {
          expect(`${exitCode}\n`).toBe(shown);
          continue;
        }
        const call = await callCmgsim(...wordsOf(line).slice(1), '--quiet');
        exitCode = call.exitCode;
        if (!shows(call.out, shown)) expect(call.out).toBe(shown);
      }
    },
  );
});
