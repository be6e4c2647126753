import { z } from 'zod';
import { share, usd } from '../../model/field.js';
import { nearest } from '../../model/nearest.js';
import { type PriceList, priceListBreaks, priceOverrides } from '../../model/prices/list.js';
import type { ModelProblem, Path } from '../../model/problem.js';
import { currencyCode, priceDate } from '../../model/schema/prices.js';
import { valueAt } from '../../model/schema-walk.js';
import { columnOf, readTableText, type Table, TableError } from '../../model/table-text.js';
import { validateText } from '../../model/validate.js';

/** What the whole list has; in CSV it stands in every row, or in the first alone. */
const whole = {
  currency: currencyCode.optional(),
  region: z.string().min(1).optional(),
  date: priceDate.optional(),
  discount: share.optional(),
};

const schema = z.strictObject({
  ...whole,
  meters: z
    .array(
      z.strictObject({
        meter: z.string(),
        price: usd,
        unit: z.string().optional(),
        mark: z.string().optional(),
        source: z.string().optional(),
      }),
    )
    .min(1),
});

type Read<Value> = Value | { readonly problems: readonly ModelProblem[] };

/**
 * Reads the text of a price file, CSV (commas, semicolons or tabs; decimal commas; UTF-8 or UTF-16), YAML or JSON by its extension, with one row a
 * meter.
 * @returns the list as overrides of a model's `prices`, to stand before those of the command line; or every problem
 * @param file its path: results call the list by its name
 */
export function readPrices(text: string, file: string): Read<{ readonly overrides: readonly string[] }> {
  const list = /\.(ya?ml|json)$/i.test(file) ? readYaml(text, file) : readCsv(text, file);
  return 'problems' in list ? list : { overrides: priceOverrides(list, file.replace(/^.*[\\/]/, '')) };
}

function readYaml(text: string, file: string): Read<PriceList> {
  const read = validateText(schema, priceListBreaks, text, file);
  return 'problems' in read ? read : read.value;
}

const COLUMNS = ['meter', 'price', 'unit', 'currency', 'region', 'date', 'discount', 'mark', 'source'];

function readCsv(text: string, file: string): Read<PriceList> {
  const problem = (line: number, path: string, message: string, remedy: string): ModelProblem => ({
    file,
    line,
    column: 1,
    path,
    message,
    remedy,
  });
  try {
    const table = readTableText(text);
    const complaints: ModelProblem[] = [];
    const data = dataOf(table, (line, path, message, remedy) =>
      complaints.push(problem(line, path, message, remedy)),
    );
    if (complaints.length > 0) return { problems: complaints };
    const parsed = schema.safeParse(data);
    const lineOf = (path: Path): number => table.rows[typeof path[1] === 'number' ? path[1] : 0]!.line;
    if (!parsed.success) {
      return {
        problems: parsed.error.issues.map(({ path, message, code, ...issue }) => {
          const at = path.map((step) => (typeof step === 'number' ? step : String(step)));
          const { remedy } = ((issue as { params?: { remedy?: string } }).params ?? {}) as {
            remedy?: string;
          };
          const column = String(at.at(-1));
          const what = code === 'invalid_format' ? `"${valueAt(data, at)}" is not allowed` : message;
          return problem(lineOf(at), column, what, remedy ?? REMEDIES[column] ?? 'correct the cell');
        }),
      };
    }
    const breaks = priceListBreaks(parsed.data);
    if (breaks.length === 0) return parsed.data;
    return {
      problems: breaks.map(({ paths: [path], message, remedy }) =>
        problem(lineOf(path), String(path.at(-1)), message, remedy),
      ),
    };
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    return { problems: [problem(error.line, '', error.message, error.remedy)] };
  }
}

const REMEDIES: Readonly<Record<string, string>> = {
  currency: 'write three capital letters, such as USD or EUR',
  date: 'write a month or a day, as 2026-05 or 2026-05-31',
  price: 'write a number of 0 or more, such as 0.136',
};

type Complain = (line: number, path: string, message: string, remedy: string) => void;

/** The cells of a table as the data of a price list. */
function dataOf(table: Table, complain: Complain): unknown {
  const { names, rows, line } = table;
  for (const name of names) {
    if (COLUMNS.includes(name)) continue;
    const meant = nearest(name, COLUMNS);
    complain(line, '', `there is no column "${name}"`, `write ${meant ?? `one of ${COLUMNS.join(', ')}`}`);
  }
  for (const name of ['meter', 'price'])
    if (!names.includes(name))
      complain(
        line,
        '',
        `the column ${name} is missing`,
        'write the columns meter and price, with a row a meter',
      );
  if (rows.length === 0) complain(line, '', 'there are no rows', 'write a row a meter');
  const cells = (name: string): string[] =>
    names.includes(name) ? columnOf(table, name) : rows.map(() => '');
  const common = Object.fromEntries(
    Object.keys(whole).flatMap((name) => {
      const all = cells(name);
      const value = all.find((cell) => cell !== '');
      const other = all.findIndex((cell) => cell !== '' && cell !== value);
      if (other >= 0)
        complain(
          rows[other]!.line,
          name,
          `"${all[other]}" after "${value}"`,
          `a list has one ${name}; write it in every row, or in the first`,
        );
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const [meters, prices, units] = [cells('meter'), cells('price'), cells('unit')];
  return {
    ...common,
    meters: rows.map(({ line: at }, index) => {
      const price = prices[index] === '' ? Number.NaN : Number(prices[index]);
      if (!(price >= 0 && price < Number.POSITIVE_INFINITY))
        complain(at, 'price', `"${prices[index]}" is no price`, REMEDIES.price!);
      return { meter: meters[index], price, unit: units[index] };
    }),
  };
}
