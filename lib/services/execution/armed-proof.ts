/**
 * The certificate of the books as they stand for the bets that a wallet signed: the same relations, multipliers and
 * shares, walked anew within the signed limits, and checked by the verifier like any other. Pure.
 */
import type { Certificate, Leg, Verified } from '../../domain/basket';
import { conditionsByKey, tokenOf } from '../../domain/condition';
import type { Book } from '../../domain/book';
import type { TokenId } from '../../domain/ids';
import { moneyMicros } from '../../domain/units';
import { walkWithin } from '../../domain/walk';
import { verifyCertificate } from '../../verifier/verify';
import type { Component } from '../relations/relations';

/** @returns null where a book does not hold every share within its limit, or where nothing proves the floor. */
export function proofNow(
  signed: Certificate,
  component: Pick<Component, 'conditions'>,
  bookOf: (tokenId: TokenId) => Book | null,
): Verified<Certificate> | null {
  const walked = walkedLegs(signed, component, bookOf);
  if (walked === null) return null;
  const legs = walked.map(({ leg }) => leg);
  const sum = (of: (leg: Leg) => number): number => legs.reduce((total, leg) => total + of(leg), 0);
  const costMicros = sum((leg) => (leg.side === 'buy' ? leg.costMicros : -leg.costMicros));
  const feesMicros = sum((leg) => leg.feeMicros);
  const atLimits = sum(
    (leg) => (leg.side === 'buy' ? leg.costAtLimitMicros : -leg.costAtLimitMicros) + leg.feeAtLimitMicros,
  );
  const proof: Certificate = {
    ...signed,
    legs,
    books: walked.map(({ leg: { condition, token }, book: { hash, verifiedAtMs } }) => ({
      ...{ condition, token, hash, verifiedAtMs },
    })),
    costMicros: moneyMicros(costMicros),
    feesMicros: moneyMicros(feesMicros),
    edgeMicros: moneyMicros(signed.floorMicros - costMicros - feesMicros),
    edgeAtLimitsMicros: moneyMicros(signed.floorMicros - atLimits),
  };
  if (proof.edgeAtLimitsMicros <= 0) return null;
  const verified = verifyCertificate(proof);
  return verified.ok ? verified.value : null;
}

interface WalkedLeg {
  readonly leg: Leg;
  readonly book: Book;
}

function walkedLegs(
  signed: Certificate,
  { conditions }: Pick<Component, 'conditions'>,
  bookOf: (tokenId: TokenId) => Book | null,
): readonly WalkedLeg[] | null {
  const known = conditionsByKey(conditions);
  const fees = new Map(signed.conditions.map(({ key, fee }) => [key, fee] as const));
  const walked: WalkedLeg[] = [];
  for (const leg of signed.legs) {
    const condition = known.get(leg.condition);
    const fee = fees.get(leg.condition);
    const book = condition && bookOf(tokenOf(condition, leg.token));
    if (!fee || !book) return null;
    const { side, sizeMicros, limitPriceMicros } = leg;
    const levels = side === 'buy' ? book.asks : book.bids;
    const walk = walkWithin({ levels, sizeMicros, fee, side, limitPriceMicros });
    if (walk === null || walk.sizeMicros !== sizeMicros) return null;
    const { fills, worstPriceMicros, costMicros, feeMicros, costAtLimitMicros, feeAtLimitMicros } = walk;
    walked.push({
      book,
      leg: {
        ...{ condition: leg.condition, token: leg.token, side, sizeMicros, limitPriceMicros: worstPriceMicros },
        ...{ fills, costMicros, feeMicros, costAtLimitMicros, feeAtLimitMicros },
      },
    });
  }
  return walked;
}
