import { z } from 'zod';

export const BASELINE_SCHEMA = 'cmgsim/baseline/1';

const figure = z.array(z.number().nullable()).describe('One value a replication; null where it has none');

const baselineSchema = z.strictObject({
  schema: z.literal(BASELINE_SCHEMA),
  cmgsim: z.string().describe('Version that wrote it'),
  seed: z.union([z.number(), z.string()]),
  /** Time to simulate over time of the calibration loop, both measured in one run. */
  speedRatio: z.number().positive(),
  cases: z.record(z.string(), z.record(z.string(), figure)),
});

/** What an earlier version answered: by case and figure, one value a replication. */
export type Baseline = z.output<typeof baselineSchema>;

/**
 * Reads the text of a baseline that was simulated with this seed.
 * @param file what messages call it
 * @throws an Error with one clear sentence when it is no JSON, no baseline of this program, or of another seed
 */
export function readBaseline(text: string, file: string, seed: string | number): Baseline {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file}: no JSON (${(error as Error).message}); write it anew`);
  }
  const read = baselineSchema.safeParse(data);
  if (read.success && read.data.seed !== seed)
    throw new Error(
      `${file}: it was written with seed ${read.data.seed}, the experiment has ${seed}; write it anew`,
    );
  if (read.success) return read.data;
  const { path, message } = read.error.issues[0]!;
  throw new Error(`${file}: no baseline of this version (${path.join('.')}: ${message}); write it anew`);
}

/** The text of a baseline: one line a figure, so that differences between two read well. */
export function baselineText(baseline: Baseline): string {
  const { cases, ...head } = baseline;
  const lines = (figures: Readonly<Record<string, readonly (number | null)[]>>): string =>
    Object.entries(figures)
      .map(([name, values]) => `      ${JSON.stringify(name)}: ${JSON.stringify(values)}`)
      .join(',\n');
  const blocks = Object.entries(cases).map(
    ([name, figures]) => `    ${JSON.stringify(name)}: {\n${lines(figures)}\n    }`,
  );
  const fields = Object.entries(head).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return `{\n${fields.join(',\n')},\n  "cases": {\n${blocks.join(',\n')}\n  }\n}\n`;
}
