import { Draw, Simulation } from '../../src/engine/index.js';

/** Always the same value. */
export const fixedDraw = (value: number): Draw =>
  new Draw(new Simulation(), 'fixed', () => ({ kind: 'constant', value }));
