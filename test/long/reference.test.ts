import { expect, it } from 'vitest';
import { disagreements } from '../reference/compare.js';
import { randomModel } from '../reference/random-models.js';

const MODELS = 400;

it(`the reference agrees with the program on ${MODELS} random models, request by request and stage by stage`, () => {
  const found = Array.from({ length: MODELS }, (_, number) =>
    disagreements(randomModel(number), `${number}`),
  );
  expect(found.flat()).toEqual([]);
});
