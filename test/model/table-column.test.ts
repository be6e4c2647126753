import { describe, expect, it } from 'vitest';
import { loadModel } from '../../src/model/load.js';
import { formatProblem } from '../../src/model/problem.js';
import { readTableText } from '../../src/model/table-text.js';

const TABLES: Readonly<Record<string, string>> = {
  'rtt.csv': 'rtt,n,text,mixed\n12,3,12ms,1ms\n20.5,1,20.5ms,x\n30,2,30ms,y\n',
  'excel.csv': 'rtt;n;address\n12,5;3;192.168.100.200\n1,125;1;192.168.100.201\n',
  'unicode.csv': 'rtt\tn\n12,5\t3\n30\t1\n',
  'quoted.csv': 'rtt,n\n"12,5",3\n30,1\n',
  'precise.csv': 'rtt,n\n12.345,3\n1.500,1\n',
  'thousands.csv': 'rtt;n\n1,125;3\n12;1\n',
  'points.csv': 'rtt;n\n1.125;3\n12;1\n',
  'grouped.csv': 'rtt;n\n12;3\n1.125,50;1\n',
  'both.csv': 'rtt;n\n12,5;3\n1.5;1\n',
  'cut.csv': 'rtt,n\n12,5,3\n30,1\n',
  'holes.csv': 'rtt,n\n12,3\n13,\n',
  'sep.csv': 'sep=;\nrtt;n\n12,5;3\n30;\n',
  'twice.csv': 'rtt,rtt\n1,2\n',
  'empty.csv': 'rtt,n\n12,1\n,2\n',
  'bar.csv': 'rtt|n\n12|3\n',
  'some.csv': 'rtt,n\n12,3\n13ms,1\n',
  'text.csv': 'rtt,n\n12,3\nn/a,1\n',
  'open.csv': 'rtt,n\n"12,3\n',
};
const readTable = (file: string) => {
  const text = TABLES[file];
  if (text === undefined) throw new Error(`no such file ${file}`);
  return readTableText(text);
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
    [
      '{csv: excel.csv, column: rtt, unit: ms, weightColumn: n}',
      { kind: 'empirical', values: [0.0125, 0.001125], weights: [3, 1] },
    ],
    [
      '{csv: unicode.csv, column: rtt, unit: ms, weightColumn: n}',
      { kind: 'empirical', values: [0.0125, 0.03], weights: [3, 1] },
    ],
    ['{csv: sep.csv, column: rtt, unit: ms}', { kind: 'empirical', values: [0.0125, 0.03] }],
    ['{csv: quoted.csv, column: rtt, unit: ms}', { kind: 'empirical', values: [0.0125, 0.03] }],
    ['{csv: precise.csv, column: rtt, unit: ms}', { kind: 'empirical', values: [0.012345, 0.0015] }],
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
    [
      '{csv: thousands.csv, column: rtt, unit: ms}',
      '5:52: dns.lookup.empirical.column: thousands.csv:2: "1,125" in column rtt may be 1125 or 1.125; write 1125, or another number of decimals, as in 1.1250',
    ],
    [
      '{csv: points.csv, column: rtt, unit: ms}',
      '5:49: dns.lookup.empirical.column: points.csv:2: "1.125" in column rtt may be 1125 or 1.125; write 1125, or another number of decimals, as in 1.1250',
    ],
    [
      '{csv: grouped.csv, column: rtt, unit: ms}',
      '5:50: dns.lookup.empirical.column: grouped.csv:3: "1.125,50" in column rtt groups its thousands; write numbers without thousands separators',
    ],
    [
      '{csv: both.csv, column: rtt, unit: ms}',
      '5:47: dns.lookup.empirical.column: both.csv:2: column rtt has decimal commas and decimal points (12,5 and 1.5); write all of its numbers alike, without thousands separators',
    ],
    [
      '{csv: cut.csv, column: rtt, unit: ms}',
      '5:29: dns.lookup.empirical.csv: cut.csv:2: the row has 3 cells, not as many as the first row; give each row a cell a column; where numbers have decimal commas, separate the columns by semicolons',
    ],
    [
      '{csv: holes.csv, column: rtt, unit: ms, weightColumn: n}',
      '5:77: dns.lookup.empirical.weightColumn: holes.csv:3: "" in column n is no weight; write a number of 0 or more in each row',
    ],
    [
      '{csv: sep.csv, column: rtt, unit: ms, weightColumn: n}',
      '5:75: dns.lookup.empirical.weightColumn: sep.csv:4: "" in column n is no weight; write a number of 0 or more in each row',
    ],
    [
      '{csv: twice.csv, column: rtt, unit: ms}',
      '5:48: dns.lookup.empirical.column: twice.csv:1: two columns are named rtt; give each column its own name',
    ],
    [
      '{csv: empty.csv, column: rtt, unit: ms}',
      '5:48: dns.lookup.empirical.column: empty.csv:3: the cell of column rtt is empty; write a value, or remove the row',
    ],
    [
      '{csv: bar.csv, column: rtt, unit: ms}',
      '5:29: dns.lookup.empirical.csv: bar.csv:1: the columns are separated by |; separate them by commas, semicolons or tabs',
    ],
    [
      '{csv: rtt.csv, column: text, unit: ms}',
      '5:58: dns.lookup.empirical.unit: rtt.csv:2: "12ms" in column text has its unit already; leave unit out',
    ],
    [
      '{csv: some.csv, column: rtt, unit: ms}',
      '5:58: dns.lookup.empirical.unit: some.csv:3: "13ms" in column rtt has its unit already; write all cells without a unit, or all with one and leave unit out',
    ],
    [
      '{csv: text.csv, column: rtt, unit: ms}',
      '5:47: dns.lookup.empirical.column: text.csv:3: "n/a" in column rtt is no number; write a number, or remove the row',
    ],
    [
      '{csv: open.csv, column: rtt, unit: ms}',
      '5:29: dns.lookup.empirical.csv: open.csv:2: not CSV: a quote is left open; correct the quotes of this line',
    ],
    [
      '{csv: "C:\temp\\rtt.csv", column: rtt}',
      '5:29: dns.lookup.empirical.csv: cannot read C:?emp?tt.csv (no such file C:?emp?tt.csv); put the path into single quotes: between double quotes a backslash begins a special character',
    ],
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
