/**
 * Ladders of amounts, what is stored of a proof, and the ladders of recorded events.
 */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createNumericAdvisor } from '../../../lib/advisors/numeric/numeric';
import { fingerprintsIn, hashTexts } from '../../../lib/relations/text-fingerprint';
import type { VenueEvent } from '../../../lib/domain/condition';
import type { Relation } from '../../../lib/domain/relation';
import { parseEvent } from '../../../lib/venues/polymarket/gamma/parse-gamma';
import { type ConditionFields } from '../../kit/advisor-events';
import { closeAbove, madeTogether, stepsOf } from '../../kit/numeric-steps';
import { reasonText } from '../../../lib/words/reasons';

const advisor = createNumericAdvisor();
const high = (amount: string): ConditionFields => ({
  question: `Will Bitcoin hit ${amount} by December 31, 2026?`,
  label: amount,
  description:
    'This market will immediately resolve to "Yes" if any Binance 1 minute candle for Bitcoin (BTCUSDT) between ' +
    `January 1, 2026 and December 31, 2026, 23:59 in the ET timezone has a final "High" price of ${amount} or ` +
    'higher. Otherwise, this market will resolve to "No."\n\nPrices from other exchanges will not be considered.',
});

const low = (amount: string): ConditionFields => ({
  question: `Will Bitcoin dip to ${amount} by December 31, 2026?`,
  label: amount,
  description:
    'This market will immediately resolve to "Yes" if any Binance 1 minute candle for Bitcoin (BTCUSDT) between ' +
    `January 1, 2026 and December 31, 2026, 23:59 in the ET timezone has a final "Low" price of ${amount} or ` +
    'lower. Otherwise, this market will resolve to "No."',
});

const dataDir = process.env['FACET_DATA'] ?? '../shared/data';
const hasData = existsSync(`${dataDir}/gamma`);

