/**
 * When time begins, and labels and names: ladders that look plain and are broken by what stands around them.
 */
import { describe, expect, it } from 'vitest';
import { createLexicalIndex } from '../../../lib/language/look-alikes';
import { createRuleAdvisors } from '../../../lib/advisors/rules';
import type { VenueEvent } from '../../../lib/domain/condition';
import { createSweep } from '../../../lib/services/relations/sweep';
import { createTestClock } from '../../kit/clock';
import { type ConditionFields } from '../../kit/advisor-events';
import { eventOf, provenBeyondStructure, say } from '../../kit/rule-texts';

describe('when time begins', () => {
  const between = (from: string, to: string): string =>
    `the treaty is signed between January 5, 2026, ${from}, and ${to}, 2026, 11:59 PM ET`;
  const signed = (day: string, from: string): ConditionFields =>
    say(`Will the treaty be signed by ${day}, 2026?`, between(from, day));
  it('the time of the first day counts', () => {
    expect(
      provenBeyondStructure([eventOf([signed('January 31', '12:00 PM ET'), signed('June 30', '12:00 PM ET')])]),
    ).toHaveLength(1);
    for (const later of ['6:00 PM ET', '12:00 PM PT'])
      expect(provenBeyondStructure([eventOf([signed('January 31', '12:00 PM ET'), signed('June 30', later)])])).toEqual(
        [],
      );
  });

  it('an instant is no day', () => {
    const strike = 'Will Israel strike Iran by June 30, 2026?';
    expect(
      provenBeyondStructure([
        eventOf([say(strike, 'Israel strikes Iran by 2026-06-30T12:00Z')], strike),
        eventOf([say(strike, 'Israel strikes Iran by 2026-06-30T23:59Z')], strike),
      ]),
    ).toEqual([]);
  });

  it('two markets made within the hour are not made together', () => {
    const strike = (day: string, createdAt: string): ConditionFields =>
      say(`Will Israel strike Iran by ${day}, 2026?`, `Israel strikes Iran by ${day}, 2026`, { createdAt });
    expect(
      provenBeyondStructure([
        eventOf([strike('January 31', '2026-01-01T12:00:00Z'), strike('June 30', '2026-01-01T12:00:30Z')]),
      ]),
    ).toHaveLength(1);
    expect(
      provenBeyondStructure([
        eventOf([strike('January 31', '2026-01-01T12:00:00Z'), strike('June 30', '2026-01-01T12:50:00Z')]),
      ]),
    ).toEqual([]);
  });

  it('an open market shows that nothing was signed, not that nothing was bought', () => {
    const rungs = (asked: string, ruled: string): readonly VenueEvent[] => [
      eventOf([
        say(asked.replace('#', 'June 30'), ruled.replace('#', 'June 30'), { createdAt: '2026-01-01T00:00:00Z' }),
        say(asked.replace('#', 'July 31'), ruled.replace('#', 'July 31'), { createdAt: '2026-02-01T00:00:00Z' }),
      ]),
    ];
    const buys = rungs('Will Tesla buy Bitcoin by #, 2026?', 'Tesla buys Bitcoin by #, 2026');
    expect(provenBeyondStructure(buys, '2026-02-12')).toEqual([]);
    expect(
      provenBeyondStructure(
        rungs('Will Tesla release Optimus by #, 2026?', 'Tesla releases Optimus by #, 2026'),
        '2026-02-12',
      ),
    ).toHaveLength(1);
  });
});

