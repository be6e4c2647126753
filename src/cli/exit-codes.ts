/** What the program tells the shell. */
export const EXIT = {
  done: 0,
  /** A stated objective or a regression check is not met, or not shown to be. */
  notMet: 1,
  badInput: 2,
  /** The deployment is disconnected, failing or saturated (see `carriesLoad`), objective or not; the result is still written. */
  cannotCarry: 3,
  /** A fault of the program itself (EX_SOFTWARE of sysexits.h). */
  internalError: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