describe('thresholds', () => {
  it('higher implies lower when touched from below, lower implies higher when touched from above', () => {
    expect(stepsOf(madeTogether(high('$100,000'), high('$120,000'), high('$110,000'))).proven).toEqual([
      '1->2',
      '2->0',
    ]);
    expect(stepsOf(madeTogether(low('$70,000'), low('$60,000'), low('$50,000'))).proven).toEqual(['1->0', '2->1']);
  });

  /** Their rules name a coin by its pair alone, so the title's word is known or it is nothing. */
  const noon =
    (coin: string, pair: string) =>
    (amount: string): ConditionFields => ({
      question: `Will the price of ${coin} be above ${amount} on March 5?`,
      label: amount,
      description:
        `This market will resolve to "Yes" if the Binance 1 minute candle for ${pair} that begins at 12:00 in the ET ` +
        `timezone (noon) on March 5 has a final "Close" price higher than ${amount}. Otherwise, this market will ` +
        `resolve to "No".\n\nThe resolution source is Binance, specifically the ${pair} "Close" prices at 1m ` +
        'resolution. Prices from other exchanges or trading pairs do not count.',
    });

  it.each([
    ['Bitcoin', 'BTC/USDT'],
    ['Solana', 'SOL/USDT'],
    ['XRP', 'XRP/USDT'],
    ['Dogecoin', 'DOGE/USDT'],
    ['BNB', 'BNB/USDT'],
    ['Cardano', 'ADA/USDT'],
    ['Litecoin', 'LTC/USDT'],
  ])('of %s, which the rules name by its pair alone, nest', (coin, pair) => {
    const of = noon(coin, pair);
    expect(stepsOf(madeTogether(of('$1.10'), of('$1.30'), of('$1.20'))).proven).toEqual(['1->2', '2->0']);
  });

  it('of two coins never nest, nor of a coin whose pair is another', () => {
    expect(stepsOf(madeTogether(noon('XRP', 'XRP/USDT')('$1'), noon('BNB', 'BNB/USDT')('$2'))).proven).toEqual([]);
    expect(stepsOf(madeTogether(noon('XRP', 'XRP/USDT')('$1'), noon('XRP', 'BNB/USDT')('$2'))).proven).toEqual([]);
  });

  it('up and down never mix', () => {
    expect(stepsOf(madeTogether(high('$100,000'), low('$70,000'))).proven).toEqual([]);
  });

  it('a close at one moment nests like a touch, but never with a touch', () => {
    expect(stepsOf(madeTogether(closeAbove('$100,000'), closeAbove('$110,000'))).proven).toEqual(['1->0']);
    const mixed = madeTogether(closeAbove('$100,000'), {
      ...closeAbove('$110,000'),
      description: (closeAbove('$110,000').description ?? '')
        .replace('1 day candle', '1 minute candle')
        .replace('"Close"', '"High"'),
    });
    expect(stepsOf(mixed)).toEqual({ proven: [], proposed: ['1->0'] });
  });

  it.each<readonly [string, string, string]>([
    ['110k', '$100,000', '1->0'],
    ['$1.1m', '$1,000,000', '1->0'],
    ['$1bn', '$900 million', '0->1'],
  ])('reads %s against %s', (a, b, step) => {
    const cap = (amount: string): ConditionFields => ({
      question: `Market cap above ${amount}?`,
      description: `Yes if the market cap is above ${amount} one day after launch.`,
    });
    const [first, second] = a === '110k' ? ['100k', '110k'] : a === '$1bn' ? [a, b] : [b, a];
    expect(stepsOf(madeTogether(cap(first), cap(second))).proven).toEqual([step]);
  });

  it('a grid of thresholds and deadlines nests in both', () => {
    const cell = (amount: string, day: string): ConditionFields => ({
      question: `Will gold reach ${amount} by ${day}, 2026?`,
      description: `Yes if gold trades at ${amount} or higher at any point by ${day}, 2026. Otherwise "No".`,
    });
    const grid = madeTogether(
      cell('$4,000', 'June 30'),
      cell('$4,000', 'July 31'),
      cell('$5,000', 'June 30'),
      cell('$5,000', 'July 31'),
    );
    expect(stepsOf(grid).proven).toEqual(['0->1', '2->0', '2->3', '3->1']);
  });

  it.each<readonly [string, readonly ConditionFields[]]>([
    [
      'ranges',
      ['$100-110k', '$110-120k'].map((range) => ({
        question: `Bitcoin between ${range} on June 30?`,
        description: `Yes if Bitcoin is between ${range} on June 30, 2026.`,
      })),
    ],
    [
      'exact numbers',
      ['3', '4'].map((n) => ({
        question: `Exactly ${n} rate cuts in 2026?`,
        description: `Yes if exactly ${n} rate cuts happen in 2026.`,
      })),
    ],
    [
      'a number without a side',
      ['3', '4'].map((n) => ({
        question: `Will ${n} rate cuts happen in 2026?`,
        description: `Yes if ${n} rate cuts happen in 2026.`,
      })),
    ],
    [
      'a race',
      ['$80k', '$90k'].map((amount) => ({
        question: `Will Bitcoin reach ${amount} first?`,
        description: `Yes if Bitcoin is at ${amount} or higher first.`,
      })),
    ],
    [
      'a negation',
      ['$80k', '$90k'].map((amount) => ({
        question: `Will Bitcoin not reach ${amount} in 2026?`,
        description: `Yes if Bitcoin does not reach ${amount} or higher in 2026.`,
      })),
    ],
    [
      'opposite sides in title and rules',
      ['$80k', '$90k'].map((amount) => ({
        question: `Will Bitcoin be above ${amount} on June 30?`,
        description: `Yes if Bitcoin is below ${amount} on June 30, 2026.`,
      })),
    ],
    [
      'letters among digits',
      ['$1O0k', '$12Ok'].map((amount) => ({
        question: `Will Bitcoin be above ${amount} in 2026?`,
        description: `Yes if Bitcoin is above ${amount} in 2026.`,
      })),
    ],
    [
      'digits of another script',
      ['\u0661\u0660\u0660', '\u0661\u0662\u0660'].map((amount) => ({
        question: `Will X be above ${amount} and above 5?`,
        description: `Yes if X is above ${amount}.`,
      })),
    ],
    [
      'another unit',
      [
        { question: 'Tariff above 10%?', description: 'Yes if above 10%.' },
        { question: 'Tariff above $20?', description: 'Yes if above $20.' },
      ],
    ],
    [
      'a neg-risk group',
      [high('$100,000'), high('$110,000')].map((fields) => ({ ...fields, negRisk: true, negRiskMarketId: '0xab' })),
    ],
  ])('proves nothing for %s', (_name, fields) => {
    expect(stepsOf(madeTogether(...fields)).proven).toEqual([]);
  });

  it('needs the label to name the same amount', () => {
    expect(stepsOf(madeTogether(high('$100,000'), { ...high('$120,000'), label: '$130,000' })).proven).toEqual([]);
  });
});

