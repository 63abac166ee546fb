import { useEffect, useState, type ReactElement } from 'react';
import { WHOLE, type BookAnswer, type BookLevel } from '../data';
import { cents, grouped } from '../format';
import { fetchBook } from '../parse-answers';
import { useSite } from './context';

const REFRESH_MS = 1_000;

/** The ladder of one outcome, read anew every second while it is on screen. */
export function OrderBook({ marketId }: { readonly marketId: string }): ReactElement {
  const { words } = useSite();
  const [outcome, setOutcome] = useState<0 | 1>(0);
  const [book, setBook] = useState<BookAnswer | null>(null);
  useEffect(() => {
    let shown = true;
    const read = () => {
      fetchBook(marketId, outcome).then(
        (answer) => shown && setBook(answer),
        // The next second asks again; the ladder on screen stays.
        () => undefined,
      );
    };
    read();
    const timer = setInterval(read, REFRESH_MS);
    return () => {
      shown = false;
      clearInterval(timer);
    };
  }, [marketId, outcome]);
  const spread = book?.asks[0] && book.bids[0] ? book.asks[0].priceMicros - book.bids[0].priceMicros : null;
  return (
    <div className="book">
      <div role="tablist" aria-label="Outcome" className="book-tabs">
        {([0, 1] as const).map((side) => (
          <button key={side} type="button" role="tab" aria-selected={outcome === side} onClick={() => setOutcome(side)}>
            {side === 0 ? words.yes : words.no}
          </button>
        ))}
      </div>
      <div className="book-head">
        <span>Price</span>
        <span>Shares</span>
        <span>Total</span>
      </div>
      <Levels levels={[...(book?.asks ?? [])].slice(0, 6)} side="asks" />
      <div className="book-mid">{spread === null ? '' : `Spread ${cents(spread)}`}</div>
      <Levels levels={(book?.bids ?? []).slice(0, 6)} side="bids" />
    </div>
  );
}

function Levels({
  levels,
  side,
}: {
  readonly levels: readonly BookLevel[];
  readonly side: 'asks' | 'bids';
}): ReactElement {
  const totals: number[] = [];
  for (const level of levels)
    totals.push((totals.at(-1) ?? 0) + (level.priceMicros / WHOLE) * (level.sizeMicros / WHOLE));
  const most = totals.at(-1) ?? 1;
  const rows = levels.map((level, index) => ({ ...level, total: totals[index] ?? 0 }));
  return (
    <div className={`levels ${side}`}>
      {(side === 'asks' ? rows.reverse() : rows).map((row) => (
        <div key={row.priceMicros} className="level">
          <svg className="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
            <rect width={Math.round((row.total / most) * 100)} height="1" />
          </svg>
          <span className="price">{cents(row.priceMicros)}</span>
          <span>{grouped(row.sizeMicros / WHOLE)}</span>
          <span>${grouped(row.total)}</span>
        </div>
      ))}
    </div>
  );
}
