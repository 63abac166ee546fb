import { beforeAll, describe, expect, it } from 'vitest';
import type { Certificate, Hashed, Verified } from '../../../../lib/domain/basket';
import type { Book } from '../../../../lib/domain/book';
import type { TokenId } from '../../../../lib/domain/ids';
import { priceMicros, sizeMicros } from '../../../../lib/domain/units';
import { proofNow } from '../../../../lib/services/execution/armed-proof';
import { isProven } from '../../../../lib/verifier/verify';
import { certify, makeGap } from '../../../kit/priced-event';

const priced = makeGap();
let certified: Hashed<Verified<Certificate>>;
beforeAll(async () => {
  ({ certified } = await certify(priced));
});

/** The books as they were, but for the first leg's, which offers this and nothing else. */
function booksWith(asks: Book['asks'] | null) {
  const [leg] = certified.certificate.legs;
  const condition = priced.component.conditions.find(({ id }) => id === leg?.condition);
  const tokenId = condition?.tokens[leg?.token === 'yes' ? 0 : 1];
  const book = tokenId && priced.books.get(tokenId);
  if (!leg || !tokenId || !book) throw new Error('fixture');
  const bookOf = (token: TokenId): Book | null =>
    token !== tokenId ? (priced.books.get(token) ?? null) : asks === null ? null : { ...book, asks };
  return { leg, bookOf };
}

const signed = () => certified.certificate;

describe('the certificate of the live books for what was signed', () => {
  it('promises what the signed one does on the same books, and is verified', () => {
    const proof = proofNow(signed(), priced.component, (token) => priced.books.get(token) ?? null);
    expect(proof).toMatchObject({
      floorMicros: signed().floorMicros,
      costMicros: signed().costMicros,
      feesMicros: signed().feesMicros,
      edgeAtLimitsMicros: signed().edgeAtLimitsMicros,
    });
    expect(proof !== null && isProven(proof)).toBe(true);
  });

  it('costs what the levels cost now, and no limit is above the signed one', () => {
    const { leg } = booksWith([]);
    const cheaper = priceMicros(leg.limitPriceMicros - 10_000);
    const proof = proofNow(
      signed(),
      priced.component,
      booksWith([{ priceMicros: cheaper, sizeMicros: leg.sizeMicros }]).bookOf,
    );
    expect(proof?.edgeMicros).toBeGreaterThan(signed().edgeMicros);
    expect(proof?.edgeAtLimitsMicros).toBeGreaterThan(signed().edgeAtLimitsMicros);
    expect(proof?.legs.map(({ sizeMicros: size }) => size)).toEqual(signed().legs.map(({ sizeMicros: size }) => size));
    for (const [index, { limitPriceMicros }] of (proof?.legs ?? []).entries())
      expect(limitPriceMicros).toBeLessThanOrEqual(signed().legs[index]?.limitPriceMicros ?? 0);
  });

  it('is none where one share is missing within the limit, one step is too dear, or a book is not there', () => {
    const { leg } = booksWith([]);
    const atLimit = (size: number) => [{ priceMicros: leg.limitPriceMicros, sizeMicros: sizeMicros(size) }];
    const beyond = [{ priceMicros: priceMicros(leg.limitPriceMicros + 1_000), sizeMicros: leg.sizeMicros }];
    const of = (asks: Book['asks'] | null) => proofNow(signed(), priced.component, booksWith(asks).bookOf);
    expect(of(atLimit(leg.sizeMicros))).not.toBeNull();
    expect([of(atLimit(leg.sizeMicros - 1)), of(beyond), of([]), of(null)]).toEqual([null, null, null, null]);
  });

  it('is none where nothing proves the floor any more', () => {
    const without = { ...signed(), rules: [], enumeration: [] };
    expect(proofNow(without, priced.component, (token) => priced.books.get(token) ?? null)).toBeNull();
  });
});
