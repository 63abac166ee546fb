/** What a relation of a proof means for the shares bought; null where it says nothing of them by itself. */
export type Consequence =
  /** Of the NO shares on its conditions at most one kind pays nothing. */
  | 'one-no-fails'
  /** One of the YES shares always pays. */
  | 'one-yes-pays'
  | 'a-yes-pays'
  /** NO on the first or YES on the second always pays. */
  | 'no-or-yes-pays';
