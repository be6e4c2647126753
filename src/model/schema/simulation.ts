import { z } from 'zod';
import { fixedDuration, NO_ZERO, ONE_VALUE, positive, withDefault } from '../field.js';
import { chosen } from './origin.js';

export const simulationSchema = z
  .strictObject({
    start: withDefault(
      fixedDuration(ONE_VALUE.run, ['h']),
      '0h',
      chosen(4),
      'Simulated time at the start, counted from Monday 00:00 UTC',
    ),
    duration: withDefault(
      positive(fixedDuration(ONE_VALUE.run), NO_ZERO.run),
      '1h',
      chosen(4),
      'Measured time, after the warm-up',
    ),
    warmup: withDefault(
      fixedDuration(ONE_VALUE.run),
      '10min',
      chosen(4),
      'Time simulated before measuring starts',
    ),
    interval: withDefault(
      positive(fixedDuration(ONE_VALUE.run), NO_ZERO.run),
      '1min',
      chosen(4),
      'Width of an interval of throughput and time series',
    ),
  })
  .prefault({})
  .describe('How long to simulate, and from which time of the week');
