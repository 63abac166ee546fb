import { useState, type ReactElement } from 'react';
import type { SiteMarket } from '../data';
import { cents } from '../format';
import { useQuote, useSite } from './context';

export interface Choice {
  readonly marketId: string;
  readonly outcome: 0 | 1;
}

const STEPS = [1, 20, 100] as const;

/** The trade ticket. Nobody is signed in on this site, so its button only says so. Long because it is markup. */
export function Ticket({
  market,
  eventId,
  outcome,
  onOutcome,
}: {
  readonly market: SiteMarket;
  readonly eventId: string;
  readonly outcome: 0 | 1;
  readonly onOutcome: (outcome: 0 | 1) => void;
}): ReactElement {
  const { words, notify } = useSite();
  const quote = useQuote(market);
  const [side, setSide] = useState<'BUY' | 'SELL'>('BUY');
  const [kind, setKind] = useState<'market' | 'limit'>('market');
  const [amount, setAmount] = useState('');
  const ask = (of: 0 | 1) =>
    of === 0 ? quote.askMicros : quote.bidMicros === null ? null : 1_000_000 - quote.bidMicros;
  const bid = (of: 0 | 1) =>
    of === 0 ? quote.bidMicros : quote.askMicros === null ? null : 1_000_000 - quote.askMicros;
  const price = side === 'BUY' ? ask : bid;
  const dollars = Number(amount.replace(/[^0-9.]/g, '')) || 0;
  const chosen = price(outcome);
  const shares = chosen ? (dollars * 1_000_000) / chosen : 0;
  return (
    <aside id="trade-widget" className="panel">
      <div className="ticket-head">
        <img alt="Market icon" src={`/icons/${eventId}.svg`} width={32} height={32} />
        <p>{market.title}</p>
      </div>
      <div className="ticket-sides">
        <div role="radiogroup" aria-label="Side" className="sides">
          {(['BUY', 'SELL'] as const).map((value) => (
            <button
              key={value}
              type="button"
              role="radio"
              value={value}
              aria-checked={side === value}
              data-state={side === value ? 'checked' : 'unchecked'}
              onClick={() => setSide(value)}
            >
              {value === 'BUY' ? words.buy : words.sell}
            </button>
          ))}
        </div>
        <button
          type="button"
          aria-label="side selection"
          aria-haspopup="menu"
          aria-expanded={false}
          data-state="closed"
          className="kind"
          onClick={() => setKind(kind === 'market' ? 'limit' : 'market')}
        >
          <span>{kind === 'market' ? words.market : words.limit}</span>
        </button>
      </div>
      <div id="outcome-buttons" role="radiogroup" aria-label="Outcome" className="outcomes">
        {([0, 1] as const).map((of) => (
          <button
            key={of}
            type="button"
            role="radio"
            value={of}
            aria-checked={outcome === of}
            data-state={outcome === of ? 'checked' : 'unchecked'}
            className={`trading-button ${of === 0 ? 'yes' : 'no'}`}
            onClick={() => onOutcome(of)}
          >
            <span>{of === 0 ? words.yes : words.no}</span>
            <span>{cents(price(of))}</span>
          </button>
        ))}
      </div>
      {kind === 'market' ? (
        <>
          <label className="amount" htmlFor="market-order-amount-input">
            <span>{words.amount}</span>
            <input
              id="market-order-amount-input"
              type="text"
              inputMode="decimal"
              autoComplete="off"
              placeholder="$0"
              value={amount}
              onChange={(event) => setAmount(event.target.value)}
            />
          </label>
          <div className="steps">
            {STEPS.map((step) => (
              <button
                key={step}
                id={`market-buy-plus-${step}`}
                type="button"
                onClick={() => setAmount(`$${dollars + step}`)}
              >
                +${step}
              </button>
            ))}
            <button
              id="market-buy-max"
              type="button"
              onClick={() => notify('There is no balance to spend: nobody is signed in.')}
            >
              Max
            </button>
          </div>
        </>
      ) : (
        <label className="amount" htmlFor="limit-order-price-input">
          <span>Limit price</span>
          <input id="limit-order-price-input" type="text" inputMode="decimal" autoComplete="off" placeholder="0¢" />
        </label>
      )}
      {shares > 0 && (
        <div className="win">
          <span>To win</span>
          <b>${shares.toFixed(2)}</b>
        </div>
      )}
      <span data-trading-button-wrapper="">
        <button
          type="button"
          className="trading-button submit"
          data-color="blue"
          onClick={() => notify('Log in first: this page keeps no accounts.')}
        >
          {words.trade}
        </button>
      </span>
      <p className="faint small">By trading, you agree to the Terms of Use.</p>
    </aside>
  );
}
