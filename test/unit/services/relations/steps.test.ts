/** Advisors that rest between their steps, and the sweep that lets others have their turn meanwhile. */
import { describe, expect, it } from 'vitest';
import { createLexicalIndex } from '../../../../lib/language/look-alikes';
import { eventsOfQuestions, type Question } from '../../../../scripts/formats/questions';
import { createRuleAdvisors } from '../../../../lib/advisors/rules';
import { timeMs } from '../../../../lib/domain/units';
import type { Advisor } from '../../../../lib/ports/advisor';
import type { Log } from '../../../../lib/ports/log';
import { createSweep } from '../../../../lib/services/relations/sweep';
import { makeCondition, makeEvent } from '../../../kit/advisor-events';
import { createTestClock } from '../../../kit/clock';

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const REST = ' Otherwise, this market will resolve to "No".';
const price = (compared: string): Question => ({
  id: compared,
  title: `Will the price of Bitcoin be ${compared} on June 30?`,
  event: 'Bitcoin on June 30',
  endDate: '2026-06-30T16:00:00Z',
  description:
    'This market will resolve to "Yes" if the Binance 1 minute candle for BTC/USDT 12:00 in the ET timezone (noon) ' +
    `on June 30, 2026 has a final "Close" price ${compared.replace('above', 'higher than')}.${REST}`,
});
const launch = (title: string, ruled: string): Question => ({
  id: title,
  title,
  event: 'Kraken',
  createdAt: '2026-01-01T00:00:00Z',
  endDate: '2026-12-31T12:00:00Z',
  description: `This market will resolve to "Yes" if Kraken ${ruled}.${REST}`,
});
const QUESTIONS: readonly Question[] = [
  ...['above $100,000', 'above $110,000', 'above $120,000', 'between $100,000 and $110,000'].map(price),
  ...['March 31', 'June 30', 'December 31'].map((day) =>
    launch(`Will Kraken launch a token by ${day}, 2026?`, `launches a token by ${day}, 2026, 11:59 PM ET`),
  ),
  launch('Will Kraken not launch a token by June 30, 2026?', 'does not launch a token by June 30, 2026, 11:59 PM ET'),
  // The same title under other rules.
  launch('Will Kraken launch a token by September 30, 2026?', 'is said to launch a token until September 30, 2026'),
];

describe('the rule advisors in steps', () => {
  it.each(createRuleAdvisors().filter(({ name }) => name !== 'structure'))(
    '$name says the same, and rests after each text at the least',
    (advisor) => {
      const steps = advisor.proposeInSteps?.(eventsOfQuestions(QUESTIONS).events);
      let rests = 0;
      let step = steps?.next();
      for (; step?.done === false; step = steps?.next()) rests += 1;
      const whole = advisor.propose(eventsOfQuestions(QUESTIONS).events);
      expect(whole.length).toBeGreaterThan(0);
      expect(step?.value).toEqual(whole);
      expect(rests).toBeGreaterThanOrEqual(QUESTIONS.length);
    },
  );
});

describe('the sweep', () => {
  const rung = (name: string) => makeCondition({ question: `Will ${name} happen?` });

  it('goes on with a long advisor only after others had their turn', async () => {
    const clock = createTestClock(0);
    const turns: number[] = [];
    let turn = 0;
    let busyMs = 0;
    const slow: Advisor = {
      name: 'numeric',
      propose: () => {
        throw new Error('in steps only');
      },
      *proposeInSteps() {
        for (let step = 0; step < 12; step += 1) {
          busyMs += 4;
          turns.push(turn);
          yield;
        }
        return [];
      },
    };
    const sweep = createSweep({
      advisors: [slow],
      questions: createLexicalIndex([]),
      log: silent,
      onNews: () => undefined,
      clock: {
        nowMs: () => timeMs(clock.nowMs() + busyMs),
        after: (delayMs, callback, signal) =>
          clock.after(
            delayMs,
            () => {
              turn += 1;
              callback();
            },
            signal,
          ),
      },
    });
    sweep.setEvents([makeEvent([rung('A')])]);
    await clock.advance(1_000);
    const inOneTurn = Math.max(...[...new Set(turns)].map((each) => turns.filter((other) => other === each).length));
    expect(turns).toHaveLength(12);
    expect(inOneTurn).toBeLessThanOrEqual(3);
    expect(sweep.covered().size).toBe(1);
    sweep.close();
  });

  it('leaves out an advisor that fails between its steps, and says so', async () => {
    const clock = createTestClock(0);
    const errors: string[] = [];
    const failing: Advisor = {
      name: 'numeric',
      propose: () => [],
      *proposeInSteps() {
        yield;
        throw new Error('half way');
      },
    };
    const sweep = createSweep({
      advisors: [failing],
      questions: createLexicalIndex([]),
      log: { ...silent, error: (event) => errors.push(event) },
      onNews: () => undefined,
      clock,
    });
    sweep.setEvents([makeEvent([rung('A'), rung('B')])]);
    await clock.advance(1_000);
    expect(errors).toEqual(['advisor-threw']);
    expect(sweep.covered().size).toBe(2);
    sweep.close();
  });
});
