import { describe, expect, it } from 'vitest';
import { findModel, openExperiment } from '../../src/host/library.js';
import { openSource } from '../../src/study/experiment/model-source.js';
import { callCmgsim } from '../cli/call.js';
import { folderForAll } from '../folder.js';

const MODEL =
  'name: a\ngateway: {}\nclients: [{count: 7, access: {rtt: {empirical: {csv: rtt.csv, column: rtt, unit: ms}}}}]\n';
const EXPERIMENT = 'name: e\nquestion: Why?\ncompare: [{name: a, model: m.yaml}, {name: b, model: m.yaml}]\n';
const TABLE = 'rtt;n\n12,5;1\n30;1\n';

const powershell = (text: string): Buffer => Buffer.from(`\uFEFF${text}`.replaceAll('\n', '\r\n'), 'utf16le');
const bigEndian = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
const marked = (text: string): Buffer => Buffer.from(`\uFEFF${text}`);

describe('a file that Windows wrote', () => {
  const folder = folderForAll();
  const file = (name: string): string => folder.path(name);

  it.each([
    ['UTF-16 little endian', powershell],
    ['UTF-16 big endian', bigEndian],
    ['UTF-8 with a mark', marked],
  ])('is read as model, table and experiment: %s', (_, encode) => {
    folder.write('m.yaml', encode(MODEL));
    folder.write('rtt.csv', encode(TABLE));
    folder.write('e.yaml', encode(EXPERIMENT));
    const source = findModel(file('m.yaml'));
    if (typeof source === 'string') throw new Error(source);
    expect(openSource(source, [])).toMatchObject({
      model: { clients: [{ count: 7, access: { rtt: { values: [0.0125, 0.03] } } }] },
    });
    expect(openExperiment(file('e.yaml'), 'compare')).toMatchObject({ experiment: { name: 'e' } });
  });

  it('is refused in one line where it is no UTF-8', async () => {
    const ansi = (text: string): Buffer => Buffer.from(text.replace('a', 'ä'), 'latin1');
    const says =
      'byte E4 is not UTF-8: the file is probably in Windows-1252 ("ANSI"), where it is "ä"; save the file';
    folder.write('m.yaml', ansi(MODEL));
    folder.write('e.yaml', ansi(EXPERIMENT));
    for (const [command, name] of [
      ['run', 'm.yaml'],
      ['compare', 'e.yaml'],
    ] as const) {
      const call = await callCmgsim(command, file(name));
      expect(call).toMatchObject({ exitCode: 2, out: '' });
      expect(call.err).toMatch(new RegExp(`^[^\\n]*${name}:1:2: `));
      expect(call.err).toContain(says);
      expect(call.err.split('\n')).toHaveLength(2);
    }
  });

  it('is refused where it is a table in another encoding, at the field that names it', async () => {
    folder.write('m.yaml', MODEL);
    folder.write('rtt.csv', Buffer.from('rtt;gr\xf6\xdfe\n1;2\n', 'latin1'));
    const { err } = await callCmgsim('model', 'check', file('m.yaml'));
    expect(err).toContain('m.yaml:3:54: clients.0.access.rtt.empirical.csv: rtt.csv:1: byte F6 is not UTF-8');
  });
});