describe('labels and names', () => {
  it.each<readonly [string, readonly VenueEvent[]]>([
    [
      'a company in the label',
      ['Kraken', 'Stripe'].map((label) =>
        eventOf(
          [say('Will the company complete an IPO in 2026?', 'the listed company completes an IPO in 2026', { label })],
          'IPOs in 2026?',
        ),
      ),
    ],
    [
      'a state in the label',
      ['Ohio', 'Texas'].map((label) =>
        eventOf(
          [
            say(
              'Will the Democratic candidate win the election in 2026?',
              'the Democratic candidate wins the election in 2026',
              { label },
            ),
          ],
          'Elections?',
        ),
      ),
    ],
    [
      'a denial of another',
      [
        eventOf([
          say('Will the company complete an IPO by June 30, 2026?', 'the company completes an IPO by June 30, 2026', {
            label: 'Tesla',
          }),
          say(
            'Will the company not complete an IPO by June 30, 2026?',
            'the company does not complete an IPO by June 30, 2026',
            { label: 'Nvidia' },
          ),
        ]),
      ],
    ],
    [
      'he',
      [1, 2].map(() =>
        eventOf([say('Will he resign by June 30, 2026?', 'he resigns by June 30, 2026')], 'Resignation?'),
      ),
    ],
    [
      'the bill',
      [1, 2].map(() =>
        eventOf(
          [say('Will the bill be signed by June 30, 2026?', 'the bill is signed by June 30, 2026')],
          'Bill signed?',
        ),
      ),
    ],
    [
      'ranges of days',
      [
        eventOf([
          say('Will the treaty be signed by March 31, 2026?', 'the treaty is signed by March 31, 2026', {
            label: 'January 1',
          }),
          say('Will the treaty be signed by June 30, 2026?', 'the treaty is signed by June 30, 2026', {
            label: 'April 1',
          }),
        ]),
      ],
    ],
    [
      'ranges of amounts',
      [
        eventOf([
          say('Will Tesla deliver more than 400,000 units in 2026?', 'Tesla delivers more than 400,000 units in 2026', {
            label: '400,000-450,000',
          }),
          say('Will Tesla deliver more than 450,000 units in 2026?', 'Tesla delivers more than 450,000 units in 2026', {
            label: '450,000-500,000',
          }),
        ]),
      ],
    ],
    [
      'ages',
      [
        eventOf(
          ['16', '18'].map((age) =>
            say(
              `Will under ${age} users be banned in Australia in 2026?`,
              `under ${age} users are banned in Australia in 2026`,
            ),
          ),
        ),
      ],
    ],
  ])('%s', (_name, events) => {
    expect(provenBeyondStructure(events)).toEqual([]);
  });
});

it('a second copy that arrives later takes the proof from the first as well', async () => {
  const rung = (day: string, end: string): ConditionFields =>
    say(`Kraken IPO by ${day}, 2026?`, `Kraken completes an IPO by ${day}, 2026`, { endDate: end });
  const [march, june] = [rung('March 31', '2026-03-31T00:00:00Z'), rung('June 30', '2026-06-30T00:00:00Z')];
  const first = eventOf([march, june], 'Kraken IPO by?');
  const copy = eventOf([june], 'Kraken IPO by?');
  const statuses = async (
    arrive: (set: (events: readonly VenueEvent[]) => Promise<void>) => Promise<void>,
  ): Promise<readonly string[]> => {
    const clock = createTestClock(0);
    const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const sweep = createSweep({
      advisors: createRuleAdvisors(),
      questions: createLexicalIndex([]),
      log: silent,
      onNews: () => undefined,
      clock,
    });
    await arrive(async (events) => {
      sweep.setEvents(events);
      await clock.advance(10_000);
    });
    const inside = new Set<string>(first.conditions.map(({ id }) => id));
    const found = sweep
      .relations()
      .filter(({ body }) => body.type === 'implies' && inside.has(body.if) && inside.has(body.then))
      .map(({ status }) => status);
    sweep.close();
    return found;
  };
  expect(await statuses((set) => set([first]))).toEqual(['proven']);
  expect(await statuses((set) => set([first, copy]))).toEqual(['proposed']);
  expect(
    await statuses(async (set) => {
      await set([first]);
      await set([first, copy]);
    }),
  ).toEqual(['proposed']);
});
