/** The size that the user chose: the best set that costs no more, proven as every other, by the books of now. */
import { describe, expect, it } from 'vitest';
import { maxCostOf } from '../../../../lib/domain/basket';
import type { Book } from '../../../../lib/domain/book';
import { moneyMicros, priceMicros } from '../../../../lib/domain/units';
import { DEFAULT_SETTINGS } from '../../../../lib/protocol/settings';
import type { Log } from '../../../../lib/ports/log';
import { createOpportunities } from '../../../../lib/services/opportunities/opportunities';
import { createSizes } from '../../../../lib/services/opportunities/sizes';
import { createScan } from '../../../../lib/services/scan/scan';
import { POLYMARKET_RULES } from '../../../../lib/venues/polymarket/rules';
import { isProven, verifyCertificate } from '../../../../lib/verifier/verify';
import { createEngine } from '../../../../lib/workers/create-engine';
import { createTestClock } from '../../../kit/clock';
import { fakeRelations } from '../../../kit/fake-relations';
import { until } from '../../../kit/venue';
import { makeGap, NOW, type PricedEvent } from '../../../kit/priced-event';

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const dollars = (amount: number) => moneyMicros(Math.round(amount * 1_000_000));

async function world() {
  const priced = makeGap();
  const clock = createTestClock(NOW);
  const dirty = new Set<(ids: readonly string[]) => void>();
  const settings = () => DEFAULT_SETTINGS;
  const scan = createScan({
    relations: fakeRelations([priced.component]),
    engine: createEngine({ nowMs: () => performance.now(), accepts: isProven }),
    ...{ clock, log: silent, settings, rules: POLYMARKET_RULES },
    books: {
      stateOf: priced.source.stateOf,
      subscribeDirty(listener) {
        dirty.add(listener);
        return () => dirty.delete(listener);
      },
    },
  });
  const opportunities = createOpportunities({ scan, settings, clock });
  const sizes = createSizes({ opportunities, scan, rules: POLYMARKET_RULES });
  const key = priced.component.key;
  const next = () => new Promise<void>((done) => void scan.subscribe(() => done()));
  const touch = () => dirty.forEach((listener) => listener(priced.component.conditions.map(({ id }) => id)));
  const first = next();
  touch();
  await first;
  const whole = () => {
    const found = opportunities.ofComponent(key);
    if (found === null) throw new Error('nothing is offered');
    return found;
  };
  return { priced, opportunities, sizes, key, whole, touch };
}

/** No on the first outcome is asked this much higher, and Yes bid as much lower: one book. */
function raiseNo({ component, books }: PricedEvent, micros: number): void {
  for (const [index, token] of (component.conditions[0]?.tokens ?? []).entries()) {
    const book = books.get(token);
    if (book === undefined) throw new Error('the outcome has no book');
    const moved = (levels: Book['bids'], by: number) =>
      levels.map((level) => ({ ...level, priceMicros: priceMicros(level.priceMicros + by) }));
    const [bids, asks] = index === 0 ? [moved(book.bids, -micros), book.asks] : [book.bids, moved(book.asks, micros)];
    books.set(token, { ...book, bids, asks });
  }
}

describe('the chosen size of a set', () => {
  it('is a proven set of its own that costs no more, and can be taken by its hash', async () => {
    const { sizes, whole, opportunities, key } = await world();
    expect(sizes.viewOf(whole())).toMatchObject({
      chosenMicros: null,
      mostMicros: maxCostOf(whole().certified.certificate),
    });
    expect(await sizes.choose(key, dollars(40))).toMatchObject({ ok: true });
    const { certificate, hash } = sizes.sized(whole()).certified;
    expect(verifyCertificate(certificate).ok).toBe(true);
    expect(maxCostOf(certificate)).toBeLessThanOrEqual(dollars(40));
    // One set costs 1.957292: 20 of them and a part of a share go into $40.
    expect(certificate.edgeAtLimitsMicros).toBeGreaterThan(20 * 42_000);
    expect(opportunities.byHash(hash)?.certified.hash).toBe(hash);
    expect(sizes.viewOf(whole()).chosenMicros).toBe(dollars(40));
    expect(await sizes.choose(key, null)).toMatchObject({ ok: true });
    expect(sizes.sized(whole())).toBe(whole());
  });

  it('says so where no set costs so little, and keeps what was chosen before', async () => {
    const { sizes, key, whole } = await world();
    const { leastMicros } = sizes.viewOf(whole());
    expect(await sizes.choose(key, moneyMicros(leastMicros))).toMatchObject({ ok: true });
    expect(await sizes.choose(key, dollars(1))).toMatchObject({ ok: false, error: { code: 'no-set-of-size' } });
    expect(sizes.viewOf(whole()).chosenMicros).toBe(leastMicros);
    expect(await sizes.choose('of nothing', dollars(40))).toMatchObject({
      ok: false,
      error: { code: 'proof-expired' },
    });
  });

  it('is found anew when books move, and is gone with what it is a part of', async () => {
    const { priced, opportunities, sizes, key, whole, touch } = await world();
    const first = priced.component.conditions[0]?.id;
    await sizes.choose(key, dollars(40));
    const before = sizes.sized(whole()).certified.hash;
    raiseNo(priced, 5_000);
    touch();
    // The price step is a cent.
    const limit = () =>
      sizes.sized(whole()).certified.certificate.legs.find((leg) => leg.condition === first)?.limitPriceMicros;
    await until(() => limit() === 710_000, 'the part is of the new books');
    const { certificate, hash } = sizes.sized(whole()).certified;
    expect(hash).not.toBe(before);
    expect(certificate.legs).toHaveLength(3);
    expect(maxCostOf(certificate)).toBeLessThanOrEqual(dollars(40));
    raiseNo(priced, 250_000);
    touch();
    await until(() => opportunities.ofComponent(key) === null, 'nothing is offered any more');
    expect(await sizes.choose(key, dollars(40))).toMatchObject({ ok: false, error: { code: 'proof-expired' } });
  });
});
