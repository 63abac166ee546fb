/** The page's trust in its own server ends in this file: answers are JSON of the types in data.ts. */
import type { BookAnswer, PricesAnswer, SiteState } from './data';

const STATE_ROW = 'a:';

async function fetchJson(path: string): Promise<unknown> {
  const response = await fetch(path, { headers: { accept: 'application/json' } });
  if (!response.ok && response.status !== 404) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

export const fetchState = async (path: string): Promise<SiteState> =>
  (await fetchJson(`/api/page?path=${encodeURIComponent(path)}`)) as SiteState;
export const fetchPrices = async (eventSlug: string | null): Promise<PricesAnswer> =>
  (await fetchJson(
    `/api/prices${eventSlug === null ? '' : `?event=${encodeURIComponent(eventSlug)}`}`,
  )) as PricesAnswer;
export const fetchBook = async (marketId: string, outcome: 0 | 1): Promise<BookAnswer> =>
  (await fetchJson(`/api/book?market=${encodeURIComponent(marketId)}&outcome=${outcome}`)) as BookAnswer;

/** Puts the flight chunks of the document together and takes the row that holds the state. */
export function readFlight(chunks: readonly unknown[]): SiteState {
  const text = chunks.map((chunk) => (Array.isArray(chunk) && chunk[0] === 1 ? String(chunk[1]) : '')).join('');
  const row = text.split('\n').find((line) => line.startsWith(STATE_ROW));
  if (row === undefined) throw new Error('the document carries no state');
  return JSON.parse(row.slice(STATE_ROW.length)) as SiteState;
}

export function flightRows(state: SiteState, event: unknown): string {
  return `${STATE_ROW}${JSON.stringify(state)}\nb:${JSON.stringify(event)}\n`;
}

declare global {
  interface Window {
    __next_f?: unknown[];
  }
}
