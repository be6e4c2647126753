import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { headings } from './examples.js';

const COMMENT = /\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g;
const comments = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .flatMap((name) =>
    [...readFileSync(join('src', name), 'utf8').matchAll(COMMENT)].map(([text]) => ({ name, text })),
  );

/** What the notes speak of, and comments do not. */
const MACHINE = /\bV8\b|heap numbers?\b|cache lines?\b|processor's cache/;

/** Sections that a comment points to. */
const tags = (text: string): string[] => [...text.matchAll(/\bnotes: ([\w-]+)/g)].map(([, tag]) => tag!);

describe('comments and the engineering notes', () => {
  it('have a section for each tag', () => {
    const sections = headings(readFileSync('docs/engineering-notes.md', 'utf8'));
    const used = comments.flatMap(({ name, text }) => tags(text).map((tag) => ({ name, tag })));
    expect(used.length).toBeGreaterThan(20);
    expect(used.filter(({ tag }) => !sections.includes(tag))).toEqual([]);
  });

  it('leave compiler and caches to the notes', () => {
    expect(comments.filter(({ text }) => MACHINE.test(text))).toEqual([]);
  });

  it('notice a tag without a section, and lore about the compiler', () => {
    expect(tags('// notes: no-such-place')).toEqual(['no-such-place']);
    expect(MACHINE.test('// as an argument it would be a heap number')).toBe(true);
  });
});
