import { createContext, useContext, type ReactElement, type ReactNode } from 'react';
import type { Point, Quote, SiteMarket, Theme } from '../data';
import { wordsOf, type Words } from '../words';

export interface Site {
  readonly locale: string;
  readonly words: Words;
  readonly theme: Theme;
  readonly navigate: (path: string) => void;
  readonly toggleTheme: () => void;
  readonly notify: (text: string) => void;
  /** Latest prices by market id; the ones in the page's data until the first answer. */
  readonly quotes: Readonly<Record<string, Quote>>;
  /** Chances seen since this page was opened, by market id; continues the lines in the page's data. */
  readonly trail: Readonly<Record<string, readonly Point[]>>;
}

export const SiteContext = createContext<Site>({
  locale: 'en',
  words: wordsOf('en'),
  theme: 'light',
  navigate: () => undefined,
  toggleTheme: () => undefined,
  notify: () => undefined,
  quotes: {},
  trail: {},
});

export function useSite(): Site {
  return useContext(SiteContext);
}

export function useQuote(market: SiteMarket): Quote {
  return useSite().quotes[market.id] ?? market.quote;
}

/** A link inside the site: the browser's own navigation only for new tabs and the like. */
export function Link({
  href,
  children,
  label,
  className,
}: {
  readonly href: string;
  readonly children?: ReactNode;
  readonly label?: string;
  readonly className?: string;
}): ReactElement {
  const { navigate, locale } = useSite();
  const full = locale === 'en' ? href : `/${locale}${href === '/' ? '' : href}`;
  return (
    <a
      href={full}
      aria-label={label}
      className={className}
      onClick={(event) => {
        if (
          event.defaultPrevented ||
          event.button !== 0 ||
          event.metaKey ||
          event.ctrlKey ||
          event.shiftKey ||
          event.altKey
        )
          return;
        event.preventDefault();
        navigate(full);
      }}
    >
      {children}
    </a>
  );
}
