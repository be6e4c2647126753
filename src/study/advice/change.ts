import type { Model } from '../../model/schema.js';

/** What a change is about. */
export type ChangedPart =
  | 'network'
  | 'connection-point'
  | 'instance'
  | 'size'
  | 'management-point'
  | 'update-point'
  | 'brake'
  | 'content';

/** One thing that could be changed about a deployment: what it is in words, how to repeat it, and the model that has it. */
export interface Change {
  readonly part: ChangedPart;
  /** `a third connection point`. */
  readonly what: string;
  /** Overrides, each `path=value`. */
  readonly set: (model: Model) => readonly string[];
  readonly apply: (model: Model) => Model;
}

/** A change of one field of a model, and the words of its override. */
export function changeOf(
  part: ChangedPart,
  what: string,
  field: { readonly path: string; readonly value: (model: Model) => unknown },
  apply: (model: Model) => Model,
): Change {
  return { part, what, set: (model) => [`${field.path}=${textOf(field.value(model))}`], apply };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Two changes made one after the other. */
export function together(first: Change, second: Change): Change {
  return {
    part: first.part,
    what: `${first.what}, and ${second.what}`,
    set: (model) => lastOfEach([...first.set(model), ...second.set(first.apply(model))]),
    apply: (model) => second.apply(first.apply(model)),
  };
}

/** Of overrides of one path, the last. */
const lastOfEach = (set: readonly string[]): string[] => {
  const pathOf = (text: string): string => text.slice(0, text.indexOf('='));
  return set.filter((text, index) => !set.slice(index + 1).some((other) => pathOf(other) === pathOf(text)));
};
