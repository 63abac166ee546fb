import { useState, type ReactElement } from 'react';
import { chanceMicros, type Line, type SiteEvent, type SiteMarket } from '../data';
import { day, grouped, percent } from '../format';
import { OrderBook } from './book';
import { Chart } from './chart';
import { Link, useQuote, useSite } from './context';
import { Rows } from './rows';
import { Ticket, type Choice } from './ticket';

interface EventProps {
  readonly event: SiteEvent;
  readonly marketSlug: string | null;
  readonly lines: readonly Line[];
  /** Only on the server, to make its markup differ from the browser's first render. */
  readonly spoiltTitle: boolean;
}

export function EventPage({ event, marketSlug, lines, spoiltTitle }: EventProps): ReactElement {
  const named = event.markets.find((market) => market.slug === marketSlug) ?? event.markets[0];
  const [open, setOpen] = useState<string | null>(marketSlug === null ? null : (named?.id ?? null));
  const [choice, setChoice] = useState<Choice>({ marketId: named?.id ?? '', outcome: 0 });
  const chosen = event.markets.find((market) => market.id === choice.marketId);
  const [only] = event.markets;
  const single = event.markets.length === 1 && only;
  return (
    <div className="columns">
      <div id="event-detail-container">
        <div>
          <Header event={event} spoiltTitle={spoiltTitle} />
          {single && <SingleChance market={only} />}
          <Chart lines={lines} markets={event.markets} />
          <VolumeLine event={event} />
          {single ? (
            <BookSection market={only} />
          ) : (
            <Rows
              markets={event.markets}
              open={open}
              choice={choice}
              onToggle={(id) => {
                setOpen(open === id ? null : id);
                setChoice({ marketId: id, outcome: 0 });
              }}
              onChoose={setChoice}
            />
          )}
        </div>
        <Information event={event} market={chosen} />
        <div id="comments">
          <h2>
            <button type="button">
              Comments<span> (0)</span>
            </button>
          </h2>
          <div id="commentsInner" className="faint">
            Nobody has said anything yet.
          </div>
        </div>
      </div>
      {chosen && (
        <Ticket
          market={chosen}
          eventId={event.id}
          outcome={choice.outcome}
          onOutcome={(outcome) => setChoice({ ...choice, outcome })}
        />
      )}
    </div>
  );
}

function Header({ event, spoiltTitle }: { readonly event: SiteEvent; readonly spoiltTitle: boolean }): ReactElement {
  return (
    <div className="event-head">
      <img alt={`icon for ${event.title}`} src={`/icons/${event.id}.svg`} width={56} height={56} />
      <div>
        <div className="crumbs">
          <Link href={`/predictions/${event.category.slug}`}>{event.category.label}</Link>
          <span>·</span>
          <span>{day(event.endDate)}</span>
        </div>
        <h1>{spoiltTitle ? `${event.title} (cached)` : event.title}</h1>
      </div>
      <button type="button" aria-label="Add to favorites" className="icon-button">
        <svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true">
          <path
            d="M8 2.2l1.8 3.7 4 .6-2.9 2.8.7 4L8 11.4l-3.6 1.9.7-4L2.2 6.5l4-.6z"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.3"
            strokeLinejoin="round"
          />
        </svg>
      </button>
    </div>
  );
}

function VolumeLine({ event }: { readonly event: SiteEvent }): ReactElement {
  const { words } = useSite();
  return (
    <div className="volume-line">
      <p>
        ${grouped(event.volume)} {words.volume}
      </p>
      <p className="faint">{day(event.endDate)}</p>
    </div>
  );
}

function SingleChance({ market }: { readonly market: SiteMarket }): ReactElement {
  const { words } = useSite();
  const quote = useQuote(market);
  return (
    <div className="single-chance">
      <span>
        <span>
          {percent(chanceMicros(quote))} {words.chance}
        </span>
      </span>
    </div>
  );
}

/** On the page of a single market the book is a section that is collapsed at first. */
function BookSection({ market }: { readonly market: SiteMarket }): ReactElement {
  const { words } = useSite();
  const [open, setOpen] = useState(false);
  return (
    <div className="panel book-section">
      <button
        type="button"
        aria-expanded={open}
        aria-label={`${open ? 'Collapse' : 'Expand'} Order Book section`}
        onClick={() => setOpen(!open)}
      >
        <div>
          <h3>{words.orderBook}</h3>
          <div data-slot="tooltip-trigger" data-state="closed" />
        </div>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" className={open ? 'turned' : ''}>
          <path d="M4 6l4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.6" />
        </svg>
      </button>
      <div aria-hidden={!open}>{open && <OrderBook marketId={market.id} />}</div>
    </div>
  );
}

function Information({
  event,
  market,
}: {
  readonly event: SiteEvent;
  readonly market: SiteMarket | undefined;
}): ReactElement {
  const { words } = useSite();
  const [tab, setTab] = useState<'rules' | 'context'>('rules');
  const text =
    tab === 'rules' ? (market?.description ?? event.description) : `${event.title} closes on ${day(event.endDate)}.`;
  return (
    <section className="information">
      <div role="tablist" aria-label="Market information">
        {(['rules', 'context'] as const).map((name) => (
          <h2 key={name} role="presentation">
            <button type="button" role="tab" aria-selected={tab === name} onClick={() => setTab(name)}>
              {name === 'rules' ? words.rules : words.context}
            </button>
          </h2>
        ))}
      </div>
      <div id={`market-panel-${tab}`} role="tabpanel">
        {text.split('\n\n').map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
    </section>
  );
}
