import type { ReactNode } from 'react';
import type { OpportunityView } from '../../protocol/views';
import * as en from '../../words/en';

/** What is proven about better ones, once it is. */
export function BestKnown({ opportunity }: { readonly opportunity: OpportunityView }): ReactNode {
  const text = en.proof.bound(opportunity);
  return text === null ? null : <p className="soft">{text}</p>;
}

/** How much of it to take. */
export function StakeLine({ opportunity }: { readonly opportunity: OpportunityView }): ReactNode {
  return <>{en.proof.stake(opportunity)}</>;
}

/** Whether the bets will still be there when the orders arrive. */
export function FillsLine({ fills }: { readonly fills: OpportunityView['fills'] }): ReactNode {
  if (fills === null) return null;
  return (
    <>
      <dt>{en.fills.title}</dt>
      <dd className="steady">
        {en.fills.line(fills)}.<span className="soft">{en.fills.rests(fills)}</span>
      </dd>
    </>
  );
}
