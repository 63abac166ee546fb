import type { ReactElement } from 'react';
import { Link, useSite } from './context';

export function Nav({
  filter,
  onFilter,
}: {
  readonly filter: string;
  readonly onFilter: (text: string) => void;
}): ReactElement {
  const { words, theme, toggleTheme, notify } = useSite();
  const login = () => notify('There are no accounts on this site.');
  return (
    <nav aria-label="Main" className="nav">
      <div className="nav-inner">
        <Link href="/" className="brand">
          <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
            <rect x="2" y="2" width="20" height="20" rx="6" className="brand-box" />
            <path d="M7 15.5l3.5-4 3 2.5L17 8.5" className="brand-line" />
          </svg>
          <span>Polymarket</span>
          <em>local</em>
        </Link>
        <form role="search" className="search" onSubmit={(event) => event.preventDefault()}>
          <input
            id="search-input"
            type="search"
            autoComplete="off"
            placeholder={words.search}
            aria-label={words.search}
            value={filter}
            onChange={(event) => onFilter(event.target.value)}
          />
        </form>
        <div className="nav-actions">
          <button
            type="button"
            className="icon-button"
            aria-label={theme === 'dark' ? 'Use light theme' : 'Use dark theme'}
            onClick={toggleTheme}
          >
            <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
              {theme === 'dark' ? (
                <g fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round">
                  <circle cx="8" cy="8" r="3" />
                  <path d="M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1" />
                </g>
              ) : (
                <path
                  d="M13.5 9.8A5.8 5.8 0 0 1 6.2 2.5a5.8 5.8 0 1 0 7.3 7.3z"
                  fill="none"
                  stroke="currentColor"
                  strokeWidth="1.4"
                  strokeLinejoin="round"
                />
              )}
            </svg>
          </button>
          <button type="button" className="plain-button" onClick={login}>
            {words.logIn}
          </button>
          <button type="button" className="solid-button" onClick={login}>
            {words.signUp}
          </button>
        </div>
      </div>
    </nav>
  );
}
