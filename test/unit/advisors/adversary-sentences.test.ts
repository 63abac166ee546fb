/**
 * Sentences that a market's author could write beside the one that decides, each of which once left a ladder or a
 * complement proven that it breaks: what is undone later, windows that exclude each other, one winner among amounts,
 * another way to No or Yes, early settlement.
 */
import { describe, expect, it } from 'vitest';
import type { VenueEvent } from '../../../lib/domain/condition';
import { OTHERWISE, eventOf, provenBeyondStructure, say } from '../../kit/rule-texts';

interface Family {
  /** "#" for what moves. */
  readonly asked: string;
  readonly ruled: string;
  readonly slots: readonly [string, string];
}

const DAYS = ['March 31', 'June 30'] as const;
const DEADLINES: readonly Family[] = [
  {
    asked: 'Will the treaty be signed by #, 2026?',
    ruled: 'the treaty is signed by #, 2026, 11:59 PM ET',
    slots: DAYS,
  },
  { asked: 'Kraken IPO by #, 2026?', ruled: 'Kraken completes an IPO by #, 2026, 11:59 PM ET', slots: DAYS },
  {
    asked: 'Macron out by #, 2026?',
    ruled: 'Emmanuel Macron ceases to be President of France between January 2, 2026 and #, 2026, 11:59 PM ET',
    slots: DAYS,
  },
  {
    asked: 'Will GPT-6 be released by #, 2026?',
    ruled: 'GPT-6 is officially released by OpenAI by #, 2026',
    slots: DAYS,
  },
];

const AMOUNTS: readonly Family[] = [
  {
    asked: 'Will Tesla deliver more than # units in 2026?',
    ruled: 'Tesla delivers more than # units in 2026',
    slots: ['500,000', '400,000'],
  },
  {
    asked: 'Will Bitcoin reach # by December 31, 2026?',
    ruled:
      'any Binance 1 minute candle for Bitcoin (BTCUSDT) between January 1, 2026 and December 31, 2026, 23:59 in ' +
      'the ET timezone has a final "High" price of # or higher',
    slots: ['$120,000', '$110,000'],
  },
];

const ladder = ({ asked, ruled, slots }: Family, rest: string): readonly VenueEvent[] => [
  eventOf(slots.map((slot) => say(asked.replace('#', slot), ruled.replace('#', slot), { label: slot }, rest))),
];
const denied = (rest: string): readonly VenueEvent[] => [
  eventOf([
    say('Will France sign the treaty before July 1, 2026?', 'France signs the treaty before July 1, 2026', {}, rest),
    say(
      'Will France not sign the treaty before July 1, 2026?',
      'France does not sign the treaty before July 1, 2026',
      {},
      rest,
    ),
  ]),
];

const placed = (sentence: string): readonly string[] =>
  sentence.startsWith('Otherwise') ? [sentence] : [`${OTHERWISE}\n\n${sentence}`, `${sentence} ${OTHERWISE}`];
