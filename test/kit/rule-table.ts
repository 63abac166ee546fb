/**
 * Every rule of the rule advisors as rows: what it must find, the same turned around, and what only looks like it.
 */
import { describe, expect, it } from 'vitest';
import { proposeByRules } from '../../lib/advisors/rules';
import type { VenueEvent } from '../../lib/domain/condition';
import { conditionKeysOf } from '../../lib/domain/relation';
import { makeEvent, type ConditionFields } from './advisor-events';
import { placesOf, shownRelations as shown } from './shown-relations';
import { OTHERWISE, datedCondition, inOneEvent } from './rule-texts';
import { evidenceText, reasonText } from '../../lib/words/reasons';

const KINDS = ['positive', 'inverted', 'look-alike'] as const;
export interface Row {
  readonly rule: string;
  readonly kind: (typeof KINDS)[number];
  readonly texts: string;
  readonly events: readonly VenueEvent[];
  /** "proven 0->1": numbers are places in the list of all conditions. */
  readonly expected: readonly string[];
}

export const say = (question: string, rules: string, more: Partial<ConditionFields> = {}): ConditionFields => ({
  question,
  description: `This market will resolve to "Yes" if ${rules}. ${OTHERWISE}`,
  ...more,
});

export const apart = (...fields: readonly ConditionFields[]): readonly VenueEvent[] =>
  fields.map((each) => makeEvent([datedCondition(each)], { title: each.question }));

/** One text with a slot in title and rules. */
export const slots = (question: string, rules: string, ...values: readonly string[]): readonly VenueEvent[] =>
  inOneEvent(...values.map((value) => say(question.replaceAll('#', value), rules.replaceAll('#', value))));

/** Titles alone, each its own event. */
export const titles = (...questions: readonly string[]): readonly VenueEvent[] =>
  apart(...questions.map((question) => ({ question })));

/** The same markets, read in the other order. */
function reversed(events: readonly VenueEvent[]): readonly VenueEvent[] {
  return [...events].reverse().map((event) => ({ ...event, conditions: [...event.conditions].reverse() }));
}

export const noon = (asked: string, ruled: string, day = 'July 5', asset = 'Bitcoin'): ConditionFields =>
  say(
    `Will the price of ${asset} be ${asked} on ${day}?`,
    `the Binance 1 minute candle for ${asset === 'Bitcoin' ? 'BTC' : 'ETH'}/USDT 12:00 in the ET timezone (noon) ` +
      `on ${day}, 2026 has a final "Close" price ${ruled}`,
    { endDate: '2026-07-05T16:00:00Z', label: asked },
  );

export const atLeast = (amount: string, day?: string, asset?: string): ConditionFields =>
  noon(`at least ${amount}`, `of ${amount} or higher`, day, asset);
export const above = (amount: string, day?: string, asset?: string): ConditionFields =>
  noon(`above ${amount}`, `higher than ${amount}`, day, asset);
export const below = (amount: string, day?: string, asset?: string): ConditionFields =>
  noon(`below ${amount}`, `lower than ${amount}`, day, asset);
export const launches = (asked: string): ConditionFields =>
  say(`Will SpaceX have ${asked} launches in 2026?`, `SpaceX has ${asked} launches in 2026`);
export const treaty = (who: string, denied: boolean, day = 'July 1'): ConditionFields =>
  denied
    ? say(`Will ${who} not sign the treaty before ${day}, 2026?`, `${who} does not sign the treaty before ${day}, 2026`)
    : say(`Will ${who} sign the treaty before ${day}, 2026?`, `${who} signs the treaty before ${day}, 2026`);

type Case = readonly [texts: string, events: readonly VenueEvent[], ...expected: readonly string[]];

export function ruleRows(name: string, cases: Readonly<Record<Row['kind'], Case>>): readonly Row[] {
  return KINDS.map((kind) => {
    const [texts, events, ...expected] = cases[kind];
    return { rule: name, kind, texts, events, expected };
  });
}

/** The rows as tests: what is found, in either order of the markets, and with which evidence. */
export function testRules(rows: readonly Row[]): void {
  const named = rows.map((row) => [`${row.rule}, ${row.kind} (${row.texts})`, row] as const);
  const rules = [...new Set(rows.map((row) => row.rule))].map(
    (name) => [name, rows.filter((row) => row.rule === name)] as const,
  );

  describe('every rule', () => {
    it.each(rules)(
      '%s: what is turned around or only looks alike never gives what the rule itself gives',
      (_name, own) => {
        const [positive = ''] = own.find((row) => row.kind === 'positive')?.expected ?? [];
        expect(positive).not.toBe('');
        for (const { kind, events } of own) expect(shown(events).includes(positive)).toBe(kind === 'positive');
      },
    );

    it.each(named)('%s', (_name, { events, expected }) => {
      expect(shown(events)).toEqual([...expected].sort());
    });

    it.each(named)('says the same when the markets are read in the other order: %s', (_name, { events, expected }) => {
      expect(shown(reversed(events), placesOf(events))).toEqual([...expected].sort());
    });
  });

  describe('evidence', () => {
    it.each(named.filter(([, { kind }]) => kind === 'positive'))(
      'holds both texts and how they were read: %s',
      (_name, { events }) => {
        for (const relation of proposeByRules(events).filter(({ source }) => source === 'rule')) {
          const of = conditionKeysOf(relation.body);
          for (const start of ['parse: ', 'texts '])
            for (const key of of)
              expect(
                relation.evidence.filter((line) => evidenceText(line).startsWith(`${start}${key} `)).length,
                `${start}${key}`,
              ).toBeGreaterThan(0);
          expect(relation.evidence[0]).toMatch(/^rule: /);
          expect(reasonText(relation.why)).toMatch(/\.$/);
        }
      },
    );
  });
}
