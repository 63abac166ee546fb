/** What an examination of the venue found, in sentences: what was seen, what it means for the money, what to do. */
import type { ContractName } from '../domain/condition';
import { GRAVITY, type Finding, type FindingCode, type FindingParams, type ProbeId } from '../domain/finding';
import { dollarsDown } from '../domain/money-text';
import { failure } from './failures';
import { count as counted, plainText, shortHex } from './format';

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
const UNKNOWN_FORMS = { null: '"null"', empty: 'an empty answer', 'not-found': '"not found"' } as const;
const MARKS = { good: 'As expected', note: 'Note', red: 'Not as expected' } as const;
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
  'wallet-ready': ({ owner }) => `Your wallet is connected as ${shortHex(owner)}, on Polygon.`,
  'wallet-missing': () =>
    'No wallet is connected, so the account was not examined. Connect it in the popup, then examine again. Paper ' +
    'trading needs none.',
  'accounts-found': ({ funder, signatureType, deployed, isProfile }) =>
    `Your money is at ${shortHex(funder)}, ${KINDS[signatureType] ?? 'a wallet'}` +
    `${isProfile ? ', which is the one that polymarket.com shows' : '; polymarket.com shows no wallet of yours'}. ` +
    `${deployed === 1 ? 'It is your only one' : `${deployed} wallets of yours exist`} at the venue.`,
  'accounts-differ': ({ funder, profile }) =>
    `Facet trades from ${shortHex(funder)}, but polymarket.com shows ${shortHex(profile)} for you. What you hold ` +
    'there is what Facet sees. To use the other, disconnect and connect again.',
  'accounts-undeployed': ({ funder }) =>
    `Your wallet ${shortHex(funder)} does not exist at the venue yet, so nothing can be held or bought there. A ` +
    'deposit on polymarket.com makes it; then check again.',
  'accounts-unconfirmed': ({ funder, isProfile }) =>
    `The venue did not say whether your wallet ${shortHex(funder)} exists` +
    `${isProfile ? '; polymarket.com shows it as yours' : ', and polymarket.com shows none'}. ` +
    'The smallest real order tells.',
  'accounts-plain': ({ owner }) =>
    `You trade from your plain account ${shortHex(owner)}. The venue refuses plain accounts that are new since May ` +
    '2026: if your first order is refused, use the wallet that polymarket.com made for you.',
  'wallet-locked': ({ wallet }) =>
    `"${plainText(wallet, 40)}" is there and names no account to the page. Unlock it and let it connect to ` +
    'polymarket.com, then check again.',
  'wallet-other': ({ connected, found }) =>
    `Your wallet is on the account ${shortHex(found)}; Facet is connected with ${shortHex(connected)}. Nothing can ` +
    'be signed. Choose that account in the wallet, or disconnect and connect again.',
  'wallet-elsewhere': ({ owner, known }) =>
    `Your wallet is connected as ${shortHex(owner)}, ` +
    `${known ? 'on another network than Polygon' : 'and does not say on which network'}. ` +
    'Before each signature Facet asks it to switch.',
  'key-derived': ({ same }) =>
    same
      ? 'For one signature the venue gave the API key that is used already.'
      : 'For one signature the venue gave another API key than the one in use; both are kept for this session only.',
  'standing-good': ({ balanceMicros }) =>
    `${dollarsDown(balanceMicros)} can be spent, and every contract that must take it may.`,
  'standing-closed-only': () => 'The venue lets this account close bets only. Nothing can be bought.',
  'standing-short': ({ balanceMicros }) =>
    `Your account is not ready: it holds ${dollarsDown(balanceMicros)}, and no contract of the venue may take that ` +
    'much. Approve trading once on polymarket.com, then check again.',
  'standing-partly': ({ balanceMicros, blocked }) =>
    `${dollarsDown(balanceMicros)} can be spent, but not in ` +
    `${blocked.map((name) => KINDS_OF_MARKET[name]).join(', nor in ')}: their ` +
    'contracts may not take that much. Sets of bets with such markets are refused until you approve them on ' +
    'polymarket.com.',
  'orders-read': ({ open, trades, unknownForm }) =>
    `${open} open ${open === 1 ? 'order' : 'orders'} and ${trades} recent ${trades === 1 ? 'trade' : 'trades'} could ` +
    `be read. An order that does not exist is answered with ${UNKNOWN_FORMS[unknownForm]}, which Facet understands.`,
  'orders-odd': ({ said }) =>
    `An order that does not exist is answered in a way that Facet does not know ("${plainText(said, 60)}"). An order ` +
    'that got lost could not be told from one that was taken, so nothing is sent.',
  'user-socket-live': ({ openMs, pongMs }) =>
    `News of your orders opened after ${openMs} ms and answered a ping after ${pongMs} ms.`,
  'asked-in-vain': ({ probe, cause }) => `${PROBE_NAMES[probe]} could not be examined: ${failure(cause)}`,
};

export const doctor = {
  title: 'Check the venue',
  waits: 'Before live trading: see whether the venue is as Facet expects',
  offered: 'Whether the venue is as Facet expects',
  about:
    'Facet was made from what others say of Polymarket. This asks Polymarket itself, from your machine: it reads ' +
    'and moves no money. Your wallet is asked once for a signature that only logs in. It ends at the first thing ' +
    'that is not as Facet expects.',
  long: 'Check everything (about two minutes)',
  short: 'Short check (half a minute)',
  end: 'End the check',
  copy: 'Copy the report',
  copied: 'Copied. It holds no key and no secret; your address is shortened.',
  uncopied: 'The browser did not let Facet copy it.',
  running: (id: ProbeId): string => `Asking: ${PROBE_NAMES[id].toLowerCase()}…`,
  mark: (code: FindingCode): string => MARKS[GRAVITY[code]],
  /** Plain text: one line for each answer. */
  report: (findings: readonly Finding[], verdict: 'green' | 'red' | null, at: string): string =>
    [
      `Facet, check of the venue, ${at}`,
      ...findings.map(
        (finding) => `${MARKS[GRAVITY[finding.code]]}: ${PROBE_NAMES[finding.probe]}. ${sentence(finding)}`,
      ),
      ...(verdict === null ? [] : [doctor.verdict(verdict)]),
    ].join('\n'),
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
    `${counted(events, 'event')} with ${counted(markets, 'open market')} came: ${thousands(v1)} of protocol v1, ` +
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

const KINDS_OF_MARKET: Readonly<Record<ContractName, string>> = {
  v1: 'single markets of protocol v1',
  'v1-neg-risk': 'markets of which one wins (neg-risk) of protocol v1',
  v2: 'markets of protocol v2',
};
