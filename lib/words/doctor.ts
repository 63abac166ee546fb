/** What an examination of the venue found, in sentences: what was seen, what it means for the money, what to do. */
import type { Finding, FindingCode, FindingParams, ProbeId } from '../domain/finding';
import { dollarsDown } from '../domain/money-text';
import { failure } from './failures';

const PROBE_NAMES: Readonly<Record<ProbeId, string>> = {
  sites: 'Access to the sites',
  clock: 'Clock',
  place: 'Place',
  version: 'Version of the exchange',
  catalogue: 'List of markets',
  books: 'Order books',
  'market-socket': 'Live prices',
  wallet: 'Wallet',
  accounts: 'Account',
  key: 'API key',
  standing: 'Money and approvals',
  orders: 'Orders and trades',
  'user-socket': 'News of your orders',
};

const seconds = (ms: number): string => `${(Math.abs(ms) / 1_000).toFixed(1)} s`;
const thousands = (count: number): string => count.toLocaleString('en-US');
const KINDS = ['a plain account', 'a proxy wallet', 'a Safe', 'a deposit wallet'] as const;

type Sentences = { readonly [C in FindingCode]: (params: FindingParams[C]) => string };

const SENTENCES: Sentences = {
  'sites-granted': ({ hosts }) => `The browser lets Facet reach all ${hosts} addresses that it needs.`,
  'sites-withheld': ({ hosts }) =>
    `The browser keeps Facet from ${hosts.join(', ')}. Nothing can be checked or sent. Allow Facet on these sites: ` +
    'right-click its icon, then "This can read and change site data".',
  'clock-right': ({ skewMs, roundTripMs }) =>
    `Your clock is ${seconds(skewMs)} from the venue's; its answer took ${Math.round(roundTripMs)} ms.`,
  'clock-off': ({ skewMs, limitMs }) =>
    `Your computer's clock is ${seconds(skewMs)} ${skewMs > 0 ? 'behind' : 'ahead of'} the venue's; ` +
    `${seconds(limitMs)} is the most with which orders are signed. Nothing is sent. Set the clock by itself from the ` +
    'internet, then examine again.',
  'place-open': ({ country }) => `Polymarket lets this place trade${country === '' ? '' : ` (${country})`}.`,
  'place-blocked': ({ country, region }) =>
    `Polymarket does not let this place trade (${[country, region].filter(Boolean).join(', ')}). Facet shows prices ` +
    'here and sends nothing.',
  'version-known': ({ version }) => `The exchange takes orders of version ${version}, which Facet signs.`,
  'version-unknown': ({ version }) =>
    `The exchange asks for orders of a version that Facet does not know (${version}). Nothing can be sent until ` +
    'Facet is updated.',
  'catalogue-read': (facts) => `${catalogue(facts)} Everything could be read.`,
  'catalogue-partly': ({ unreadable, cause, ...facts }) =>
    `${catalogue(facts)} ${thousands(unreadable)} could not be read and are left alone. The first: ${failure(cause)}`,
  'catalogue-empty': () =>
    'The list of markets came without a market that Facet can read. Nothing can be watched. Examine again later; if ' +
    'it stays, Facet needs an update.',
  'books-right': (facts) => `${books(facts)} The venue's own hash was made again for each.`,
  'books-unproven': (facts) =>
    `${books(facts)} The venue's own hash was made again for ${facts.reproduced} of them. Books without it are used ` +
    'only while the live prices and a second question agree.',
  'books-missing': ({ asked, got }) =>
    `Of ${asked} order books asked for, ${got} came that can be used. Nothing is offered on books that are not there.`,
  'details-contradict': ({ market, cause }) =>
    `The venue contradicts itself about "${market}": ${failure(cause)} That market is not traded; the others may be ` +
    'wrong too, so look again later.',
  'socket-live': ({ openMs, firstBookMs, pongMs, dumpMs, books: count, largest, notJson }) =>
    `Live prices opened after ${openMs} ms, the first book came after ${firstBookMs} ms, an answer to a ping after ` +
    `${pongMs} ms; ${count} books came within ${dumpMs} ms, the longest message has ${thousands(largest)} characters.` +
    (notJson.length === 0 ? '' : ` It also said: ${notJson.map((text) => `"${text}"`).join(', ')}.`),
  'socket-refused': ({ reason }) =>
    `The venue's socket did not open (${reason}). It may refuse extensions. Facet then asks for the prices of open ` +
    'pages every few seconds instead, and says that they are not live.',
  'socket-silent': ({ waitedMs }) =>
    `The venue's socket opened and sent no book for ${seconds(waitedMs)}. Prices are not live; nothing is offered on ` +
    'them.',
  'socket-mute': ({ waitedMs }) =>
    `The venue's socket did not answer a ping for ${seconds(waitedMs)}, so a broken line would not be noticed. ` +
    'Prices count as not live.',
  'dump-missing': ({ asked, got, waitedMs }) =>
    `Of ${asked} books asked for at once, ${got} came within ${seconds(waitedMs)}. Markets without one stay without ` +
    'live prices.',
  'wallet-ready': ({ owner }) => `Your wallet is connected as ${short(owner)}, on Polygon.`,
  'wallet-missing': () =>
    'No wallet is connected, so the account was not examined. Connect it in the popup, then examine again. Paper ' +
    'trading needs none.',
  'accounts-found': ({ funder, signatureType, deployed }) =>
    `Your money is at ${short(funder)}, ${KINDS[signatureType] ?? 'a wallet'}; ` +
    `${deployed === 1 ? 'one wallet of yours exists' : `${deployed} wallets of yours exist`} at the venue.`,
  'accounts-plain': ({ owner }) =>
    `You trade from your plain account ${short(owner)}. The venue refuses plain accounts that are new since May ` +
    '2026: if your first order is refused, use the wallet that polymarket.com made for you.',
  'key-derived': () => 'The venue gave an API key for one signature.',
  'standing-good': ({ balanceMicros }) =>
    `${dollarsDown(balanceMicros)} can be spent, and every contract that must take it may.`,
  'standing-closed-only': () => 'The venue lets this account close bets only. Nothing can be bought.',
  'standing-short': ({ balanceMicros, blocked }) =>
    `Your account is not ready: it holds ${dollarsDown(balanceMicros)}, but ` +
    `${blocked.length === 0 ? 'not every contract may take it' : `these may not take it: ${blocked.join(', ')}`}. ` +
    'Approve trading once on polymarket.com, then examine again.',
  'orders-read': ({ open, unknownForm }) =>
    `${open} open ${open === 1 ? 'order' : 'orders'} could be read. An order that does not exist is answered with ` +
    `"${unknownForm}".`,
  'user-socket-live': ({ openMs, pongMs }) =>
    `News of your orders opened after ${openMs} ms and answered a ping after ${pongMs} ms.`,
  'asked-in-vain': ({ probe, cause }) => `${PROBE_NAMES[probe]} could not be examined: ${failure(cause)}`,
};

