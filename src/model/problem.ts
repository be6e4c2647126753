/** One thing that is wrong with a model, where it is, and what would be right. */
export interface ModelProblem {
  /** Name of the file, or the text of the override (`--set path=value`) that causes the problem. */
  readonly file: string;
  /** Counted from 1; null for a problem of an override. */
  readonly line: number | null;
  readonly column: number | null;
  /** As in `clients.0.count`; empty for the whole file. */
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}

/** Steps from the root of a model to one of its fields. */
export type Path = readonly (string | number)[];

/** `fabrikam.yaml:6:14: gateway.instances: 17 is too large; write a whole number from 1 to 16` */
export function formatProblem(problem: ModelProblem): string {
  const place = problem.line === null ? problem.file : `${problem.file}:${problem.line}:${problem.column}`;
  const named = problem.path === '' || problem.file.startsWith(`--set ${problem.path}=`);
  const subject = named ? '' : `${problem.path}: `;
  return `${place}: ${subject}${problem.message}; ${problem.remedy}`;
}

export const formatPath = (path: Path): string => path.join('.');
