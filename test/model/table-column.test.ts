import { describe, expect, it } from 'vitest';
import { loadModel } from '../../src/model/load.js';
import { formatProblem } from '../../src/model/problem.js';

const readTable = (file: string): string[][] => {
  if (file !== 'rtt.csv') throw new Error(`no such file ${file}`);
  return [
    ['rtt', 'n', 'text', 'mixed'],
    ['12', '3', '12ms', '1ms'],
    ['20.5', '1', '20.5ms', 'x'],
    ['30', '2', '30ms', 'y'],
  ];
};

function lookup(distribution: string) {
  const text = `name: a\ngateway: {}\nclients: [{count: 1}]\ndns:\n  lookup: {empirical: ${distribution}}\n`;
  const loaded = loadModel(text, 'm.yaml', { readTable });
  return 'problems' in loaded ? loaded.problems.map(formatProblem) : loaded.value.dns.lookup;
}

describe('a distribution from a CSV column', () => {
  it.each([
    ['{csv: rtt.csv, column: rtt, unit: ms}', { kind: 'empirical', values: [0.012, 0.0205, 0.03] }],
    ['{csv: rtt.csv, column: text}', { kind: 'empirical', values: [0.012, 0.0205, 0.03] }],
    [
      '{csv: rtt.csv, column: rtt, unit: ms, weightColumn: n}',
      { kind: 'empirical', values: [0.012, 0.0205, 0.03], weights: [3, 1, 2] },
    ],
  ])('%s', (text, spec) => {
    expect(lookup(text)).toEqual(spec);
  });

  it.each([
    [
      '{csv: rt.csv, column: rtt}',
      '5:29: dns.lookup.empirical.csv: cannot read rt.csv (no such file rt.csv); write the path of a CSV file, seen from the model file',
    ],
    [
      '{csv: rtt.csv, column: rtd}',
      '5:46: dns.lookup.empirical.column: rtt.csv has no column "rtd"; write rtt',
    ],
    ['{csv: rtt.csv}', '5:12: dns.lookup.empirical.column: no column is named; write rtt, n, text, mixed'],
    [
      '{csv: rtt.csv, column: rtt}',
      '5:46: dns.lookup.empirical.column: the values of column rtt have no unit; add unit: ms, or what it is',
    ],
    [
      '{csv: rtt.csv, column: rtt, unit: msec}',
      '5:12: dns.lookup.empirical.values.0: unknown unit "msec"; the units of a duration are us, ms, s, min, h, d; write 12ms',
    ],
    [
      '{csv: rtt.csv, column: mixed}',
      '5:12: dns.lookup.empirical.values.1: "x" is not a duration; write a number and a unit, as in 20ms',
    ],
    [
      '{csv: rtt.csv, column: rtt, unit: ms, values: [1ms]}',
      '5:29: dns.lookup.empirical.csv: csv and values exclude each other; keep one of them',
    ],
    [
      '{csv: rtt.csv, column: rtt, unit: ms, weightColumn: m}',
      '5:75: dns.lookup.empirical.weightColumn: rtt.csv has no column "m"; write n',
    ],
    [
      '{csv: 5, column: rtt}',
      '5:29: dns.lookup.empirical.csv: expected text, found 5; put it into quotes: "5"',
    ],
    ['{weights: [1]}', '5:12: dns.lookup.empirical: it has no values; add values: [...], or csv and column'],
  ])('%s is refused', (text, line) => {
    expect(lookup(text)).toEqual([`m.yaml:${line}`]);
  });

  it('needs someone who opens files', () => {
    const text =
      '{name: a, gateway: {}, clients: [{count: 1}], dns: {lookup: {empirical: {csv: rtt.csv, column: rtt}}}}';
    const loaded = loadModel(text, 'm.yaml');
    expect('problems' in loaded && loaded.problems).toMatchObject([
      { message: 'tables cannot be read here' },
    ]);
  });
});
