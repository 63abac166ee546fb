/** Asks the venue, the books and the account, and puts the basket to the risk gate. Done before and after signing. */
import { isSameAccount, type TradingAccount } from '../../domain/account';
import type { Book } from '../../domain/book';
import type { RiskApproved } from '../../domain/basket';
import { conditionsByKey, contractOf, tokenOf, type Contract, type Protocol } from '../../domain/condition';
import { isUnresolved, type ExecutionMode } from '../../domain/execution';
import type { CertificateHash, TokenId } from '../../domain/ids';
import type { Failure, Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import type { Settings } from '../../protocol/settings';
import { moneyMicros, sizeMicros, type MoneyMicros, type SizeMicros } from '../../domain/units';
import type { Settlement } from '../../ports/settlement';
import type { Clock } from '../../ports/clock';
import type { Login } from '../../ports/login';
import type { MarketData } from '../../ports/market-data';
import type { OrderEntry } from '../../ports/order-entry';
import type { VenueRules } from '../../ports/venue-rules';
import type { AssessService } from '../assess/assess';
import type { ClearanceService } from '../doctor/clearance';
import type { Opportunity } from '../opportunities/opportunities';
import type { PortfolioService } from '../portfolio/portfolio';
import type { Component, RelationsService } from '../relations/relations';
import { besideOf, targetOf, type Beside, type BesideFacts, type Target } from '../risk/beside';
import { claimedBy, claimedByOrders, isTaken } from '../risk/exposure';
import type { BasketRequest, LiveFacts, RiskFacts } from '../risk/risk';
import { approveBasket } from '../risk/risk';
import type { SignaturesService } from '../signatures/signatures';
import type { Journal } from './journal';

export interface CheckDependencies {
  readonly assess: AssessService;
  readonly relations: Pick<RelationsService, 'confirmNow' | 'events' | 'conditionOf'>;
  readonly movedByCash: BesideFacts['movedByCash'];
  readonly portfolio: Pick<PortfolioService, 'session' | 'refreshBalance' | 'renew'>;
  readonly journal: Pick<Journal, 'all'>;
  /** What was signed and not sent may be spent by others. */
  readonly signatures: Pick<SignaturesService, 'claimedMicros'>;
  /** Asks the venue for these books now; answers only if every one is known to be right. */
  readonly books: { refresh(tokens: readonly TokenId[]): Promise<Result<readonly Book[]>> };
  readonly market: Pick<MarketData, 'fetchGeoblock' | 'fetchServerTime'>;
  readonly orders: Pick<OrderEntry, 'fetchMode' | 'fetchOpenOrders' | 'fetchOrderVersion'>;
  readonly settlement: Pick<Settlement, 'fetchBalance'>;
  readonly login: Pick<Login, 'fetchClosedOnly'>;
  readonly clearance: Pick<ClearanceService, 'lockedBecause'>;
  readonly rules: VenueRules;
  readonly settings: () => Settings;
  /** Why nothing new may be taken; null when it may. */
  readonly reducingBecause: () => Failure | null;
  readonly clock: Clock;
}

export interface CheckRequest {
  readonly opportunity: Opportunity;
  /** Of the execution that asks: it does not stand in its own way. */
  readonly id: string;
  readonly mode: ExecutionMode;
  readonly maxCostMicros: MoneyMicros;
  readonly movesMoney: boolean;
  /** Asked when the answers are there, not before. */
  readonly haltedBecause: () => Failure | null;
}

export interface Checked {
  readonly approved: RiskApproved<BasketRequest>;
  /** null where no money moves. */
  readonly account: TradingAccount | null;
  /** Shares of the legs' tokens in the account now, of those that could be read; null where no money moves. */
  readonly held: ReadonlyMap<TokenId, SizeMicros> | null;
}

export async function checkBasket(
  dependencies: CheckDependencies,
  request: CheckRequest,
  signal: AbortSignal,
): Promise<Result<Checked>> {
  const [{ confirmed, live, held }, books] = await Promise.all([
    askAnswers(dependencies, request, signal),
    dependencies.books.refresh(tokensOf(request.opportunity)),
  ]);
  if (!books.ok) return books;
  const byToken = new Map(books.value.map((book) => [book.tokenId, book] as const));
  const approved = judgeBasket(dependencies, request, {
    confirmed,
    live,
    bookOf: (condition, token) => byToken.get(tokenOf(condition, token)) ?? null,
  });
  return approved.ok ? ok({ approved: approved.value, account: live?.account ?? null, held }) : approved;
}

/** What others say of a basket. */
export interface BasketAnswers {
  /** Its component, read from the venue a moment ago. */
  readonly confirmed: Result<Component>;
  /** null where no money moves. */
  readonly live: LiveFacts | null;
  readonly held: Checked['held'];
}

/** Asks venue and account, not the books. */
export async function askAnswers(
  dependencies: CheckDependencies,
  { id, opportunity, movesMoney }: Pick<CheckRequest, 'id' | 'opportunity' | 'movesMoney'>,
  signal: AbortSignal,
): Promise<BasketAnswers> {
  const { component } = opportunity;
  const tokens = tokensOf(opportunity);
  const contracts = new Map(
    component.conditions.flatMap((each) => each.tokens.map((token) => [token, contractOf(each)])),
  );
  const [confirmed, live, held] = await Promise.all([
    dependencies.relations.confirmNow(component, signal),
    movesMoney ? askBasketFacts(dependencies, { id, opportunity }, signal) : Promise.resolve(null),
    movesMoney ? askHeld(dependencies, tokens, contracts, signal) : Promise.resolve(null),
  ]);
  return { confirmed, live, held };
}

function tokensOf({ certified, component }: Pick<Opportunity, 'certified' | 'component'>): readonly TokenId[] {
  const conditions = conditionsByKey(component.conditions);
  return certified.certificate.legs.flatMap((leg) => {
    const condition = conditions.get(leg.condition);
    return condition ? [tokenOf(condition, leg.token)] : [];
  });
}

/** What must be known before these very bets move real money. */
function askBasketFacts(
  dependencies: CheckDependencies,
  { id, opportunity }: Pick<CheckRequest, 'id' | 'opportunity'>,
  signal: AbortSignal,
): Promise<LiveFacts> {
  const { certified, component } = opportunity;
  const conditions = conditionsByKey(component.conditions);
  const protocols = certified.certificate.legs.flatMap((leg) => conditions.get(leg.condition)?.protocol ?? []);
  return askLiveFacts(dependencies, { id, hash: certified.hash }, protocols, signal);
}

/** Puts the basket to the gate with what was asked for and with all that is known here at this moment. */
export function judgeBasket(
  dependencies: Pick<CheckDependencies, 'assess' | 'settings' | 'reducingBecause' | 'relations'> & BesideDependencies,
  request: Omit<CheckRequest, 'movesMoney'>,
  facts: Pick<RiskFacts, 'confirmed' | 'live' | 'bookOf'>,
): Result<RiskApproved<BasketRequest>> {
  const { opportunity, mode, maxCostMicros } = request;
  const { certified, component } = opportunity;
  return approveBasket(
    { certified, component, assessment: dependencies.assess.basket(opportunity), mode, maxCostMicros },
    {
      ...facts,
      settings: dependencies.settings(),
      rules: dependencies.rules,
      halted: request.haltedBecause(),
      reducing: dependencies.reducingBecause(),
      nowMs: dependencies.clock.nowMs(),
      beside: facts.live && askBeside(dependencies, request.id, targetOfBasket(dependencies, opportunity)),
    },
  );
}

function targetOfBasket(
  { relations }: Pick<CheckDependencies, 'relations'>,
  { certified, component }: Opportunity,
): Target {
  return targetOf(certified.certificate, component.conditions, [component.event, ...relations.events()]);
}

type BesideDependencies = Pick<CheckDependencies, 'journal' | 'relations' | 'movedByCash' | 'rules' | 'clock'>;

/** What would stand beside a set that is offered. */
export function besideOffer(dependencies: BesideDependencies, opportunity: Opportunity): Beside {
  return askBeside(dependencies, '', targetOfBasket(dependencies, opportunity));
}

/** What of the journal stands beside the execution that asks. */
export function askBeside(
  { journal, relations, movedByCash, rules, clock }: BesideDependencies,
  id: string,
  target: Target,
): Beside {
  return besideOf(
    journal.all().filter((each) => each.id !== id),
    target,
    {
      nowMs: clock.nowMs(),
      orderLifeMs: rules.orderLifeSeconds * 1_000,
      movedByCash,
      isDecided: (conditionId) => typeof relations.conditionOf(conditionId)?.settled === 'boolean',
    },
  );
}

/** What later tells what was bought, should the venue forget its orders. No answer does not stand in the way. */
async function askHeld(
  { portfolio, settlement }: CheckDependencies,
  tokens: readonly TokenId[],
  contracts: ReadonlyMap<TokenId, Contract>,
  signal: AbortSignal,
): Promise<ReadonlyMap<TokenId, SizeMicros>> {
  const session = portfolio.session();
  const held = new Map<TokenId, SizeMicros>();
  if (session === null) return held;
  const { account, credentials } = session;
  await Promise.all(
    [...new Set(tokens)].map(async (tokenId) => {
      const contract = contracts.get(tokenId);
      if (contract === undefined) return;
      const asset = { tokenId, contract };
      const read = await settlement.fetchBalance({ account, credentials, asset, fresh: true }, signal);
      if (read.ok) held.set(tokenId, sizeMicros(read.value.balanceMicros));
    }),
  );
  return held;
}

const OPEN = { kind: 'open', seconds: null } as const;

/** What must be known before real money moves. */
export async function askLiveFacts(
  dependencies: CheckDependencies,
  asking: { readonly id: string; readonly hash: CertificateHash } | null,
  /** Of the markets that are traded; none where it is only asked whether any may be. */
  protocols: readonly Protocol[],
  signal: AbortSignal,
): Promise<LiveFacts> {
  const { portfolio, market, journal, orders, clock, clearance } = dependencies;
  const askedAt = clock.nowMs();
  const atFirst = portfolio.session();
  const [geoblock, first, time, orderVersion, venueMode] = await Promise.all([
    market.fetchGeoblock(signal),
    askAccount(dependencies, signal),
    market.fetchServerTime(signal),
    orders.fetchOrderVersion(signal),
    // Asked for orders that are about to be sent alone.
    atFirst === null || asking === null ? OPEN : orders.fetchMode(atFirst, Math.max(1, protocols.length), signal),
  ]);
  // The venue tells whole seconds: half a second and half the round trip are unknown either way.
  const middle = (askedAt + clock.nowMs()) / 2;
  // Keys may end after half an hour; the user is here to sign anew, and need not connect again.
  const isOver = !first.closedOnly.ok && first.closedOnly.error.code === 'unauthorized';
  const { closedOnly, collateral, openOrders } =
    isOver && (await portfolio.renew(signal)).ok ? await askAccount(dependencies, signal) : first;
  const session = portfolio.session();
  const isOther = session !== null && (atFirst === null || !isSameAccount(atFirst.account, session.account));
  return {
    account: session?.account ?? null,
    isUndeployed: session !== null && session.undeployed !== null,
    geoblock,
    // Answers about two accounts tell of neither.
    closedOnly: isOther ? fail('account-changed', {}) : closedOnly,
    collateral,
    clockSkewMs: time.ok ? Math.round(time.value + 500 - middle) : null,
    locked: session === null ? null : clearance.lockedBecause(session.account, protocols),
    ...ownFacts(dependencies, asking),
    openOrders: openOrders.ok
      ? ok({ orders: openOrders.value, claimedMicros: claimedByOrders(openOrders.value, journal.all()) })
      : openOrders,
    orderVersion,
    venueMode,
  };
}

/** What of it is known here, without asking anybody. */
export function ownFacts(
  { journal, signatures }: Pick<CheckDependencies, 'journal' | 'signatures'>,
  asking: { readonly id: string; readonly hash: CertificateHash } | null,
): Pick<LiveFacts, 'unresolved' | 'claimedMicros' | 'taken'> {
  const executions = journal.all();
  const id = asking?.id ?? null;
  return {
    unresolved: executions.filter((each) => each.id !== id && isUnresolved(each)).length,
    claimedMicros: moneyMicros(claimedBy(executions, id) + signatures.claimedMicros(id)),
    taken: asking !== null && isTaken(executions, asking.hash, id),
  };
}

async function askAccount({ portfolio, login, orders }: CheckDependencies, signal: AbortSignal) {
  const session = portfolio.session();
  const nobody = Promise.resolve(fail('no-account', {}));
  const key = session && { account: session.account, credentials: session.credentials };
  const [closedOnly, collateral, openOrders] = await Promise.all([
    key ? login.fetchClosedOnly(key, signal) : nobody,
    portfolio.refreshBalance(signal),
    key ? orders.fetchOpenOrders(key, signal) : nobody,
  ]);
  return { closedOnly, collateral, openOrders };
}
