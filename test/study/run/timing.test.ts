import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { timingJsonSchema, timingOf } from '../../../src/study/run/timing.js';

describe('what a run took', () => {
  const taken = { wallSeconds: 2, peakMemoryBytes: 3e6 };

  it('is what its published schema says, where no time was taken too', () => {
    const validate = new Ajv2020().compile(timingJsonSchema());
    for (const timing of [timingOf(1000, taken), timingOf(0, { ...taken, wallSeconds: 0 })])
      expect(validate(timing) || validate.errors).toBe(true);
    expect(validate({ ...timingOf(1000, taken), events: 1000 })).toBe(false);
    expect(validate({ ...timingOf(1000, taken), wallSeconds: null })).toBe(false);
  });

  it('has events a second of the whole run', () => {
    expect(timingOf(1000, taken).eventsPerSecond).toBe(500);
    expect(timingOf(0, { ...taken, wallSeconds: 0 }).eventsPerSecond).toBeNull();
  });
});