const BESIDE_DEADLINES = `
A treaty that is later annulled by a court will not count.
A treaty that is later struck down does not qualify.
An agreement that has been violated by either side will not qualify.
If the treaty is subsequently vetoed, the signing does not count.
If the treaty is voided afterwards, it is treated as never signed.
If he returns to office, he is not considered out.
A resignation that is taken back does not count.
The treaty must not have been broken by a party.
No party may have left the treaty.
Neither party may have walked away from the treaty.
A positive resolution requires that neither party has broken the treaty.
The token must be tradable when this market closes.
The token must be tradable on the final day.
The model must be available on the last day of the window.
The token must be listed on Coinbase when the market closes.
The model must be available to the public upon resolution.
Only announcements made within 30 days of the market's close count.
Only events in the final month of the window count.
Only events that take place in the month named in the title count.
Only releases in the month of the title count.
Only releases in the quarter shown in the title count.
Events that occur within the window of an earlier market resolve that market only.
An event that happens before the date of an earlier market in this group does not count for this one.
Each market in this group covers only the time after the previous date.
This market covers only the time after the previous market's date.
Only the earliest date resolves positively.
Only the earliest bracket by which it happens wins.
Only one of these markets can win, the one with the earliest date.
Only one market in this group may resolve positively.
This group has a single winner: the market whose date is closest to the event.
The market whose date is closest to the event wins.
This market resolves to the bracket in which the event happens.
Otherwise, or if Kraken is acquired by another company, this market will resolve to "No".
Otherwise, or if either party leaves the treaty, this market will resolve to "No".
Otherwise, or if the company announces that it will not go public, this market resolves to "No".
Otherwise, this market will resolve to "No", as it will if the treaty is terminated.
This market resolves negatively if the treaty is terminated.
This market resolves in the negative if Kraken is acquired.
If Kraken is acquired, this market will be settled against the holders of Yes shares.
If Kraken is acquired by a public company, holders of No shares will be paid.
If Kraken is acquired, an IPO can never count.
In case of an acquisition of Kraken, this market closes and pays the No side.
An acquisition of Kraken disqualifies this market.
This market will resolve as soon as the last day has passed, provided that the treaty is still in force.
This market may resolve to "Yes" as soon as the treaty is signed, unless a party has withdrawn.
This market may resolve to "Yes" as soon as the treaty is in effect and remains in effect.
This market will resolve as soon as it is confirmed at the end of the period that the treaty remains in force.
If the market's end is extended, only events of the extension count.
If the official date is moved, this market follows the official date.
If the launch is postponed, this market will be void.
In the event of a postponement, this market will resolve 50-50.
If the IPO is unwound, this market resolves 50-50.
If OpenAI renames the model, this market will resolve 50-50.
If it is unclear whether the treaty was signed, this market resolves in favor of the lower bracket.
If it is unclear on which day the treaty was signed, the earlier market wins.
If it is unclear on which day it happened, this market resolves to the earlier date only.
A signing on a weekend counts for the next market.
An announcement after 5 PM ET counts for the next day.
A signing that is announced more than 7 days before the date above does not count.
To count, the signing must take place within one month of the date above.
The event must take place in the same month as the one in the title.
The signing must take place in the second half of the window.
The signing must take place no earlier than 60 days before the market closes.
Signings before the start of the month do not count.
Signings before the current quarter do not count.
Only signings in the same quarter as the closing date count.
The relevant window is the calendar month of the closing date.
The window of this market is the month that ends on the day above.
"By" means on this very day.
Here "by" means during the week that ends on this day.
The date in the question is the only day that counts.
The day in the question is the only day that counts.
Only what happens on the day itself counts.
The signing has to happen on the day itself.
Only a signing that is the most recent counts.
If there are several signings, only the most recent one counts.
If there is more than one signing, the final one decides.
The final announcement before market close decides.
What counts is the situation on the final day.
What matters is the situation when trading ends.
The status on the final day decides.
This market is decided by the status when trading ends.
The official list published on the final day decides.
Whether this is so will be determined from the website on the final day.
The resolution source will be checked on the final day.
The resolution source will be checked at noon on the final day, and the treaty must be listed there.
The treaty must be listed on the website of the UN when the market is resolved.
The treaty must appear on the UN website at resolution.
He must be out of office when the market is resolved.
The ban must apply on the final day.
If he is reinstated, the market resolves to the other side.
A reinstatement undoes the event.
An interim arrangement that lapses is disregarded.
Should the treaty lapse, it is disregarded.
A treaty that lapses is disregarded.
The IPO must not be followed by a delisting.
The launch must not be followed by a shutdown.
The event must be unaffected by later court rulings.
The event must stand up to any court challenge.
A launch that is rolled back does not count.
A launch that is paused does not count.
A recalled product does not count.
The signatory must be in office on the final day.
Donald Trump must be President on the final day.
This only applies if Donald Trump is President.
This market only applies while Donald Trump is President.
This market is conditional on Donald Trump being President at market close.
This market assumes that the ceasefire holds.
This market requires the ceasefire to hold.
The ceasefire must hold.
The treaty must hold for the rest of the window.
The company must be independent for the whole window.
The company must be independent for the rest of the year.
It must be the only release of the year.
It must be the first release of the quarter.
There must be no other release in the window.
There must be exactly one release in the window.
Exactly one treaty must be signed.
The number of releases in the window must be odd.
There may be at most one release in the window.
If two models are released, neither counts.
If OpenAI also releases a different model, this market goes to the other side.
If a competitor releases its model first, this market is lost.
OpenAI must release it before Google releases Gemini 4.
Google must not have released Gemini 4 in the window.
The market with the later date is void if the market with the earlier date pays.
Once an earlier market pays, the later ones are void.
Once an earlier market has paid, all others are refunded.
When one market of this group pays, the others are closed as lost.
If the earlier date has been met, this market is settled at 50 cents.
`
  .trim()
  .split('\n');

