import type { z } from 'zod';
import { type ModelDocument, parseModelText, placeOf, plainData } from './document.js';
import { doubtfulNumbers, type TypeOf } from './doubtful-numbers.js';
import { type Explanation, explainIssues } from './explain.js';
import { applyOverrides } from './override.js';
import { formatPath, type ModelProblem } from './problem.js';
import type { RuleBreak } from './rules/rule.js';
import { numberTextAt } from './scalars.js';
import { typeAt } from './schema-walk.js';
import { inlineTables, type ReadTable } from './table-column.js';

export type Validated<Output> =
  | { readonly value: Output; readonly data: unknown; readonly document: ModelDocument }
  | { readonly problems: readonly ModelProblem[] };

export interface ReadOptions {
  /** Texts of `--set`, each `path=value`, the later ones last. */
  readonly overrides?: readonly string[];
  /** Opens the CSV files that distributions draw from; without it a model that names one has a problem. */
  readonly readTable?: ReadTable;
  /** The type of a value that the schema itself leaves open, such as the level of a factor. */
  readonly openType?: TypeOf;
}

/**
 * Reads a YAML text, applies overrides, and holds the result against a schema and then against rules between fields.
 * @param file name of the file, for messages alone; nothing is opened
 * @returns what the schema makes of it, or every problem found, in order of place; nothing is thrown
 */
export function validateText<Output>(
  schema: z.ZodType<Output>,
  findRuleBreaks: (value: Output, data: unknown) => readonly RuleBreak[],
  text: string,
  file: string,
  { overrides = [], readTable, openType }: ReadOptions = {},
): Validated<Output> {
  const { document, problems } = parseModelText(text, file);
  if (problems.length > 0) return { problems: inOrder(problems) };
  const original = plainData(document);
  if ('problem' in original) return { problems: [original.problem] };
  const refused = applyOverrides(document, overrides);
  if (refused.length > 0) return { problems: refused };
  const read = plainData(document);
  if ('problem' in read) return { problems: [read.problem] };

  const typeOf: TypeOf = (path) => openType?.(path) ?? typeAt(schema, path, read.data);
  const doubts = doubtfulNumbers(document, typeOf);
  if (doubts.length > 0) return { problems: inOrder(doubts.map((one) => problemAt(document, one))) };

  const { data, explanations } = inlineTables(read.data, readTable);
  if (explanations.length > 0)
    return { problems: inOrder(explanations.map((one) => problemAt(document, one))) };

  const outcome = schema.safeParse(data);
  if (!outcome.success) {
    const explained = explainIssues(schema, data, outcome.error.issues, (path) =>
      numberTextAt(document, path),
    );
    return { problems: inOrder(explained.map((one) => problemAt(document, one))) };
  }
  const breaks = findRuleBreaks(outcome.data, read.data).map((one) => ruleProblem(document, one));
  return breaks.length > 0
    ? { problems: inOrder(breaks) }
    : { value: outcome.data, data: read.data, document };
}

function problemAt(document: ModelDocument, { path, at, message, remedy }: Explanation): ModelProblem {
  return { ...placeOf(document, path, at), path: formatPath(path), message, remedy };
}

function ruleProblem(document: ModelDocument, { paths, message, remedy }: RuleBreak): ModelProblem {
  const places = paths.map((path) => placeOf(document, path));
  const place = places.find((one) => one.line === null) ?? places[0]!;
  return { ...place, path: formatPath(paths[0]), message, remedy };
}

/** In order of place, each once: one number may break two bounds, which read alike. */
const inOrder = (problems: readonly ModelProblem[]): ModelProblem[] =>
  [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()].sort(
    (a, b) =>
      (a.line ?? Number.POSITIVE_INFINITY) - (b.line ?? Number.POSITIVE_INFINITY) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
