/** Something that a study is asked for and that its models cannot follow; the message says what, and what would be right. */
export class RefusedOption extends Error {
  override readonly name = 'RefusedOption';
}