describe('what is stored', () => {
  it('holds the parse and both hashes of the texts, and a sentence', () => {
    const ladder = madeTogether(high('$100,000'), high('$110,000'));
    const [relation] = advisor.propose([ladder]);
    expect(relation).toMatchObject({ source: 'rule', status: 'proven', version: 1 });
    expect(reasonText(relation?.why ?? '')).toBe(
      'If "Will Bitcoin hit $110,000 by December 31, 2026?" is Yes, "Will Bitcoin hit $100,000 by December 31, ' +
        '2026?" must be Yes: same question, same rules, $110,000 is above $100,000.',
    );
    const hashes = fingerprintsIn(relation?.evidence ?? []);
    expect([...hashes.entries()].sort()).toEqual(
      ladder.conditions.map((condition) => [condition.id, hashTexts(condition)] as [string, string]).sort(),
    );
    expect(advisor.propose([ladder])).toEqual([relation]);
  });

  it('a long ladder yields one relation for each step, not one for each pair', () => {
    const rungs = Array.from({ length: 60 }, (_, n) => high(`$${100 + n},000`));
    expect(advisor.propose([madeTogether(...rungs)])).toHaveLength(59);
  });
});

describe.skipIf(!hasData)('recorded Gamma events (needs ../shared/data)', () => {
  /** Events with the creation of their markets, as the venue gives it. */
  const read = (file: string): readonly VenueEvent[] => {
    const raw: unknown = JSON.parse(readFileSync(`${dataDir}/gamma/${file}`, 'utf8'));
    return (Array.isArray(raw) ? raw : [raw]).flatMap(
      (item: { readonly markets?: readonly { readonly conditionId: string; readonly createdAt: string }[] }) => {
        const parsed = parseEvent(item, { missingVersion: 'v1' });
        const created = new Map(item.markets?.map((market) => [market.conditionId, market.createdAt] as const));
        return parsed.ok
          ? [
              {
                ...parsed.value.event,
                conditions: parsed.value.event.conditions.map((condition) => ({
                  ...condition,
                  createdAt: created.get(condition.id) ?? '',
                })),
              },
            ]
          : [];
      },
    );
  };
  const proposals = (file: string, now: string): readonly Relation[] =>
    createNumericAdvisor({ nowMs: () => Date.parse(now) }).propose(read(file));

  it('finds all nested deadlines and thresholds of 2025-06-11', () => {
    const relations = proposals('events-2025-06-11.json', '2025-06-11T00:00:00Z');
    // Nuclear detonation 2 rungs; GPT-5 6 rungs, of which four were added later; Bitcoin 8 up and 5 down; Ethereum 6 up
    // and 5 down.
    expect(relations.filter((relation) => relation.status === 'proven')).toHaveLength(1 + 5 + 11 + 9);
    // One names 31 December as its first day and the other 1 January, and the first was seen open in June.
    expect(relations.filter((relation) => relation.status === 'proposed').map(({ why }) => reasonText(why))).toEqual([
      expect.stringContaining('New pandemic before July?'),
    ]);
  });

  it('proves the nested spans of 2026-01-17; the markets of 2025 have other rules and were made a year before', () => {
    const relations = proposals('events-2026-01-17.json', '2026-01-17T00:00:00Z');
    expect(relations.filter((relation) => relation.status === 'proven')).toHaveLength(3);
    // The rules of the Kraken ladder name a second way to No, which the later market meets with a longer time. A sale
    // may stay unknown for a quarter, so that the open market of June shows nothing of the time before the market of
    // December was made.
    expect(
      relations
        .filter((relation) => relation.status === 'proposed')
        .map((relation) => reasonText(relation.why).replace(/^.*but /, '')),
    ).toEqual(
      expect.arrayContaining([
        expect.stringContaining('is a sentence that no rule may judge beside a ladder'),
        expect.stringContaining('was created later'),
      ]),
    );
  });
});
