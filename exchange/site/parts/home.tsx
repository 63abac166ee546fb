import { useState, type ReactElement } from 'react';
import { chanceMicros, type SiteEvent, type SiteMarket } from '../data';
import { cents, compactDollars, percent } from '../format';
import { Link, useQuote, useSite } from './context';

const TILES = 20;

export function Home({
  events,
  filter,
}: {
  readonly events: readonly SiteEvent[];
  readonly filter: string;
}): ReactElement {
  const { words } = useSite();
  const [shown, setShown] = useState(TILES);
  const wanted = events.filter((event) =>
    `${event.title} ${event.markets.map((market) => market.question).join(' ')}`
      .toLowerCase()
      .includes(filter.toLowerCase()),
  );
  return (
    <div className="home">
      <h1>{words.headline}</h1>
      <div className="tiles">
        {wanted.slice(0, shown).map((event) => (
          <Tile key={event.id} event={event} />
        ))}
      </div>
      {wanted.length === 0 && <p className="faint">No market has these words.</p>}
      {wanted.length > shown && (
        <div>
          <button className="more" type="button" onClick={() => setShown(shown + TILES)}>
            {words.more}
          </button>
        </div>
      )}
    </div>
  );
}

function Tile({ event }: { readonly event: SiteEvent }): ReactElement {
  const { quotes, words } = useSite();
  const chance = (market: SiteMarket) => chanceMicros(quotes[market.id] ?? market.quote);
  const leading = [...event.markets].sort((a, b) => chance(b) - chance(a));
  const [first] = leading;
  return (
    <div className="tile">
      <Link href={`/event/${event.slug}`} label={event.title} className="cover" />
      <div className="tile-head">
        <img alt={event.title} src={`/icons/${event.id}.svg`} width={40} height={40} />
        <div>
          <div className="crumbs">
            <Link href={`/predictions/${event.category.slug}`}>{event.category.label}</Link>
          </div>
          <p className="tile-title">{event.title}</p>
        </div>
        {first && event.markets.length === 1 && <Leader text={percent(chance(first))} note={words.chance} />}
      </div>
      <div className="tile-body">
        {event.markets.length > 1
          ? leading.slice(0, 2).map((market) => <TileRow key={market.id} market={market} />)
          : first && <TileButtons market={first} />}
      </div>
      <div className="tile-foot">
        <p>
          {compactDollars(event.volume)} {words.volume}
        </p>
        <p>{compactDollars(event.liquidity)} Liq.</p>
        <button type="button" aria-label="Toggle watchlist" className="icon-button">
          <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
            <path d="M4 2h8v12l-4-3-4 3z" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinejoin="round" />
          </svg>
        </button>
      </div>
    </div>
  );
}

function Leader({ text, note }: { readonly text: string; readonly note: string }): ReactElement {
  return (
    <div className="leader">
      <p title={text}>{text}</p>
      <span className="faint">{note}</span>
    </div>
  );
}

function TileRow({ market }: { readonly market: SiteMarket }): ReactElement {
  const { words } = useSite();
  const quote = useQuote(market);
  const text = percent(chanceMicros(quote));
  return (
    <div className="tile-row">
      <p>{market.title}</p>
      <p title={text} className="strong">
        {text}
      </p>
      <span className="pill yes">{words.yes}</span>
      <span className="pill no">{words.no}</span>
    </div>
  );
}

function TileButtons({ market }: { readonly market: SiteMarket }): ReactElement {
  const { words } = useSite();
  const quote = useQuote(market);
  return (
    <div className="tile-row wide">
      <span className="pill yes">
        {words.yes} {cents(quote.askMicros)}
      </span>
      <span className="pill no">
        {words.no} {cents(quote.bidMicros === null ? null : 1_000_000 - quote.bidMicros)}
      </span>
    </div>
  );
}
