import { describe, expect, it } from 'vitest';
import { goalsOf, replaced } from './docs.js';
import { merged, type PartOutcome } from './outcome.js';
import type { Row } from './part.js';
import { niceStep, performancePlot } from './plot.js';
import { figure, markdownTable, terminalTable } from './row-table.js';

const machine = { date: '2026-01-02', node: 'v20.1.0', cpu: 'a processor', cores: 2, loadAverage: 0 };
const row = (what: string, median: number, more: Partial<Row> = {}): Row => ({
  what,
  unit: 'M/s',
  ours: 12.345,
  reference: 1234.5,
  ratio: { median, min: median / 2, max: median * 2 },
  goal: { text: '≥ 1.00', met: median >= 1 },
  ...more,
});
const part = (name: string, ...rows: Row[]): PartOutcome => ({ name, machine, runs: 3, rows });

describe('merged', () => {
  it('puts new outcomes in the place of older ones and keeps the order of the table', () => {
    const older = [part('a', row('old', 1)), part('c', row('old', 1))];
    const newer = [part('b', row('new', 1)), part('a', row('new', 1))];
    const both = merged(['a', 'b', 'c'], older, newer);
    expect(both.map(({ name, rows }) => `${name} ${rows[0]!.what}`)).toEqual(['a new', 'b new', 'c old']);
  });
});

describe('the table', () => {
  const parts = [part('hold', row('1e4', 1.5, { against: 'flatqueue' }), row('shown', 0.5, { goal: null }))];

  it('says where it was measured, what is compared, and whether the goal was met', () => {
    expect(markdownTable(parts)).toEqual([
      '2026-01-02 · Node 20.1.0 · a processor, 2 cores · medians of 3 paired runs.',
      '',
      '| part | what / against | ours | reference | ratio [min..max] | goal | met |',
      '|---|---|---:|---:|---:|---:|---|',
      '| hold | 1e4 / flatqueue | 12.3 M/s | 1235 | 1.50 [0.750..3.00] | ≥ 1.00 | yes |',
      '| hold | shown | 12.3 M/s | 1235 | 0.500 [0.250..1.00] |  |  |',
    ]);
  });

  it('says when the machine was busy with other work', () => {
    const busy = [{ ...parts[0]!, machine: { ...machine, loadAverage: 6 } }];
    expect(markdownTable(busy)[0]).toContain('a busy machine');
  });

  it('fits a terminal', () => {
    const lines = terminalTable(parts, false);
    expect(lines.slice(1).every((line) => line.length <= 100)).toBe(true);
    expect(lines[2]).toMatch(/hold +1e4 \/ flatqueue .* yes$/);
  });

  it('gives three significant digits', () => {
    expect([0.12345, 1.2345, 12.345, 123.45, 12345].map(figure)).toEqual([
      '0.123',
      '1.23',
      '12.3',
      '123',
      '12345',
    ]);
  });
});

describe('the documents', () => {
  it('show the rows with a goal, and of the skewed increments the worst', () => {
    const shown = goalsOf([
      part('w1', row('with', 2), row('without', 2, { goal: null })),
      part('increments', row('good', 2), row('worst', 0.5)),
      part('pieces', row('without', 1, { goal: null })),
    ]);
    expect(shown.map(({ name, rows }) => [name, rows.map(({ what }) => what)])).toEqual([
      ['w1', ['with']],
      ['increments', ['worst']],
    ]);
  });

  it('keep what stands outside the marks', () => {
    const text = 'before\n<!-- bench: begin -->\nold\n<!-- bench: end -->\nafter\n';
    expect(replaced(text, ['new'], 'a.md')).toBe(text.replace('old', 'new'));
    expect(() => replaced('no marks', [], 'a.md')).toThrow('a.md has no place');
  });
});

describe('the plot', () => {
  it('puts each point at its place, the largest value below the top of its axis', () => {
    const points = [1, 2, 4].map((x) => row(`${x}`, 1, { point: { series: 'instances', x, y: x } }));
    const plot = performancePlot([part('instances', ...points)]);
    const places = [...plot.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map((match) => [
      Number(match[1]),
      Number(match[2]),
    ]);
    expect(places).toEqual([
      [50, 162.5],
      [165, 125],
      [280, 50],
    ]);
  });

  it('divides its axes by 1, 2 or 5', () => {
    expect([0.3, 1, 1.2, 3, 6].map(niceStep)).toEqual([0.5, 1, 2, 5, 10]);
  });
});
