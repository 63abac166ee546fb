/**
 * What `convertPositions` of protocol v1 gives, exactly (docs/venue.md 8.1). Amounts are micros as integers of any
 * size; signs are changes of the caller's balances.
 */

export interface ConvertInput {
  /** Questions that the contract counts, those included that the page does not show. */
  readonly questions: number;
  /** Bit i is the NO of question i. */
  readonly indexSet: bigint;
  readonly amount: bigint;
  /** Fee in 1e-4; it stays with the venue's vault, of the money and of the shares alike. */
  readonly feeBips: number;
}

export type ConvertResult =
  | { readonly refused: 'NoConvertiblePositions' | 'InvalidIndexSet' }
  | {
      readonly refused: null;
      readonly cash: bigint;
      /** By question. */
      readonly yes: readonly bigint[];
      readonly no: readonly bigint[];
    };

const WHOLE_BIPS = 10_000n;

export function convertPayout({ questions, indexSet, amount, feeBips }: ConvertInput): ConvertResult {
  if (questions <= 1) return { refused: 'NoConvertiblePositions' };
  if (indexSet === 0n || indexSet >> BigInt(questions) !== 0n) return { refused: 'InvalidIndexSet' };
  const out = amount - (amount * BigInt(feeBips)) / WHOLE_BIPS;
  const isSet = Array.from({ length: questions }, (_, i) => ((indexSet >> BigInt(i)) & 1n) === 1n);
  const count = isSet.filter(Boolean).length;
  return {
    refused: null,
    cash: BigInt(count - 1) * out,
    yes: isSet.map((set) => (set ? 0n : out)),
    no: isSet.map((set) => (set ? -amount : 0n)),
  };
}
