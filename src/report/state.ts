import { objectiveAnswer } from '../study/objective/objective.js';
import type { Verdict } from '../study/summary/schema/judgement.js';
import type { Summary } from '../study/summary/summary.js';
import type { Tone } from './paint.js';

interface StateWords {
  /** As the first line of a run begins. */
  readonly word: string;
  readonly tone: Tone;
  readonly sentence: string;
}

/** How every report names the state of a deployment. */
export const STATE_WORDS: Readonly<Record<Verdict['state'], StateWords>> = {
  disconnected: {
    word: 'DISCONNECTED',
    tone: 'bad',
    sentence: 'An instance has no channel to the site: what clients send it fails.',
  },
  failing: { word: 'FAILS', tone: 'bad', sentence: 'Too many requests are never answered.' },
  saturated: { word: 'SATURATED', tone: 'bad', sentence: 'It cannot keep up with this load.' },
  unsupported: {
    word: 'NOT SUPPORTED',
    tone: 'warning',
    sentence: 'It carries this load, but over a documented limit.',
  },
  idle: { word: 'IDLE', tone: 'warning', sentence: 'Nothing was asked in the measured time.' },
  holds: { word: 'HOLDS', tone: 'good', sentence: 'It carries this load.' },
};

/** The same inside a sentence or a table: `not supported`. */
export const stateText = (state: Verdict['state']): string => STATE_WORDS[state].word.toLowerCase();

/** Of a deployment that holds, what stands beside the word: whether its objective is missed, or not shown to be met. */
export function objectiveWord(
  objective: Summary['objective'],
): '' | ', OBJECTIVE MISSED' | ', OBJECTIVE NOT SHOWN' {
  const answer = objectiveAnswer(objective);
  if (answer === 'missed') return ', OBJECTIVE MISSED';
  return answer === 'not shown' ? ', OBJECTIVE NOT SHOWN' : '';
}
