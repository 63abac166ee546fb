import type { ReactNode } from 'react';
import type { OpportunityView } from '../../protocol/views';
import * as en from '../../words/en';
import { plainText, resultRoundedDown } from '../../words/format';
import { Age, Amounts, Glyph, Num } from '../components/basics';

/** What a set of bets is worth and what it hangs on, with the age of its books. */
export function OfferFacts({
  opportunity,
  stale,
  nowMs,
}: {
  readonly opportunity: OpportunityView;
  readonly stale: boolean;
  readonly nowMs: number;
}): ReactNode {
  const word = en.offer.yourWord(opportunity);
  return (
    <>
      <p className="outside">
        <Glyph tone={word === null ? 'violation' : 'attention'} /> {plainText(en.offer.headline(opportunity), 120)}{' '}
        <Age asOfMs={opportunity.asOfMs} nowMs={nowMs} label="books" />
      </p>
      <p className="outside">{plainText(en.offer.basket(opportunity), 1_200)}</p>
      <p>
        at least{' '}
        <Num className={stale ? '' : word === null ? 'floor strong' : 'judge strong'}>
          {resultRoundedDown(opportunity.edgeMicros)}
        </Num>{' '}
        after fees · void <Amounts>{en.offer.void(opportunity.voidWorstMicros)}</Amounts> · partial{' '}
        <Amounts>{en.offer.partial(opportunity.partialWorstMicros)}</Amounts> now · {en.offer.cash(opportunity.cashAt)}
      </p>
      {word === null ? null : <p className="judge">{word}</p>}
    </>
  );
}
