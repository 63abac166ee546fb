/** The whole document, as the real site renders it: server and browser run this same component over `document`. */
import { useCallback, useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { chanceMicros, type Point, type PricesAnswer, type Quote, type SiteState, type Theme } from './data';
import { SiteContext } from './parts/context';
import { EventPage } from './parts/event';
import { Home } from './parts/home';
import { Nav } from './parts/nav';
import { fetchPrices, fetchState } from './parse-answers';
import { wordsOf } from './words';

export interface AppProps {
  readonly initial: SiteState;
  readonly initialTheme: Theme;
  readonly stylesheet: string;
  /** Only on the server: renders a title that the browser will not. */
  readonly spoiltTitle?: boolean;
}

/** As often as the brief of a price page needs: rows change while the reader looks, and the server is next door. */
const PRICES_MS = 1_000;
const NOTICE_MS = 4_000;
const THEME_COOKIE = 'theme';
const POINTS_KEPT = 900;

function extend(
  trail: Readonly<Record<string, readonly Point[]>>,
  answer: PricesAnswer,
): Readonly<Record<string, readonly Point[]>> {
  return Object.fromEntries(
    Object.entries(answer.quotes).map(([id, quote]): [string, readonly Point[]] => [
      id,
      [...(trail[id] ?? []).slice(-POINTS_KEPT), [answer.time, chanceMicros(quote)]],
    ]),
  );
}

/** The whole site: its states and effects in one component, its looks in parts/. */
export function App({ initial, initialTheme, stylesheet, spoiltTitle = false }: AppProps): ReactElement {
  const [state, setState] = useState(initial);
  const [theme, setTheme] = useState(initialTheme);
  const [quotes, setQuotes] = useState<Readonly<Record<string, Quote>>>({});
  const [trail, setTrail] = useState<Readonly<Record<string, readonly Point[]>>>({});
  const [filter, setFilter] = useState('');
  const [notice, setNotice] = useState('');
  const wanted = useRef(initial.path);
  const { page, locale } = state;

  const show = useCallback(async (path: string): Promise<void> => {
    wanted.current = path;
    const next = await fetchState(path);
    // A later click wins over an earlier answer.
    if (wanted.current === path) setState(next);
  }, []);
  const navigate = useCallback(
    (path: string): void => {
      window.history.pushState(null, '', path);
      setFilter('');
      window.scrollTo(0, 0);
      show(path).catch(() => window.location.assign(path));
    },
    [show],
  );
  useEffect(() => {
    const back = () => {
      show(window.location.pathname).catch(() => window.location.reload());
    };
    window.addEventListener('popstate', back);
    return () => window.removeEventListener('popstate', back);
  }, [show]);

  const slug = page.kind === 'event' ? page.event.slug : null;
  useEffect(() => {
    let shown = true;
    setTrail({});
    const read = () => {
      fetchPrices(slug).then(
        (answer) => {
          if (!shown) return;
          setQuotes(answer.quotes);
          setTrail((before) => extend(before, answer));
        },
        // The prices on screen stay until the next answer.
        () => undefined,
      );
    };
    const timer = setInterval(read, PRICES_MS);
    return () => {
      shown = false;
      clearInterval(timer);
    };
  }, [slug]);
  useEffect(() => {
    if (notice === '') return undefined;
    const timer = setTimeout(() => setNotice(''), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [notice]);

  const site = useMemo(
    () => ({
      locale,
      words: wordsOf(locale),
      theme,
      navigate,
      notify: setNotice,
      quotes,
      trail,
      toggleTheme: () => {
        const next: Theme = theme === 'dark' ? 'light' : 'dark';
        document.cookie = `${THEME_COOKIE}=${next}; path=/; max-age=31536000; samesite=lax`;
        setTheme(next);
      },
    }),
    [locale, theme, navigate, quotes, trail],
  );
  const title = page.kind === 'event' ? `${page.event.title} | Polymarket` : 'Polymarket | local exchange';
  return (
    <html data-theme={theme} id="__pm_html" lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="icon" href="/icons/site.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={stylesheet} />
      </head>
      <body id="__pm_body">
        <SiteContext.Provider value={site}>
          <div data-vaul-drawer-wrapper="">
            <a href="#__pm_main" className="skip">
              Skip to main content
            </a>
            <Nav filter={filter} onFilter={setFilter} />
            <div id="__pm_viewport">
              <div id="content">
                <div id="column-wrapper">
                  <main id="__pm_main" tabIndex={-1}>
                    {page.kind === 'home' && <Home events={page.events} filter={filter} />}
                    {page.kind === 'event' && (
                      <EventPage
                        key={`${page.event.id}/${page.marketSlug ?? ''}`}
                        event={page.event}
                        marketSlug={page.marketSlug}
                        lines={page.lines}
                        spoiltTitle={spoiltTitle}
                      />
                    )}
                    {page.kind === 'missing' && <h1>{site.words.missing}</h1>}
                  </main>
                </div>
                <footer className="footer faint small">
                  This is a local exchange for tests and demonstrations. Nothing here is real money, and it is not run
                  by Polymarket.
                </footer>
              </div>
            </div>
            <div role="region" aria-label="Notifications (F8)" tabIndex={-1} className="notices">
              {notice !== '' && <p role="status">{notice}</p>}
            </div>
          </div>
        </SiteContext.Provider>
      </body>
    </html>
  );
}
