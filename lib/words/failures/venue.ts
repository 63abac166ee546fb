import type { VENUE_FAILURES, VenueThing } from '../../domain/failures';
import type { Sentences } from './sentence';

const THINGS: Readonly<Record<VenueThing, string>> = {
  'this-event': 'this event',
  'this-market': 'this market',
  event: 'an event',
  events: 'the list of events',
  market: 'a market',
  'market-details': 'the details of a market',
  books: 'order books',
  clock: 'its clock',
  version: "Polymarket's version",
  place: 'its answer about your place',
  'account-key': 'the key for your account',
  'account-state': 'the state of your account',
  wallets: 'which wallets you have',
  'wallet-lookup': 'the wallet lookup',
  order: 'an order',
  'own-order': 'one of your orders',
  'own-orders': 'your open orders',
  cancel: 'to cancel orders',
  'cancel-answer': 'the answer to a cancel',
  'orders-answer': 'an answer to orders',
  trades: 'your trades',
  trade: 'a trade',
  balance: 'your balance',
  positions: 'what you hold',
  'cash-nonce': 'where your wallet stands',
  'cash-request': 'to turn shares into cash',
  'cash-state': 'what became of turning shares into cash',
  list: 'a list',
  error: 'an error',
};
const CONTRADICTIONS = {
  'condition-id': 'condition id',
  'share-ids': 'share ids',
  labels: 'names of the answers',
  protocol: 'protocol version',
  'neg-risk': 'negative risk',
  fees: 'fees',
} as const;
const MARKET_PROBLEMS = {
  ids: 'its ids are not valid',
  'short-id': 'its condition id is too short for its protocol',
  outcomes: 'it does not have exactly two outcomes',
  shares: 'it has no two share ids',
  'price-step': 'its price step is unknown',
  'smallest-order': 'its smallest order is unknown',
  twice: 'its ids occur twice',
} as const;
const BOOK_PROBLEMS = {
  shape: 'it is no object',
  ids: 'its market or share is unknown',
  time: 'it has no time',
  tick: 'its price step is unknown',
  hash: 'its hash is no text',
  side: 'a side is no list',
  level: 'a level is no object',
  price: 'a price is no decimal between 0 and 1',
  size: 'a size is no positive decimal',
} as const;

const book = (problem: string): string =>
  `Polymarket sent an order book that cannot be right: ${problem}. It is not used until a good one arrives.`;
const quote = (said: string): string => (said === '' ? '' : ` It said: "${said}".`);

export const venueFailures: Sentences<typeof VENUE_FAILURES> = {
  network: ({ what }) =>
    `Polymarket could not be reached for ${THINGS[what]}. Check the connection; Facet asks again by itself.`,
  aborted: ({ what }) => `Facet stopped asking for ${THINGS[what]}.`,
  'bad-json': ({ what }) => `Polymarket sent ${THINGS[what]} that cannot be read. It was ignored.`,
  'bad-answer': ({ what, where }) =>
    `Polymarket sent ${THINGS[what]} that Facet does not understand (${where}). It was ignored; nothing was traded.`,
  'answer-too-large': ({ what }) => `Polymarket's answer for ${THINGS[what]} is too large. It was ignored.`,
  'not-found': ({ what, said }) => `Polymarket does not know ${THINGS[what]}.${quote(said)}`,
  unauthorized: ({ what, said }) =>
    `Polymarket refused the credentials for ${THINGS[what]}.${quote(said)} Connect the wallet again.`,
  forbidden: ({ what, said }) => `Polymarket refused ${THINGS[what]}.${quote(said)}`,
  'edge-refused': ({ what }) =>
    `The network in front of Polymarket refused the request for ${THINGS[what]} before it arrived. Open ` +
    'polymarket.com in a tab, pass its check if it shows one, and try again.',
  'clock-refused': ({ what, skewMs }) =>
    `Polymarket refused ${THINGS[what]} because this computer's clock is ${Math.round(Math.abs(skewMs) / 1_000)} ` +
    `seconds ${skewMs > 0 ? 'behind' : 'ahead of'} the venue's. Set the clock and try again.`,
  'rate-limited': ({ what, said }) =>
    `Polymarket asks Facet to slow down (${THINGS[what]}).${quote(said)} It will be asked again.`,
  'venue-unavailable': ({ what, status, said }) =>
    `Polymarket could not give ${THINGS[what]} just now (HTTP ${status}).${quote(said)} Facet asks again by itself.`,
  refused: ({ what, status, said }) => `Polymarket refused ${THINGS[what]} (HTTP ${status}).${quote(said)}`,
  'feed-down':
    'The live price connection to Polymarket is down. Prices grow old until it is back; Facet reconnects by itself.',
  'books-internal':
    'Order books could not be fetched because of an error inside Facet. They are shown as old until it works again.',
  'too-many-rows': ({ what }) =>
    `Polymarket listed more than Facet reads (${THINGS[what]}). Look at your history on polymarket.com.`,
  'bad-slug': ({ what }) =>
    `The address of this page does not name a Polymarket ${what === 'this-event' ? 'event' : 'market'}.`,
  'wrong-event': 'Polymarket answered with another event than the one asked for. It was ignored.',
  'event-unnamed': 'Polymarket does not say to which event this market belongs.',
  contradiction: ({ market, about }) =>
    `Polymarket's own answers about "${market}" contradict each other (${CONTRADICTIONS[about]}). ` +
    'Facet will not trade this market until they agree.',
  'protocol-unsaid': ({ market }) =>
    `Polymarket does not say which protocol the market "${market}" uses. Facet will not trade it.`,
  'protocol-newer': ({ market, version }) =>
    `The market "${market}" uses a newer Polymarket protocol ("${version}") that Facet does not know yet. ` +
    'Facet will not trade it; look for an update.',
  'bad-market': ({ market, problem }) => `The market "${market}" cannot be used: ${MARKET_PROBLEMS[problem]}.`,
  'market-not-open': ({ market }) =>
    `The market "${market}" is announced and not open yet, so the list of outcomes is not complete.`,
  'market-unconfirmed': ({ market, cause }, say) => `"${market}": ${say(cause)}`,
  'markets-unlisted': 'Polymarket listed no markets for this event.',
  'markets-cut': ({ read, listed }) => `Only the first ${read} of ${listed} markets are read.`,
  'book-malformed': ({ problem }) => book(BOOK_PROBLEMS[problem]),
  'book-crossed': book('the best bid is not below the best ask'),
  'book-too-deep': ({ levels }) => book(`${levels} levels on one side`),
  'book-off-tick': book('a price is not on the price step'),
  'book-duplicate-level': book('a price occurs twice'),
};
