/**
 * A rule that holds for every run of every model is broken: a fault of the program, never of the model. Nothing that such
 * a run says can be believed.
 */
export class BrokenInvariant extends Error {
  override readonly name = 'BrokenInvariant';

  /** @param violations one sentence for each breach, as of `findViolations` */
  constructor(readonly violations: readonly string[]) {
    super(violations.join('\n'));
  }
}
