import type { Model } from '../../src/model/schema.js';
import type { Ended, Outcome } from './outcome.js';
import { simulateProgram } from './program.js';
import { simulateReference } from './reference.js';

/** What reference and program differ in on a model, one sentence each; the first few. */
export function disagreements(model: Model, seed: string): string[] {
  const [reference, program] = [simulateReference(model, seed), simulateProgram(model, seed)];
  return differences(reference, program, precisionFor(model)).map((what) => `model ${seed}: ${what}`);
}

/** Both clocks are doubles: what they say of a time is rounded, by this share of it at each step. */
const CLOCK = 2 ** -52;
const STEPS = 64;

/** Times agree to this share of their value: where servers are shared, the rounding of what is left adds up. */
function precisionFor({ gateway, site }: Model): number {
  const disciplines = [gateway!.vm, site.managementPoints, site.updatePoints].map(
    ({ discipline }) => discipline,
  );
  return disciplines.includes('ps') ? 1e-6 : 1e-9;
}

/** What two outcomes differ in, one sentence each, the earliest first; the first few. Times may differ by a share of their value. */
function differences(reference: Outcome, program: Outcome, share: number, most = 8): string[] {
  const expected = byKind(reference.ended);
  const actual = byKind(program.ended);
  const found: { readonly at: number; readonly what: string }[] = [];
  for (const kind of new Set([...expected.keys(), ...actual.keys()])) {
    const [ones, others] = [expected.get(kind) ?? [], actual.get(kind) ?? []];
    for (let index = 0; index < Math.max(ones.length, others.length); index++) {
      const [one, other] = [ones[index], others[index]];
      const at = (one ?? other)!.arrival;
      for (const what of unlike(kind, one, other, share)) found.push({ at, what });
    }
  }
  const sentences = found.toSorted((a, b) => a.at - b.at).map(({ what }) => what);
  return [...sentences, ...countersThatDiffer(reference, program)].slice(0, most);
}

/** Of each client and request class those that have ended, by their arrival. */
function byKind(ended: readonly Ended[]): Map<string, Ended[]> {
  const kinds = new Map<string, Ended[]>();
  for (const one of ended.toSorted((a, b) => a.arrival - b.arrival)) {
    const kind = `client ${one.client}, ${one.requestClass}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
  }
  return kinds;
}

function unlike(
  kind: string,
  expected: Ended | undefined,
  actual: Ended | undefined,
  share: number,
): string[] {
  if (expected === undefined) return [`${kind} at ${actual!.arrival}: the program alone has it`];
  if (actual === undefined) return [`${kind} at ${expected.arrival}: the reference alone has it`];
  const { arrival, attempts, cause } = expected;
  const which = `${kind} at ${arrival}`;
  if (!isClose(arrival, actual.arrival, share, arrival))
    return [`${which}: the program has it at ${actual.arrival}`];
  if (actual.attempts !== attempts || actual.cause !== cause)
    return [`${which}: ${attempts} attempts, ${cause}; the program has ${actual.attempts}, ${actual.cause}`];
  if (cause !== null) return [];
  const stages = new Set([...expected.seconds.keys(), ...actual.seconds.keys()]);
  const end = [...expected.seconds.values()].reduce((sum, seconds) => sum + seconds, arrival);
  return [...stages].flatMap((stage) => {
    const [one, other] = [expected.seconds.get(stage) ?? 0, actual.seconds.get(stage) ?? 0];
    return isClose(one, other, share, end) ? [] : [`${which}: ${stage} ${one} s, the program has ${other} s`];
  });
}

const isClose = (one: number, other: number, share: number, clock: number): boolean =>
  Math.abs(one - other) <= share * Math.abs(one) + STEPS * CLOCK * clock;

function countersThatDiffer(reference: Outcome, program: Outcome): string[] {
  const names = new Set([...Object.keys(reference.counters), ...Object.keys(program.counters)]);
  return [...names].flatMap((name) => {
    const [one, other] = [reference.counters[name] ?? 0, program.counters[name] ?? 0];
    return one === other ? [] : [`${name}: ${one}, the program has ${other}`];
  });
}
