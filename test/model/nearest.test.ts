import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { nearest } from '../../src/model/nearest.js';
import { areOpposite } from '../../src/model/opposites.js';
import { modelSchema } from '../../src/model/schema.js';
import { fieldsOf, inputType } from '../../src/model/schema-walk.js';

/** Names that stand side by side in a model: fields of a mapping, choices of a field. */
function siblings(schema: z.ZodType): string[][] {
  const inner = inputType(schema);
  if (inner instanceof z.ZodArray) return siblings(inner.element as z.ZodType);
  if (inner instanceof z.ZodEnum) return [inner.options.map(String)];
  if (inner instanceof z.ZodDiscriminatedUnion) {
    const options = inner.options as z.ZodType[];
    const kinds = options.map(
      (option) => (option as z.ZodObject).shape[inner.def.discriminator] as z.ZodLiteral,
    );
    return [kinds.map((kind) => String(kind.value)), ...options.flatMap(siblings)];
  }
  if (!(inner instanceof z.ZodObject || inner instanceof z.ZodRecord)) return [];
  const fields = fieldsOf(schema, undefined) ?? {};
  return [Object.keys(fields), ...Object.values(fields).flatMap(siblings)];
}

/** Words that turn a name round, as a substitution. */
const TURNS: readonly (readonly [RegExp, string])[] = [
  [/^block(?=[A-Z])/, 'allow'],
  [/^blocked(?=[A-Z])/, 'allowed'],
  [/^blocked(?=[A-Z])/, 'permitted'],
  [/^open$/, 'closed'],
  [/^closed$/, 'opened'],
  [/^enabled$/, 'disabled'],
  [/^online$/, 'offline'],
  [/^outbound$/, 'inbound'],
  [/^egress$/, 'ingress'],
  [/^max(imum)?(?=[A-Z])/, 'min$1'],
  [/^first(?=[A-Z])/, 'last'],
  [/^stop(?=[A-Z])/, 'start'],
  [/^down$/, 'up'],
  [/^up$/, 'down'],
  [/-down$/, '-up'],
  [/degraded$/, 'upgraded'],
  [/^periodic$/, 'aperiodic'],
  [/^fcfs$/, 'lcfs'],
  [/public$/, 'private'],
  [/^(available|supported|throttled|provisioned)$/, 'un$1'],
  [/^(trusts\w+)$/, 'mis$1'],
  [/^([a-z]{4,})(?![a-z])/, 'not-$1'],
  [/^([a-z]{4,})(?![a-z])/, 'un$1'],
  [/^([a-z]{4,})(?![a-z])/, 'dis$1'],
];

describe('the name that someone most likely meant', () => {
  const groups = siblings(modelSchema);

  it('is never the opposite of what was written, among all names of a model', () => {
    const turned = groups.flatMap((names) =>
      names.flatMap((name) =>
        TURNS.filter(([pattern]) => pattern.test(name)).map(([pattern, by]) => ({
          name,
          names,
          opposite: name.replace(pattern, by),
        })),
      ),
    );
    expect(turned.length).toBeGreaterThan(200);
    const others = turned.filter(({ names, opposite }) => !names.includes(opposite));
    const hinted = others.filter(({ name, names, opposite }) => nearest(opposite, names) === name);
    expect(hinted.map(({ name, opposite }) => `${name} for ${opposite}`)).toEqual([]);
  });

  it('is found for a letter too many, too few or in the wrong place', () => {
    const missed = groups.flatMap((names) =>
      names
        .filter((name) => name.length > 5)
        .flatMap((name) =>
          [name.slice(0, 3) + name.slice(4), `${name}s`, name[1]! + name[0]! + name.slice(2)]
            .filter((typed) => !names.includes(typed) && nearest(typed, names) !== name)
            .map((typed) => `${typed} for ${name}: ${nearest(typed, names)}`),
        ),
    );
    // As near to the one as to the other.
    const undecided = 'ratFactor for rateFactor: rttFactor';
    expect([...new Set(missed)]).toEqual([undecided]);
  });

  it.each([
    ['allowedHosts', 'blockedHosts', true],
    ['allowVerbs', 'blockVerbs', true],
    ['unsupported', 'supported', true],
    ['minReplications', 'maxReplications', true],
    ['proxy-up', 'proxy-down', true],
    ['noContent', 'content', true],
    ['intranet', 'internet', true],
    ['blokedHosts', 'blockedHosts', false],
    ['opened', 'open', false],
    ['upTo', 'down', false],
    ['inspectTls', 'inspectsTls', false],
    ['maxBackoff', 'maximumBackoff', false],
    ['disabled', 'online', false],
  ])('%s against %s', (one, other, is) => {
    expect([areOpposite(one, other), areOpposite(other, one)]).toEqual([is, is]);
  });
});
