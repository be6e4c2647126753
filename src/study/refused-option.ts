/** What is wrong with a question: which field of it, and why, in one line with its remedy. */
export interface Refusal<Field extends string = string> {
  readonly field: Field;
  readonly reason: string;
}

/** Something that a study is asked for and that its models cannot follow. */
export class RefusedOption extends Error implements Refusal {
  override readonly name = 'RefusedOption';

  constructor(
    readonly field: string,
    readonly reason: string,
  ) {
    super(`${field}: ${reason}`);
  }
}
