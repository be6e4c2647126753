import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PORT_NOTES, PORT_RULES } from '../../src/model/network/port-rules.js';
import { callCmgsim } from '../cli/call.js';
import { workingFolder } from '../folder.js';
import { blocks, examples, shows, wordsOf } from './examples.js';

const GUIDE = readFileSync('docs/network.md', 'utf8');

describe('the guide to the network', () => {
  const home = process.cwd();
  workingFolder({ 'my-site.yaml': blocks(GUIDE, 'yaml')[0]! });

  it.each(blocks(GUIDE, 'sh').flatMap((block) => block.trim().split('\n')))(
    'has commands that work: %s',
    async (line) => {
      expect(await callCmgsim(...wordsOf(line).slice(1))).toMatchObject({ exitCode: 0, err: '' });
    },
  );

  it.each(blocks(GUIDE, 'console').map((block) => [block.split('\n')[0]!, block] as const))(
    'shows what %s answers',
    async (_, block) => {
      let exitCode = 0;
      for (const { line, shown } of examples(block)) {
        if (line === 'echo $?') {
          expect(`${exitCode}\n`).toBe(shown);
          continue;
        }
        const call = await callCmgsim(...wordsOf(line).slice(1));
        exitCode = call.exitCode;
        if (!shows(call.out, shown)) expect(call.out).toBe(shown);
      }
    },
  );

  it('points to files that exist, and to every row and note of the ports', () => {
    const files = [...GUIDE.matchAll(/`((?:src|test)\/[^`]+)`/g)].map(([, file]) => file!);
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter((file) => !existsSync(join(home, file)))).toEqual([]);
    expect(GUIDE).toContain(`rows 1 to ${PORT_RULES.length}, notes 1 to ${Object.keys(PORT_NOTES).length}`);
  });
});
