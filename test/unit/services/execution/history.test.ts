/** What was agreed beside what came of it, in rows, sums, words and a file for a spreadsheet. */
import { describe, expect, it } from 'vitest';
import type { Execution } from '../../../../lib/domain/execution';
import { moneyMicros, sizeMicros, timeMs } from '../../../../lib/domain/units';
import { buildHistory } from '../../../../lib/services/execution/history';
import * as en from '../../../../lib/words/en';
import { executionOf, legOf, LEG_SIZE } from '../../../kit/executions';

const MIDNIGHT = 1_000_000;
const bought = { filledSizeMicros: LEG_SIZE, paidMicros: moneyMicros(7_800_000), feeMicros: moneyMicros(20_000) };
const legs = [legOf(0, { ...bought, state: 'confirmed', settled: true })];

function one(over: Partial<Execution> = {}): Execution {
  return executionOf({
    state: 'settled',
    mode: 'live',
    legs,
    floorMicros: moneyMicros(8_000_000),
    maxCostMicros: moneyMicros(7_950_000),
    createdAtMs: timeMs(MIDNIGHT + 1),
    ...over,
  });
}

const view = (acceptedTies = 0) => ({
  acceptedTiesOf: () => acceptedTies,
  midnightMs: MIDNIGHT,
});

describe('history', () => {
  it('puts the least that was agreed beside the least that came of it', () => {
    const [row] = buildHistory([one()], view()).rows;
    expect(row).toMatchObject({
      agreedMicros: 50_000,
      gotMicros: 180_000,
      feesMicros: 20_000,
      underLimitMicros: 100_000,
      full: 1,
    });
    if (!row) throw new Error('no row');
    expect(en.history.sentence(row)).toBe(
      'At least +$0.18, $0.13 more than agreed. Paid $7.82, of it $0.02 fees. The prices were $0.10 under your limits.',
    );
  });

  it('gives no result to what is matched, partial or not known, and counts it in no sum', () => {
    const states = ['matched', 'partial', 'unknown'] as const;
    const { rows, today } = buildHistory(
      states.map((state) => one({ state })),
      view(),
    );
    expect(rows.map(({ gotMicros }) => gotMicros)).toEqual([null, null, null]);
    expect(today.live).toMatchObject({ sets: 0, resultMicros: 0, open: 3 });
    expect(en.history.today(today)).toBe('Today: paper $0.00 · live $0.00, 3 without a result');
    for (const row of rows) expect(en.history.sentence(row)).toContain('No result yet');
  });

  it('tells what came of a set that was sold back or completed, fees of both included', () => {
    const legs = [
      legOf(0, { ...bought, state: 'confirmed', settled: true }),
      legOf(1, { state: 'unfilled', settled: true }),
    ];
    const root = one({ id: 'root', state: 'partial', legs });
    const mend = (over: Partial<Execution>) =>
      one({ id: 'mend', of: 'root', createdAtMs: timeMs(MIDNIGHT + 2), ...over });
    const sold = legOf(0, {
      ...bought,
      side: 'sell',
      paidMicros: moneyMicros(7_500_000),
      state: 'confirmed',
      settled: true,
    });
    const back = mend({ purpose: 'sell-back', legs: [sold], floorMicros: moneyMicros(0) });
    const after = buildHistory([back, root], view());
    // 7.80 and 0.02 went out, 7.50 less 0.02 came back.
    expect(after.rows).toMatchObject([{ id: 'root', gotMicros: -340_000, paidMicros: 340_000, feesMicros: 40_000 }]);
    expect(after.today.live).toMatchObject({ sets: 1, resultMicros: -340_000, open: 0 });
    expect(after.rows.map((row) => en.history.sentence(row))).toEqual([
      'At least \u2212$0.34. Paid $0.34, of it $0.04 fees. The prices were $0.10 under your limits.',
    ]);
    const rest = legOf(1, { ...bought, paidMicros: moneyMicros(1_000_000), state: 'confirmed', settled: true });
    const whole = mend({ purpose: 'finish', legs: [rest], floorMicros: moneyMicros(10_000_000) });
    expect(buildHistory([whole, root], view()).rows).toMatchObject([{ gotMicros: 1_160_000 }]);
    const open = buildHistory([{ ...whole, state: 'matched' }, root], view());
    expect(open.rows).toMatchObject([{ gotMicros: null }]);
    expect(open.today.live).toMatchObject({ sets: 0, open: 1 });
  });

  it('keeps paper and real money apart, and says where a result rests on the word of the user', () => {
    const { today } = buildHistory([one(), one({ mode: 'paper' }), one({ createdAtMs: timeMs(1) })], view(2));
    expect([today.live.sets, today.paper.sets]).toEqual([1, 1]);
    expect(en.history.today(today)).toBe(
      'Today: paper at least +$0.18, partly on your word · live at least +$0.18, partly on your word, ' +
        'if no market is voided',
    );
    const [row] = buildHistory([one()], view(2)).rows;
    expect(row && en.history.sentence(row)).toContain('if 2 ties that you accepted hold');
  });

  it('leaves the trial order out, and a set of which nothing was sent says that nothing was bought', () => {
    const nothing = one({
      state: 'refused',
      legs: [legOf(0, { filledSizeMicros: sizeMicros(0) })],
    });
    const facts = view();
    const { rows } = buildHistory([one({ purpose: 'trial' }), nothing], facts);
    expect(rows.map((row) => en.history.sentence(row))).toEqual(['Agreed at least +$0.05. Nothing was bought.']);
  });

  it.each([
    '=HYPERLINK("http://evil.example")',
    '+1',
    '-1+2',
    '@SUM(A1)',
    '\t=1',
    '  =1',
    '\u200b=1',
    '＝1',
    'a",=1,"b',
    'line\r\n=1',
  ])('writes %j as text that no spreadsheet calculates', (eventTitle) => {
    const csv = en.history.csv(buildHistory([one({ eventTitle })], view()).rows);
    const [, line = ''] = csv.split('\r\n');
    const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/gu)].map(([, a, b]) =>
      (a ?? b ?? '').replaceAll('""', '"'),
    );
    expect(csv.split('\r\n')).toHaveLength(3);
    expect(cells).toHaveLength(12);
    expect(cells[2]).not.toMatch(/^[\s\u200b]*[=+\-@＝]/u);
    // Numbers of ours stay numbers, also below zero.
    expect(cells[6]).toBe('0.05');
  });
});
