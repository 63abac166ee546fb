/**
 * What is held, by event and market: what the venue lists, held against what the journal of baskets says should be
 * there. Pure.
 */
import type { TradingAccount } from '../../domain/account';
import { isSameAccount } from '../../domain/account';
import type { Book } from '../../domain/book';
import type { CashOut } from '../../domain/cash-out';
import type { Condition, TokenSide, VenueEvent } from '../../domain/condition';
import { tokenOf } from '../../domain/condition';
import type { Execution } from '../../domain/execution';
import type { ConditionId, TokenId } from '../../domain/ids';
import type { Failure } from '../../domain/result';
import { sizeMicros } from '../../domain/units';
import { walkBook } from '../../domain/walk';
import type { CashDesk, ListedShares } from '../../ports/cash-desk';
import { floorOf, routesOf, type HeldByCondition, type HeldPair, type Routes } from './routes';

export interface Holding {
  readonly conditionId: ConditionId;
  readonly tokenId: TokenId;
  readonly token: TokenSide;
  readonly label: string;
  readonly sizeMicros: number;
  /** Shares of it that baskets of Facet bought and that were not turned into cash since. */
  readonly fromBasketsMicros: number;
  readonly costMicros: number | null;
  /** What selling them into the bids would bring now, after fees; null where the bids cannot say. */
  readonly bidsMicros: number | null;
  /** What one share pays, once that is decided. */
  readonly decided: 'pays' | 'pays-nothing' | null;
}

export interface PositionGroup {
  readonly eventSlug: string;
  readonly eventTitle: string;
  /** null: the venue's page of the event could not be read. */
  readonly event: VenueEvent | null;
  readonly failure: Failure | null;
  readonly holdings: readonly Holding[];
  readonly held: HeldByCondition;
  /** Least that they pay while no market is voided; null where the event is not known. */
  readonly floorMicros: number | null;
  /** The event has outcomes that its page does not show. */
  readonly hidden: boolean;
  readonly routes: Routes;
  /** When the last of them is decided, ISO; "" where the venue does not say. */
  readonly endDate: string;
}

export interface PositionFacts {
  readonly rows: readonly ListedShares[];
  /** By slug; a failure where it could not be read. */
  readonly events: ReadonlyMap<string, VenueEvent | Failure>;
  readonly books: ReadonlyMap<TokenId, Book>;
  readonly executions: readonly Execution[];
  readonly cashOuts: readonly CashOut[];
  readonly account: TradingAccount;
  readonly desk: Pick<CashDesk, 'plan' | 'placesOf'>;
}

const NO_ROUTES: Routes = { routes: [], refused: [] };

/** Those with the most at stake first. */
export function positionGroups(facts: PositionFacts): readonly PositionGroup[] {
  const slugs = [...new Set(facts.rows.map(({ eventSlug }) => eventSlug))];
  const expected = expectedShares(facts);
  return slugs
    .map((slug) => groupOf(slug, facts, expected))
    .sort((a, b) => (b.floorMicros ?? 0) - (a.floorMicros ?? 0));
}

function groupOf(slug: string, facts: PositionFacts, expected: ReadonlyMap<TokenId, number>): PositionGroup {
  const rows = facts.rows.filter(({ eventSlug }) => eventSlug === slug);
  const found = facts.events.get(slug);
  const event = found !== undefined && 'conditions' in found ? found : null;
  const byId = new Map((event?.conditions ?? []).map((condition) => [condition.id, condition] as const));
  const holdings = rows.map((row) => holdingOf(row, byId.get(row.conditionId) ?? null, facts, expected));
  const held = heldOf(rows, byId);
  const places = event?.negRisk === true ? facts.desk.placesOf(event) : null;
  const hidden = places !== null && (!places.ok || places.value.hasHole);
  const ends = rows.map((row) => byId.get(row.conditionId)?.endDate ?? '').sort();
  return {
    eventSlug: slug,
    eventTitle: event?.title ?? rows[0]?.title ?? slug,
    event,
    failure: found !== undefined && !('conditions' in found) ? found : null,
    holdings,
    held,
    floorMicros:
      event === null || rows.some(({ conditionId }) => !byId.has(conditionId))
        ? null
        : floorOf(event, held, event.negRisk && !event.negRiskAugmented && !hidden),
    hidden,
    routes: event === null ? NO_ROUTES : routesOf(event, held, facts.desk),
    endDate: ends.at(-1) ?? '',
  };
}

/** Only shares whose token is the one that the event names for that answer. */
function heldOf(rows: readonly ListedShares[], byId: ReadonlyMap<ConditionId, Condition>): HeldByCondition {
  const held = new Map<ConditionId, HeldPair>();
  for (const { conditionId, tokenId, token, sizeMicros: size } of rows) {
    const condition = byId.get(conditionId);
    if (condition === undefined || tokenOf(condition, token) !== tokenId) continue;
    const pair = held.get(conditionId) ?? { yesMicros: 0, noMicros: 0 };
    held.set(conditionId, token === 'yes' ? { ...pair, yesMicros: size } : { ...pair, noMicros: size });
  }
  return held;
}

function holdingOf(
  row: ListedShares,
  condition: Condition | null,
  { books }: PositionFacts,
  expected: ReadonlyMap<TokenId, number>,
): Holding {
  const book = books.get(row.tokenId);
  const fee = condition?.fee ?? null;
  const walk =
    book && fee ? walkBook({ levels: book.bids, sizeMicros: sizeMicros(row.sizeMicros), fee, side: 'sell' }) : null;
  const settled = condition?.settled ?? null;
  return {
    conditionId: row.conditionId,
    tokenId: row.tokenId,
    token: row.token,
    label: condition?.label ?? row.title,
    sizeMicros: row.sizeMicros,
    fromBasketsMicros: Math.min(row.sizeMicros, Math.max(0, expected.get(row.tokenId) ?? 0)),
    costMicros: row.costMicros,
    bidsMicros: walk === null ? null : walk.costMicros - walk.feeMicros,
    decided: settled === null ? null : settled === (row.token === 'yes') ? 'pays' : 'pays-nothing',
  };
}

/** What the journals say that this account holds: bought by baskets, less what was turned into cash since. */
function expectedShares({ executions, cashOuts, account }: PositionFacts): ReadonlyMap<TokenId, number> {
  const shares = new Map<TokenId, number>();
  const add = (tokenId: TokenId, micros: number): void => void shares.set(tokenId, (shares.get(tokenId) ?? 0) + micros);
  for (const { mode, account: of, legs } of executions) {
    if (mode !== 'live' || of === null || !isSameAccount(of, account)) continue;
    for (const leg of legs) add(leg.tokenId, leg.side === 'buy' ? leg.filledSizeMicros : -leg.filledSizeMicros);
  }
  for (const { state, account: of, changes } of cashOuts) {
    if (state !== 'done' || !isSameAccount(of, account)) continue;
    for (const { tokenId, changeMicros } of changes) add(tokenId, changeMicros);
  }
  return shares;
}
