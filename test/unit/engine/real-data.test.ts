import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Level } from '../../../lib/domain/book';
import type { Instance, InstanceBook } from '../../../lib/domain/instance';
import type { RelationBody } from '../../../lib/domain/relation';
import { parseDecimalMicros, priceMicros, sizeMicros } from '../../../lib/domain/units';
import { nearestViolation } from '../../../lib/engine/screen/nearest';
import { solveInstance, type SolveOptions } from '../../../lib/engine/solve';
import { loadSolvers } from '../../../lib/workers/create-engine';
import { relation } from '../../kit/random-instances';
import { isProven } from '../../../lib/verifier/verify';

const data = process.env['FACET_DATA'] ?? resolve(__dirname, '../../../../shared/data');
const hasData = existsSync(data);

let options: SolveOptions;

beforeAll(async () => {
  const { all } = await loadSolvers();
  options = {
    exact: false,
    executable: true,
    solvers: all,
    timeLimitMs: 10_000,
    nowMs: () => performance.now(),
    accepts: isProven,
  };
});

type Json = Readonly<Record<string, unknown>>;

const read = (path: string): unknown => JSON.parse(readFileSync(resolve(data, path), 'utf8'));
const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? value : []);
const micros = (value: unknown): number => parseDecimalMicros(String(value)) ?? Math.round(Number(value) * 1e6);

function levels(value: unknown, direction: 1 | -1): readonly Level[] {
  return list(value)
    .map(({ price, size }) => ({ priceMicros: priceMicros(micros(price)), sizeMicros: sizeMicros(micros(size)) }))
    .sort((a, b) => (a.priceMicros - b.priceMicros) * direction);
}

function instance(
  keys: readonly string[],
  books: Readonly<Record<string, InstanceBook>>,
  body: RelationBody,
  ratePpm: number,
): Instance {
  return {
    conditions: keys.map((key) => ({
      key,
      fee: { ratePpm, exponent: 1, takerOnly: true },
      minSizeMicros: sizeMicros(5_000_000),
      tickMicros: priceMicros(1000),
    })),
    relations: [relation(body, 0)],
    books,
    budgetMicros: null,
    inventory: {},
    voids: 0,
    lotMicros: sizeMicros(10_000),
  };
}

function fedJune(): Instance {
  const event: Json =
    (read('books/fed-june-2026/gamma-event.json') as Json[] | Json) instanceof Array
      ? (list(read('books/fed-june-2026/gamma-event.json'))[0] ?? {})
      : (read('books/fed-june-2026/gamma-event.json') as Json);
  const byToken = new Map(
    list(read('books/fed-june-2026/clob-books.json')).map((book) => [String(book['asset_id']), book]),
  );
  const books: Record<string, InstanceBook> = {};
  for (const market of list(event['markets'])) {
    const tokens: readonly string[] = JSON.parse(String(market['clobTokenIds']));
    const side = (token: string | undefined) => {
      const book = byToken.get(token ?? '') ?? {};
      return {
        asks: levels(book['asks'], 1),
        bids: levels(book['bids'], -1),
        hash: String(book['hash']),
        verifiedAtMs: Number(book['timestamp']),
      };
    };
    books[String(market['groupItemTitle'])] = { yes: side(tokens[0]), no: side(tokens[1]), mirrored: true };
  }
  const keys = Object.keys(books);
  return instance(keys, books, { type: 'exactly-one', of: keys }, 50_000);
}

/** Cost of one share at a price with the 5 % schedule, dollars. */
const withFee = (price: number): number => price + 0.05 * price * (1 - price);

