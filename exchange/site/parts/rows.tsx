import { useId, type MouseEvent, type ReactElement } from 'react';
import { chanceMicros, type SiteMarket } from '../data';
import { cents, grouped, percent } from '../format';
import { OrderBook } from './book';
import { useQuote, useSite } from './context';
import { Chance } from './digits';
import type { Choice } from './ticket';

interface RowsProps {
  readonly markets: readonly SiteMarket[];
  readonly open: string | null;
  readonly choice: Choice;
  readonly onToggle: (marketId: string) => void;
  readonly onChoose: (choice: Choice) => void;
}

/**
 * One row a market, in the attributes of the real page's accordion (2026-09): a DIV with type=button as trigger, the
 * book mounted on opening.
 */
export function Rows({ markets, ...rest }: RowsProps): ReactElement {
  return (
    <div data-orientation="vertical" className="rows">
      {markets.map((market) => (
        <Row key={market.id} market={market} {...rest} />
      ))}
    </div>
  );
}

function Row({
  market,
  open,
  choice,
  onToggle,
  onChoose,
}: Omit<RowsProps, 'markets'> & { readonly market: SiteMarket }): ReactElement {
  const { words } = useSite();
  const quote = useQuote(market);
  const trigger = `radix-${useId()}`;
  const region = `radix-${useId()}`;
  const isOpen = open === market.id;
  const state = isOpen ? 'open' : 'closed';
  const choose = (outcome: 0 | 1) => (event: MouseEvent) => {
    event.stopPropagation();
    onChoose({ marketId: market.id, outcome });
  };
  const active = (outcome: 0 | 1) => choice.marketId === market.id && choice.outcome === outcome;
  const noMicros = quote.bidMicros === null ? null : 1_000_000 - quote.bidMicros;
  return (
    <div
      data-orientation="vertical"
      data-scroll-anchor={`event-detail-accordion-item-${market.id}-${market.slug}`}
      data-state={state}
      className="row"
    >
      <div data-orientation="vertical" data-state={state}>
        <div
          {...{ type: 'button' }}
          aria-controls={region}
          aria-expanded={isOpen}
          data-orientation="vertical"
          data-radix-collection-item=""
          data-state={state}
          id={trigger}
          className="trigger"
          onClick={() => onToggle(market.id)}
        >
          <div />
          <div className="row-grid">
            <div className="row-name">
              <p>{market.title}</p>
              <div>
                <p className="faint">
                  ${grouped(market.volume)} {words.volume}
                </p>
                {market.volume > 1_000_000 && (
                  <button
                    type="button"
                    aria-label="Rewards"
                    data-slot="tooltip-trigger"
                    data-state="closed"
                    className="rewards"
                    onClick={(event) => event.stopPropagation()}
                  />
                )}
              </div>
            </div>
            <Chance text={percent(chanceMicros(quote))} />
            <div className="row-buttons">
              <button type="button" data-active={active(0)} className="buy yes" onClick={choose(0)}>
                <span>
                  <span>
                    {words.buy} {words.yes}
                  </span>
                  <span>{cents(quote.askMicros)}</span>
                </span>
              </button>
              <button type="button" data-active={active(1)} className="buy no" onClick={choose(1)}>
                <span>
                  <span>
                    {words.buy} {words.no}
                  </span>
                  <span>{cents(noMicros)}</span>
                </span>
              </button>
            </div>
          </div>
        </div>
      </div>
      <div
        aria-labelledby={trigger}
        data-orientation="vertical"
        data-state={state}
        hidden={!isOpen}
        id={region}
        role="region"
      >
        {isOpen && <OrderBook marketId={market.id} />}
      </div>
    </div>
  );
}