const BESIDE_AMOUNTS = `
Only the highest amount reached resolves positively.
Only the highest threshold that is met pays.
Only the market with the highest amount reached pays.
Only one market of this group pays.
Only one market of this group can resolve positively, the one nearest to the final number.
The market nearest to the official number wins.
The bracket closest to the reported number wins.
If the number is not published, the highest bracket wins.
If the number is not published, this market will resolve to the highest bracket.
If the number is not published, this market resolves to the bracket closest to the consensus estimate.
In case of a dispute, this market resolves to the higher bracket.
In case of doubt, the market with the highest threshold pays.
In case of doubt, the market with more volume pays.
In the event of a trading halt, this market will resolve at the last traded price.
In the event of a data error, this market will be settled at its last price.
If the data are not available, this market resolves according to the order book.
If the data are unavailable, the market maker decides for each market.
Markets below the opening price resolve to "No".
Markets whose amount is below the price at creation are void.
Markets whose threshold is below the price at market creation will resolve 50-50.
Amounts that were already reached when the market was created do not count.
Thresholds that had been reached before the market opened are void.
A threshold counts only if it is a new all-time high.
The price must not exceed the next threshold.
The number must be below the next bracket.
The number must lie within this market's bracket.
The number must lie between this threshold and the next one.
Each market covers the range up to the next threshold.
Each market covers the range up to the next amount.
This market refers to the range that begins at this amount and ends at the next one.
Amounts are rounded to the nearest threshold.
Amounts are rounded up to the next threshold and pay there only.
For thresholds above $115,000, prices on Coinbase will be used.
For amounts above 450,000, audited figures will be required.
For amounts below 450,000, figures that are audited will be required.
Markets for lower amounts require an audit.
Lower thresholds must be confirmed by the SEC.
The lower brackets need two sources, the higher ones only one.
For lower thresholds only the closing price counts.
For the lower brackets, domestic deliveries only count.
This threshold must be reached on a weekday.
The price must stay there for a day.
The price must not fall below this level again.
The price must end the year at this level.
The price must be there when the market closes.
If the price passes several levels in one candle, only the last one counts.
If several levels are reached, only the last one counts.
If several levels are passed in one minute, only the highest counts.
If the stock splits, only the higher thresholds are adjusted.
The upper bound of each bracket is the next threshold.
This market is a bracket.
If Tesla delivers more than the next threshold, this market loses.
If the launch takes place on a different chain, this market resolves to the lowest bracket only.
If MegaETH does not launch, this market resolves to the lowest bracket.
If MegaETH does not launch, the lowest bracket pays.
"More than" means in this market the nearest multiple.
"Above" is used in this market to mean up to.
Here "above" means that the number is within 10% of the amount.
The result is the number of the final report minus the amount above.
`
  .trim()
  .split('\n');

const BESIDE_DENIALS = `
If the signing is postponed, this market will resolve to "No".
If the vote is canceled, this market will resolve to "No".
If the matter is unclear, this market will resolve to "No".
If there is no official information by July 7, 2026, this market will resolve to "No".
If Kraken is acquired, this market will resolve to "No".
In the event of a tie, this market will resolve to "Yes".
In case of a dispute, this market will resolve to "Yes".
In case of doubt this market resolves in favor of the question.
In case of doubt this market resolves to "Yes".
This market only pays if Donald Trump is President on this day.
An official confirmation must be published by July 7, 2026.
A positive resolution requires confirmation by the government.
For a "Yes" resolution, the government must confirm this.
To resolve to "Yes", this must be confirmed by two credible sources.
This market resolves to "Yes" only after official confirmation.
This market is void if the treaty is withdrawn.
If the treaty is withdrawn, this market will resolve 50-50.
If the treaty is withdrawn, all markets of this event pay nothing.
If the treaty is withdrawn, both markets of this event lose.
Conditional on the treaty being published.
This market assumes that the treaty is published.
If the treaty is not published, this market resolves to "No".
The resolution source will be official statements by the government; without one, this market resolves to "No".
Otherwise, or if it is unclear, this market will resolve to "No".
Unless the President confirms it, this market will resolve to "No".
This market will resolve early to "Yes" if it becomes clear that this is certain.
This market may resolve to "Yes" as soon as a credible source reports so.
This market will resolve to "No" as soon as a credible source denies it.
If he dies, this market resolves to "No".
This market will resolve to "No" in all other cases.
If the deadline is extended, this market will resolve to "No".
Should negotiations end, this market resolves to "No".
This must happen before the summit.
`
  .trim()
  .split('\n');

describe('sentences beside a ladder', () => {
  it('the plain ones are proven, also beside the source and what must be confirmed', () => {
    for (const family of [...DEADLINES, ...AMOUNTS])
      expect([family.asked, provenBeyondStructure(ladder(family, OTHERWISE)).length]).toEqual([family.asked, 1]);
    expect(
      provenBeyondStructure(
        ladder(
          { asked: 'Will the treaty be signed by #, 2026?', ruled: 'the treaty is signed by #, 2026', slots: DAYS },
          `${OTHERWISE} The primary resolution source will be official information from the United Nations, ` +
            'however a consensus of credible reporting will also be used.',
        ),
      ),
    ).toHaveLength(1);
  });

  it.each(BESIDE_DEADLINES)('%s', (sentence) => {
    for (const family of DEADLINES)
      for (const rest of placed(sentence)) expect(provenBeyondStructure(ladder(family, rest))).toEqual([]);
  });

  it.each(BESIDE_AMOUNTS)('%s', (sentence) => {
    for (const family of AMOUNTS)
      for (const rest of placed(sentence)) expect(provenBeyondStructure(ladder(family, rest))).toEqual([]);
  });
});

describe('sentences beside a denial', () => {
  it('the plain one is proven', () => {
    expect(provenBeyondStructure(denied(OTHERWISE))).toHaveLength(1);
  });

  it.each(BESIDE_DENIALS)('%s', (sentence) => {
    for (const rest of placed(sentence)) expect(provenBeyondStructure(denied(rest))).toEqual([]);
  });
});
