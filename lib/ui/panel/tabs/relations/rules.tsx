import type { ReactNode } from 'react';
import type { RelationMarketView } from '../../../../protocol/relations';
import { Outside } from '../../../components/basics';
import { count, day, plainText } from '../../../../words/format';
import { EventLink } from '../../../components/event-link';

/** The venue's longest rules are under 8,000 letters. */
const MAX_RULES = 20_000;

interface Props {
  readonly markets: readonly RelationMarketView[];
  readonly missing: number;
  readonly read: ReadonlyMap<string, string>;
  readonly onRead: (market: RelationMarketView) => void;
}

/** The rule texts one click away; which of them were opened is what accepting asks for. */
export function Rules({ markets, missing, read, onRead }: Props): ReactNode {
  return (
    <section className="part">
      <h3>The rules</h3>
      {markets.map((market) => (
        <details
          key={market.key}
          className="rules"
          onToggle={(event) => {
            if (event.currentTarget.open) onRead(market);
          }}
        >
          <summary>
            <Outside max={240}>{market.question}</Outside>{' '}
            <span className="soft">{read.has(market.key) ? 'opened' : 'not opened yet'}</span>
          </summary>
          <EventLink slug={market.eventSlug}>
            {market.eventTitle === '' ? market.question : market.eventTitle}
          </EventLink>
          <blockquote>
            {paragraphs(market.rules).map((text, index) => (
              <p key={`${index} ${text.slice(0, 20)}`}>
                <Outside max={MAX_RULES}>{text}</Outside>
              </p>
            ))}
          </blockquote>
          <p className="soft">
            Ends {day(market.endDate)}.
            {market.source === '' ? (
              ''
            ) : (
              <>
                {' '}
                Source named apart from the rules: <Outside max={300}>{market.source}</Outside>
              </>
            )}
          </p>
        </details>
      ))}
      {missing > 0 ? (
        <p className="judge">
          {count(missing, 'market')} of this relation {missing === 1 ? 'is' : 'are'} not being read now.
        </p>
      ) : null}
    </section>
  );
}

function paragraphs(text: string): readonly string[] {
  const found = text.split(/\r?\n+/).filter((line) => plainText(line) !== '');
  return found.length === 0 ? ['The venue gives no rules for this market.'] : found;
}
