import { describe, expect, it } from 'vitest';
import { roundsToDecision } from '../../../src/study/objective/rounds.js';
import { observation, type Scene } from '../../report/fixture.js';

const finished = (count: number, scene: Scene = {}) =>
  Array.from({ length: count }, (_, replication) => observation({ clients: 6000, ...scene, replication }));

describe('replicating until an objective is decided', () => {
  it('begins with ten, and ends there where all is decided', () => {
    const rounds = roundsToDecision({ policy: { p95: 2 } }, 30);
    expect(rounds.planned([])).toBe(10);
    expect(rounds.planned(finished(10, { within: { policy: { 2: 1 } } }))).toBe(10);
    expect(rounds.planned(finished(10, { within: { policy: { 2: 0.5 } } }))).toBe(10);
  });

  it('goes on for what more would decide, never more than doubling', () => {
    // About 67 token requests in a replication: 3,688 without a failure show 0.1 %, in 55 or 56.
    const rounds = roundsToDecision({ token: { failed: 0.001 } }, 100);
    expect(rounds.planned(finished(10))).toBe(20);
    expect(rounds.planned(finished(20))).toBe(40);
    expect(rounds.planned(finished(40))).toBe(60);
    expect(rounds.planned(finished(60))).toBe(60);
  });

  it('does not go on for what the most replications could not decide', () => {
    expect(roundsToDecision({ token: { failed: 0.001 } }, 30).planned(finished(10))).toBe(10);
  });
});