export const doctor = {
  probe: (id: ProbeId): string => PROBE_NAMES[id],
  finding: (finding: Finding): string => sentence(finding),
  verdict: (verdict: 'green' | 'red'): string =>
    verdict === 'green'
      ? 'All that could be asked without money was as Facet expects it.'
      : 'The examination ended here. Live trading stays locked.',
} as const;

function sentence<C extends FindingCode>({ code, params }: { readonly code: C; readonly params: FindingParams[C] }) {
  return SENTENCES[code](params);
}

function catalogue({ events, markets, v1, v2, positionIds }: FindingParams['catalogue-read']): string {
  const form = { list: 'as a list', text: 'as text', none: 'not at all' }[positionIds];
  return (
    `${thousands(events)} events with ${thousands(markets)} open markets came: ${thousands(v1)} of protocol v1, ` +
    `${thousands(v2)} of v2; position ids came ${form}.`
  );
}

function books({ books: count, bytesOfTwo, bytesOfAll, unknownKeys }: FindingParams['books-right']): string {
  const unknown = unknownKeys.length === 0 ? '' : ` Keys that Facet does not know: ${unknownKeys.join(', ')}.`;
  return (
    `${thousands(count)} order books could be read (${thousands(bytesOfTwo)} characters for two, ` +
    `${thousands(bytesOfAll)} for all).${unknown}`
  );
}

function short(address: string): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`;
}
