import { describe, expect, it } from 'vitest';
import { disagreements } from './compare.js';
import { randomModel } from './random-models.js';

const MODELS = 60;

describe('the reference', () => {
  it(`agrees with the program on the first ${MODELS} random models, request by request and stage by stage`, () => {
    const found = Array.from({ length: MODELS }, (_, number) =>
      disagreements(randomModel(number), `${number}`),
    );
    expect(found.flat()).toEqual([]);
  });
});
