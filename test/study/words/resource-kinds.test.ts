import { describe, expect, it } from 'vitest';
import { RESOURCE_KINDS, resourceKind } from '../../../src/study/words/resource-kinds.js';
import { createModel, observe, people } from '../../gateway/model-builder.js';

/** A site that has every system there is. */
const everything = createModel({
  clients: [people()],
  connectionPoints: { proxy: {} },
});

describe('kinds of resource', () => {
  it('are in the table, each that a simulation has and no other', () => {
    const { resources } = observe(everything, { durationSeconds: 60 });
    const kinds = new Set(Object.values(resources).map(({ kind }) => kind));
    expect(Object.keys(RESOURCE_KINDS).sort()).toEqual([...kinds].sort());
  });

  it('have a letter each, that no other has', () => {
    const letters = Object.values(RESOURCE_KINDS).map(({ letter }) => letter);
    expect(new Set(letters).size).toBe(letters.length);
    for (const letter of letters) expect(letter).toMatch(/^[A-Z]$/);
  });

  it('are called by their own name where one has been added outside', () => {
    expect(resourceKind('inspection')).toEqual({ name: 'inspection', letter: '?', relief: [] });
  });
});