describe('recorded events', () => {
  it.skipIf(!hasData)(
    'real data: fed-june-2026 has no basket, with and without fees, exact (needs ../shared/data)',
    () => {
      const fed = fedJune();
      for (const exact of [false, true]) {
        for (const ratePpm of [50_000, 0]) {
          const answer = solveInstance(
            {
              ...fed,
              conditions: fed.conditions.map((condition) => ({ ...condition, fee: { ...condition.fee, ratePpm } })),
            },
            { ...options, exact },
          );
          expect(answer).toMatchObject({ kind: 'solved', walked: null, closed: true });
        }
      }
      expect(nearestViolation(fed)).not.toBeNull();
    },
  );

  it.skipIf(!hasData)(
    'real data: the price at which an edge appears equals hand arithmetic (needs ../shared/data)',
    () => {
      const fed = fedJune();
      const asks = fed.conditions.map(({ key }) => (fed.books[key]?.yes.asks[0]?.priceMicros ?? 0) / 1e6);
      const index = fed.conditions.findIndex(({ key }) => key === 'No change');
      const others = asks.filter((_, position) => position !== index).reduce((sum, price) => sum + withFee(price), 0);
      // By hand: the largest tick p at which p + fee(p) beats a dollar together with the other four YES, or with its
      // own NO at .02.
      const ownNo = withFee((fed.books['No change']?.no.asks[0]?.priceMicros ?? 0) / 1e6);
      let expected = asks[index] ?? 0;
      while (withFee(expected) + Math.min(others, ownNo) >= 1) expected = Math.round((expected - 0.001) * 1000) / 1000;
      expect(expected).toBe(0.977);
      // The ask lowered to that tick is a basket, and one tick above it is none.
      const edgeAt = (given: Instance, price: number): number => {
        const book = given.books['No change'];
        if (!book) throw new Error('the market is there');
        const [best, ...rest] = book.yes.asks;
        if (!best) throw new Error('it has an ask');
        const asks = [{ ...best, priceMicros: priceMicros(Math.round(price * 1e6)) }, ...rest];
        const books = { ...given.books, 'No change': { ...book, yes: { ...book.yes, asks } } };
        const answer = solveInstance({ ...given, books }, { ...options, executable: false });
        return answer.kind === 'solved' ? (answer.walked?.edgeMicros ?? 0) : Number.NaN;
      };
      expect(edgeAt(fed, expected)).toBeGreaterThan(0);
      expect(edgeAt(fed, expected + 0.001)).toBe(0);
      // Without NO asks only the five YES are left: .974.
      const yesOnly: Instance = {
        ...fed,
        books: Object.fromEntries(
          Object.entries(fed.books).map(([key, book]) => [key, { ...book, no: { ...book.no, asks: [] } }]),
        ),
      };
      let fiveYes = asks[index] ?? 0;
      while (withFee(fiveYes) + others >= 1) fiveYes = Math.round((fiveYes - 0.001) * 1000) / 1000;
      expect(edgeAt(yesOnly, fiveYes)).toBeGreaterThan(0);
      expect(edgeAt(yesOnly, fiveYes + 0.001)).toBe(0);
    },
  );

  /** Top of book as Gamma shows it, 100 shares a side, no fees: the most generous reading there is. */
  function gammaInstance(markets: readonly Json[], body: (keys: readonly string[]) => RelationBody): Instance | null {
    const books: Record<string, InstanceBook> = {};
    const size = sizeMicros(100_000_000);
    for (const market of markets) {
      const ask = micros(market['bestAsk'] ?? 0);
      const bid = micros(market['bestBid'] ?? 0);
      const level = (price: number): readonly Level[] =>
        price > 0 && price < 1_000_000 ? [{ priceMicros: priceMicros(price), sizeMicros: size }] : [];
      books[String(market['conditionId'])] = {
        yes: { asks: level(ask), bids: [], hash: '', verifiedAtMs: 0 },
        no: { asks: level(1_000_000 - bid), bids: [], hash: '', verifiedAtMs: 0 },
        mirrored: true,
      };
    }
    const keys = Object.keys(books);
    return keys.length < 2 ? null : instance(keys, books, body(keys), 0);
  }

  const isTradable = (market: Json): boolean => market['active'] === true && market['closed'] !== true;

  it.skipIf(!hasData)(
    'real data: augmented, inactive or partial groups give no YES basket (needs ../shared/data)',
    () => {
      let groups = 0;
      for (const file of ['gamma/events-2025-06-11.json', 'gamma/events-2025-06-24.json']) {
        for (const event of list(read(file))) {
          if (event['negRisk'] !== true) continue;
          const markets = list(event['markets']);
          const complete = event['negRiskAugmented'] !== true && markets.every(isTradable);
          if (complete) continue;
          const open = gammaInstance(markets.filter(isTradable), (of) => ({ type: 'excludes', of }));
          if (!open) continue;
          groups += 1;
          const answer = solveInstance(open, options);
          const yes = answer.kind === 'solved' ? (answer.walked?.legs.filter((leg) => leg.token === 'yes') ?? []) : [];
          expect([String(event['slug']), yes.length]).toEqual([String(event['slug']), 0]);
        }
      }
      expect(groups).toBeGreaterThan(3);
    },
  );

  it.skipIf(!hasData)(
    'real data: fed-chair gives nothing on its active markets, its placeholders would (needs ../shared/data)',
    () => {
      const [event] = list(read('gamma/fed-chair-event_39markets_zeromill33.json'));
      const markets = list(event?.['markets']);
      expect([markets.length, event?.['negRiskAugmented'], markets.filter(isTradable).length]).toEqual([39, true, 25]);
      const exclusive = (of: readonly string[]): RelationBody => ({ type: 'excludes', of });
      const open = gammaInstance(markets.filter(isTradable), exclusive);
      const naive = gammaInstance(markets, exclusive);
      if (!open || !naive) throw new Error('the event is in the file');
      expect(solveInstance(open, { ...options, exact: true })).toMatchObject({
        kind: 'solved',
        walked: null,
        executable: null,
        upperMicros: 0,
      });
      // The test is about something: bids of all 39 add up to 1.012, and counting the placeholders in looks like an
      // edge.
      const alarmed = solveInstance(naive, options);
      expect(alarmed.kind === 'solved' && alarmed.walked !== null).toBe(true);
    },
  );

  it.skipIf(!hasData)(
    'real data: markets-2026-02-07: no partial group and no single market gives (needs ../shared/data)',
    () => {
      const markets = list(read('gamma/markets-2026-02-07.json')).filter(isTradable);
      const groups = new Map<string, Json[]>();
      for (const market of markets) {
        const group = String(market['negRiskMarketID'] ?? '');
        if (group !== '') groups.set(group, [...(groups.get(group) ?? []), market]);
      }
      let asked = 0;
      let tempting = 0;
      for (const [group, members] of groups) {
        const open = gammaInstance(members, (of) => ({ type: 'excludes', of }));
        if (!open) continue;
        asked += 1;
        const answer = solveInstance(open, options);
        const yes =
          answer.kind === 'solved' ? (answer.walked?.legs.filter((leg) => leg.token === 'yes') ?? []) : [answer.kind];
        expect([group, yes.length]).toEqual([group, 0]);
        const whole = solveInstance(
          { ...open, relations: [relation({ type: 'exactly-one', of: open.conditions.map(({ key }) => key) }, 0)] },
          options,
        );
        if (whole.kind === 'solved' && whole.walked?.legs.every((leg) => leg.token === 'yes')) tempting += 1;
      }
      expect(asked).toBeGreaterThan(20);
      // Taken for complete, some of these lists would have been bought.
      expect(tempting).toBeGreaterThan(0);
      for (const market of markets) {
        const single = gammaInstance(
          [market, { ...market, conditionId: `${String(market['conditionId'])}-twin` }],
          (of) => ({ type: 'equivalent', of }),
        );
        const answer = single ? solveInstance(single, options) : null;
        expect([market['slug'], answer?.kind === 'solved' ? answer.walked : answer?.kind]).toEqual([
          market['slug'],
          null,
        ]);
      }
    },
  );

  it.skipIf(!hasData)(
    'real data: how-many-fed-rate-cuts-in-2025 (9 of 9, asks 0.997) is found before fees (needs ../shared/data)',
    () => {
      const event = list(read('gamma/events-2025-06-11.json')).find(
        ({ slug }) => slug === 'how-many-fed-rate-cuts-in-2025',
      );
      const open = gammaInstance(list(event?.['markets']), (of) => ({ type: 'exactly-one', of }));
      if (!open) throw new Error('the event is in the file');
      const answer = solveInstance(open, options);
      expect(answer.kind === 'solved' ? answer.walked?.edgeMicros : null).toBe(300_000);
    },
  );
});
