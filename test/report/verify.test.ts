import { describe, expect, it } from 'vitest';
import { painter } from '../../src/cli/painter.js';
import { unpainted } from '../../src/report/paint.js';
import { verificationCsv, verificationJson, verificationReport } from '../../src/report/verify.js';
import type { Verification } from '../../src/study/verify/verify.js';

const right = {
  system: 'M/M/1, load 0.8',
  metric: 'mean sojourn',
  unit: 's',
  theory: 'Erlang C',
  exact: 5,
  simulated: { value: 5.0107, low: 4.84, high: 5.1814 },
  zScore: 0.13,
  agrees: true,
} as const;
const sure = {
  ...right,
  system: 'six flows',
  simulated: { value: 5, low: null, high: null },
  zScore: null,
} as const;
const wrong = { ...right, system: 'M/M/2, load 0.8', zScore: 5.2, agrees: false } as const;
const verification: Verification = {
  seed: 1,
  replications: 20,
  cases: [right, sure],
  normality: { distance: 0.1, pValue: 0.8 },
  zScoreLimit: 2.58,
  agrees: true,
};

describe('the report of a verification', () => {
  it('says first whether all agrees, then shows simulated beside exact', () => {
    const lines = verificationReport(verification, { paint: unpainted }).split('\n');
    expect(lines[0]).toBe('The simulation agrees with theory in all 2 cases.');
    expect(lines[3]).toMatch(/M\/M\/1, load 0\.8 +mean sojourn +5\.0000 +5\.0107 +±0\.17 +0\.13$/);
    expect(lines[4]).toMatch(/six flows +mean sojourn +5\.0000 +5\.0000 +exact$/);
  });

  it('says in how many cases it is wrong, or that it is wrong as a whole', () => {
    const one = { ...verification, cases: [right, wrong], agrees: false };
    expect(verificationReport(one, { paint: unpainted })).toMatch(
      /^The simulation does not agree with theory in 1 of 2/,
    );
    const whole = { ...verification, agrees: false };
    expect(verificationReport(whole, { paint: unpainted })).toMatch(/as a whole/);
  });

  it('fits 100 columns', () => {
    const long = {
      ...right,
      system: 'a system with a name that is much longer than a table can show it at all',
    };
    const text = verificationReport({ ...verification, cases: [long] }, { paint: unpainted });
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('colours what is wrong when there are colours', () => {
    const text = verificationReport(
      { ...verification, cases: [wrong], agrees: false },
      { paint: painter(true) },
    );
    expect(text).toContain('\u001b[');
  });

  it('is a tidy table as CSV', () => {
    expect(verificationCsv(verification).split('\n').slice(0, 3)).toEqual([
      'system,metric,unit,theory,exact,simulated,low,high,z_score,agrees',
      '"M/M/1, load 0.8",mean sojourn,s,Erlang C,5,5.0107,4.84,5.1814,0.13,true',
      'six flows,mean sojourn,s,Erlang C,5,5,,,,true',
    ]);
  });

  it('is versioned JSON', () => {
    const parsed = JSON.parse(verificationJson(verification, '0.1.0'));
    expect(parsed).toMatchObject({ schema: 'cmgsim/verify/1', cmgsim: '0.1.0', seed: 1, agrees: true });
    expect(parsed.cases).toHaveLength(2);
  });
});
