/** What the cell of a finished replication holds. */
export const FINISHED = 1000;

/** How far a part of a study is. */
export interface Work {
  /** Thousandths done of each replication, in memory that workers share. */
  readonly cells: Int32Array;
  /** How many there are to be, as far as is known by now. */
  total(): number;
  /** How much work each cell stands for; all the same when left out. */
  readonly weights?: readonly number[];
  /** What the cells are; replications when left out. */
  readonly noun?: string;
}

/** Thousandths done of each of `count` replications, in memory that workers share where there is such memory. */
export function progressCells(count: number): Int32Array {
  const bytes = count * Int32Array.BYTES_PER_ELEMENT;
  return new Int32Array(
    typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(bytes) : new SharedArrayBuffer(bytes),
  );
}

/** Does a part of the work of a study, whose listener is told when it begins and ends. */
export async function attended<Result>(
  { onWork }: { readonly onWork: (work: Work) => () => void },
  work: Work,
  act: () => Promise<Result>,
): Promise<Result> {
  const ended = onWork(work);
  try {
    return await act();
  } finally {
    ended();
  }
}
