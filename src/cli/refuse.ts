import { EXIT } from './exit-codes.js';
import type { Session } from './session.js';

/** Does something with files; a refusal of the host becomes one message and exit code 2, and null is returned. */
export async function orRefuse<Result>(
  session: Session,
  command: string,
  out: string,
  act: () => Promise<Result>,
): Promise<Result | null> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    session.err(
      `cmgsim ${command}: results cannot be written to ${out} (${error.message}); choose another --out\n`,
    );
    session.exitCode = EXIT.badInput;
    return null;
  }
}
