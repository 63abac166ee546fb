/** Asks the venue, the books and the account, and puts the basket to the risk gate. Done before and after signing. */
import type { TradingAccount } from '../../domain/account';
import type { Book } from '../../domain/book';
import type { RiskApproved } from '../../domain/basket';
import { conditionsByKey, tokenOf } from '../../domain/condition';
import { isUnresolved, type ExecutionMode } from '../../domain/execution';
import type { TokenId } from '../../domain/ids';
import type { Failure, Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import type { Settings } from '../../protocol/settings';
import type { MoneyMicros } from '../../domain/units';
import type { Clock } from '../../ports/clock';
import type { Login } from '../../ports/login';
import type { MarketData } from '../../ports/market-data';
import type { VenueRules } from '../../ports/venue-rules';
import type { AssessService } from '../assess/assess';
import type { Opportunity } from '../opportunities/opportunities';
import type { PortfolioService } from '../portfolio/portfolio';
import type { RelationsService } from '../relations/relations';
import type { BasketRequest, LiveFacts } from '../risk/risk';
import { approveBasket } from '../risk/risk';
import type { Journal } from './journal';

export interface CheckDependencies {
  readonly assess: AssessService;
  readonly relations: Pick<RelationsService, 'confirmNow'>;
  readonly portfolio: Pick<PortfolioService, 'session' | 'refreshBalance'>;
  readonly journal: Pick<Journal, 'all'>;
  /** Asks the venue for these books now; answers only if every one is known to be right. */
  readonly books: { refresh(tokens: readonly TokenId[]): Promise<Result<readonly Book[]>> };
  readonly market: Pick<MarketData, 'fetchGeoblock' | 'fetchServerTime'>;
  readonly login: Pick<Login, 'fetchClosedOnly'>;
  readonly rules: VenueRules;
  readonly settings: () => Settings;
  readonly clock: Clock;
}

export interface CheckRequest {
  readonly opportunity: Opportunity;
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
}

export async function checkBasket(
  dependencies: CheckDependencies,
  request: CheckRequest,
  signal: AbortSignal,
): Promise<Result<Checked>> {
  const { relations, assess, rules, clock } = dependencies;
  const { certified, component } = request.opportunity;
  const conditions = conditionsByKey(component.conditions);
  const tokens = certified.certificate.legs.flatMap((leg) => {
    const condition = conditions.get(leg.condition);
    return condition ? [tokenOf(condition, leg.token)] : [];
  });
  const [confirmed, books, live] = await Promise.all([
    relations.confirmNow(component, signal),
    dependencies.books.refresh(tokens),
    request.movesMoney ? askLiveFacts(dependencies, signal) : Promise.resolve(null),
  ]);
  if (!books.ok) return books;
  const byToken = new Map(books.value.map((book) => [book.tokenId, book] as const));
  const approved = approveBasket(
    {
      certified,
      component,
      assessment: assess.basket(request.opportunity),
      mode: request.mode,
      maxCostMicros: request.maxCostMicros,
    },
    {
      settings: dependencies.settings(),
      rules,
      halted: request.haltedBecause(),
      confirmed,
      bookOf: (condition, token) => byToken.get(tokenOf(condition, token)) ?? null,
      nowMs: clock.nowMs(),
      live,
    },
  );
  return approved.ok ? ok({ approved: approved.value, account: live?.account ?? null }) : approved;
}

/** What must be known before real money moves. */
export async function askLiveFacts(
  { portfolio, market, login, journal, clock }: CheckDependencies,
  signal: AbortSignal,
): Promise<LiveFacts> {
  const session = portfolio.session();
  const askedAt = clock.nowMs();
  const [geoblock, closedOnly, collateral, time] = await Promise.all([
    market.fetchGeoblock(signal),
    session
      ? login.fetchClosedOnly({ account: session.account, credentials: session.credentials }, signal)
      : Promise.resolve(fail('no-account', {})),
    portfolio.refreshBalance(signal),
    market.fetchServerTime(signal),
  ]);
  // The venue tells whole seconds: half a second and half the round trip are unknown either way.
  const middle = (askedAt + clock.nowMs()) / 2;
  return {
    account: session?.account ?? null,
    geoblock,
    closedOnly,
    collateral,
    clockSkewMs: time.ok ? Math.round(time.value + 500 - middle) : null,
    unresolved: journal.all().filter(isUnresolved).length,
  };
}
