/**
 * Reviewed templates: the form of a question and its rules (advisors/numeric/form.ts), named by its sha-256, read in
 * full by a person. The venue's text is not kept. A hash is not added because its steps look right: `why` says in the
 * reviewer's words why what moves cannot turn round, `not` what looks the same and is not covered, because its text,
 * and so its hash, is another one. Forms that hold for one reason stand together.
 */
export interface ReviewedGroup {
  readonly slot: 'amount' | 'deadline';
  /** The direction in which the slot grows for the narrower market to imply the wider one. */
  readonly side: 'up' | 'down' | 'later';
  /**
   * 'any': the text names its first day, or is about one moment. 'together': time runs from the opening of the market,
   * so both must have opened together, or the narrower one must have been seen open long after the wider one was made.
   */
  readonly opening: 'any' | 'together';
  readonly why: string;
  readonly not: string;
  readonly hashes: readonly string[];
}
