import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { painter } from '../../src/cli/painter.js';
import { apportion, bar } from '../../src/report/bar.js';
import { type Column, PAGE_WIDTH, table, wrapped } from '../../src/report/table.js';

const style = { paint: painter(false), mark: () => '¹' };

describe('a table', () => {
  it('aligns columns and leaves no space at the end of a line', () => {
    const columns: Column[] = [{ title: 'name' }, { title: 'n', align: 'right' }, { title: 'remark' }];
    expect(
      table(style, columns, [
        ['a', '1', ''],
        ['long one', '1,234', 'x'],
      ]),
    ).toEqual(['  name          n  remark', '  a             1', '  long one  1,234  x']);
  });

  it('leaves spare columns out, the highest first, until it fits', () => {
    const columns: Column[] = [
      { title: 'a' },
      { title: 'b', spare: 1 },
      { title: 'c', spare: 3 },
      { title: 'd', spare: 2 },
    ];
    const row = ['x', 'b'.repeat(40), 'c'.repeat(40), 'd'.repeat(40)];
    expect(table(style, columns, [row])[0]).toMatch(/^ {2}a {2}b {41}d$/);
    expect(table(style, columns, [[...row.slice(0, 3), 'd'.repeat(60)]])[0]).toMatch(/^ {2}a {2}b$/);
  });

  it('cuts the longest text when nothing can be left out', () => {
    const [, line] = table(
      style,
      [{ title: 'a' }, { title: 'b', align: 'right' }],
      [['x'.repeat(200), '12']],
    );
    expect(line).toHaveLength(PAGE_WIDTH);
    expect(line).toMatch(/x… {2}12$/);
  });

  it('marks footnotes of what it shows alone', () => {
    const marked: string[] = [];
    const counting = {
      paint: painter(false),
      mark: (text: string) => {
        marked.push(text);
        return '¹';
      },
    };
    const cell = (text: string, footnote: string) => ({ text, tone: 'quiet' as const, footnote });
    const columns: Column[] = [{ title: 'a' }, { title: 'b', spare: 1 }];
    expect(table(counting, columns, [[cell('-', 'kept'), cell('y'.repeat(120), 'left out')]])).toEqual([
      '  a',
      '  -¹',
    ]);
    expect(marked).toEqual(['kept']);
  });

  it('is nothing without rows', () => {
    expect(table(style, [{ title: 'a' }], [])).toEqual([]);
  });
});

describe('wrapped text', () => {
  it('stays within the page and loses no word, whatever the words', () => {
    const words = fc.array(
      fc
        .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 130 })
        .map((word) => word.replaceAll(' ', '_')),
    );
    fc.assert(
      fc.property(words, (list) => {
        const lines = wrapped(list.join(' '), '- ', '  ');
        expect(lines.every((line) => line.length <= PAGE_WIDTH)).toBe(true);
        expect(
          lines
            .map((line) => line.slice(2))
            .join('')
            .replaceAll(' ', ''),
        ).toBe(list.join(''));
      }),
    );
  });
});

describe('a bar', () => {
  it('is as long as its share, in eighths, and as wide as asked', () => {
    expect([0, 0.0001, 0.5, 0.8125, 1, 1.7].map((share) => bar(share, 4))).toEqual([
      '····',
      '▏···',
      '██··',
      '███▎',
      '████',
      '████',
    ]);
  });

  it('gives each part its share of the columns, all of them together', () => {
    expect(apportion([0.5, 0.25, 0.25], 20)).toEqual([10, 5, 5]);
    expect(apportion([1, 1, 1], 20)).toEqual([7, 7, 6]);
    expect(apportion([0, 0], 20)).toEqual([0, 0]);
    const parts = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(parts, (list) => {
        const columns = apportion(list, 20);
        const sum = list.reduce((total, part) => total + part, 0);
        expect(columns.reduce((total, part) => total + part, 0)).toBe(sum > 0 ? 20 : 0);
        columns.forEach((width, index) => {
          if (sum > 0) expect(Math.abs(width - (list[index]! / sum) * 20)).toBeLessThan(1 + 1e-6);
        });
      }),
    );
  });
});
