import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PORT_NOTES, PORT_RULES } from '../../src/model/network/port-rules.js';
import { callCmgsim } from '../cli/call.js';

const GUIDE = readFileSync('docs/network.md', 'utf8');

/** The code blocks of one language, in order. */
function blocks(language: string): string[] {
  return [...GUIDE.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , text]) => text!);
}

/** The words of a command line of a shell; single quotes hold one word together. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2]!);

/** Commands of a block with the text that is shown under each. */
function examples(block: string): { line: string; shown: string }[] {
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((part) => ({
      line: part.slice(0, part.indexOf('\n')),
      shown: part.slice(part.indexOf('\n') + 1),
    }));
}

/** Whether the output has the shown pieces in their order; a line `...` stands for anything. */
function shows(output: string, shown: string): boolean {
  let rest = output;
  for (const piece of shown.split(/^\.\.\.\n/m)) {
    const place = rest.indexOf(piece);
    if (place < 0) return false;
    rest = rest.slice(place + piece.length);
  }
  return shown.includes('...\n') || output === shown;
}

describe('the guide to the network', () => {
  const home = process.cwd();
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cmgsim-'));
    process.chdir(folder);
    writeFileSync('my-site.yaml', blocks('yaml')[0]!);
  });
  afterAll(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true });
  });

  it.each(blocks('sh').flatMap((block) => block.trim().split('\n')))(
    'has commands that work: %s',
    async (line) => {
      expect(await callCmgsim(...wordsOf(line).slice(1))).toMatchObject({ exitCode: 0, err: '' });
    },
  );

  it.each(blocks('console').map((block) => [block.split('\n')[0]!, block] as const))(
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
