/**
 * What stands beside a set of bets that is asked for: money in the same events and on the same relations, what was
 * newly put at risk today, bets on their way or armed, and sides taken a moment ago (docs/limits.md 2). From the
 * journal alone, exact and never too little: what is not known to have come back is counted. Pure.
 */
import type { Certificate } from '../../domain/basket';
import type { Condition, VenueEvent } from '../../domain/condition';
import { conditionsByKey } from '../../domain/condition';
import type { Execution, ExecutionLeg } from '../../domain/execution';
import { EXECUTION_STATES, isFull, isOpen } from '../../domain/execution';
import type { TokenId } from '../../domain/ids';
import { DAY_MS, moneyMicros, type MoneyMicros } from '../../domain/units';
import { relationsUnder } from '../opportunities/your-word';
import { claimOfLeg } from './exposure';

export interface Target {
  readonly events: readonly {
    readonly title: string;
    readonly slug: string | null;
    readonly conditionIds: ReadonlySet<string>;
  }[];
  readonly relations: readonly { readonly id: string; readonly why: string }[];
}

interface Shared {
  /** Name for the user. */
  readonly name: string;
  readonly micros: MoneyMicros;
}

export interface Beside {
  readonly events: readonly Shared[];
  readonly relations: readonly Shared[];
  readonly dayMicros: MoneyMicros;
  /** Sent and not settled. */
  readonly openLegs: number;
  readonly sides: readonly SideTaken[];
}

/** An order of a set of bets that may have traded. */
export interface SideTaken {
  readonly tokenId: TokenId;
  readonly side: 'buy' | 'sell';
  /** When it was sent, or later. */
  readonly atMs: number;
}

export interface BesideFacts {
  readonly nowMs: number;
  /** How long an order lives, by which its end tells when it was sent. */
  readonly orderLifeMs: number;
  /** Shares that cash-outs took (negative) since; null where that cannot be told. */
  readonly movedByCash: (since: {
    readonly account: NonNullable<Execution['account']>;
    readonly tokenId: TokenId;
    readonly sinceMs: number;
  }) => number | null;
  /** Its market is decided: nothing is at risk in it any more. */
  readonly isDecided: (conditionId: string) => boolean;
}

/** What the set would add to. A leg whose event nobody knows stands for an event of its own. */
export function targetOf(
  certificate: Certificate,
  conditions: readonly Condition[],
  events: readonly VenueEvent[],
): Target {
  const known = conditionsByKey(conditions);
  const touched = new Map<string, Target['events'][number]>();
  for (const { condition: key } of certificate.legs) {
    const condition = known.get(key);
    const event = events.find(({ id }) => id === condition?.eventId);
    touched.set(
      event?.id ?? key,
      event
        ? { title: event.title, slug: event.slug, conditionIds: new Set(event.conditions.map(({ id }) => id)) }
        : { title: condition?.question ?? '', slug: null, conditionIds: new Set([key]) },
    );
  }
  const why = new Map(certificate.rules.map((rule) => [rule.relationId, rule.why] as const));
  return {
    events: [...touched.values()],
    relations: [...relationsUnder(certificate)].map((id) => ({ id, why: why.get(id) ?? '' })),
  };
}

/** @param executions all but the one that asks. */
export function besideOf(executions: readonly Execution[], target: Target, facts: BesideFacts): Beside {
  // What is armed may be sent at any moment.
  const sent = executions.filter(
    ({ mode, state }) => mode === 'live' && (EXECUTION_STATES[state].sent || state === 'armed'),
  );
  const isIn = (each: Execution, { slug, conditionIds }: Target['events'][number]): boolean =>
    (slug !== null && each.eventSlug === slug) || each.legs.some(({ conditionId }) => conditionIds.has(conditionId));
  const inAny = (each: Execution): boolean => target.events.some((event) => isIn(each, event));
  // A record from before relations were kept may rest on any of those of its event.
  const restsOn = (each: Execution, id: string): boolean => each.relationIds?.includes(id) ?? inAny(each);
  return {
    events: target.events.map((event) => ({
      name: event.title,
      micros: atRiskOf(
        sent.filter((each) => isIn(each, event)),
        facts,
      ),
    })),
    relations: target.relations.map(({ id, why }) => ({
      name: why,
      micros: atRiskOf(
        sent.filter((each) => restsOn(each, id)),
        facts,
      ),
    })),
    dayMicros: putAtRiskSince(sent, dayOf(facts.nowMs) * DAY_MS),
    openLegs: sent.reduce((sum, { legs }) => sum + legs.filter(({ settled }) => !settled).length, 0),
    sides: sent.flatMap((each) => sidesOf(each, facts)),
  };
}

/** Days since 1970, UTC: the limit of a day begins anew with each. */
export function dayOf(nowMs: number): number {
  return Math.floor(nowMs / DAY_MS);
}

/** Everything that was bought or may still be since then, whatever came of it; what is not bought is free again. */
export function putAtRiskSince(executions: readonly Execution[], sinceMs: number): MoneyMicros {
  const since = executions.filter(({ createdAtMs, mode }) => mode === 'live' && createdAtMs >= sinceMs);
  return moneyMicros(since.reduce((sum, { legs }) => sum + legs.reduce((all, leg) => all + claimOfLeg(leg), 0), 0));
}

interface Held {
  readonly account: Execution['account'];
  readonly tokenId: TokenId;
  readonly decided: boolean;
  claim: number;
  bought: number;
  gone: number;
  sinceMs: number;
}

/**
 * Money in these sets that has not come back: by share, what its buys cost, times the part of them that is still held.
 * A share leaves by a sale or by an own cash-out; how one of unknown size ended is not guessed.
 */
export function atRiskOf(executions: readonly Execution[], { movedByCash, isDecided }: BesideFacts): MoneyMicros {
  const held = new Map<string, Held>();
  for (const { account, createdAtMs, legs } of executions)
    for (const leg of legs) {
      const key = `${account?.funder ?? ''} ${leg.tokenId}`;
      const { tokenId } = leg;
      const fresh = {
        account,
        tokenId,
        decided: isDecided(leg.conditionId),
        claim: 0,
        bought: 0,
        gone: 0,
        sinceMs: Infinity,
      };
      const entry = held.get(key) ?? fresh;
      held.set(key, entry);
      entry.sinceMs = Math.min(entry.sinceMs, createdAtMs);
      if (leg.side === 'sell') entry.gone += leg.filledSizeMicros;
      else {
        entry.claim += claimOfLeg(leg);
        entry.bought += mayBeBought(leg) ? leg.sizeMicros : leg.filledSizeMicros;
      }
    }
  let total = 0;
  for (const { account, tokenId, decided, claim, bought, gone, sinceMs } of held.values()) {
    if (decided || bought <= 0) continue;
    const cashed = account === null ? 0 : (movedByCash({ account, tokenId, sinceMs }) ?? 0);
    const left = Math.min(bought, Math.max(0, bought - gone + Math.min(0, cashed)));
    total += Number((BigInt(claim) * BigInt(left) + BigInt(bought) - 1n) / BigInt(bought));
  }
  return moneyMicros(total);
}

function mayBeBought(leg: ExecutionLeg): boolean {
  return isOpen(leg) || (!leg.settled && !isFull(leg));
}

function sidesOf({ legs, createdAtMs }: Execution, { orderLifeMs }: BesideFacts): readonly SideTaken[] {
  return legs
    .filter((leg) => leg.filledSizeMicros > 0 || isOpen(leg))
    .map(({ tokenId, side, orders }) => ({
      tokenId,
      side,
      atMs: Math.max(createdAtMs, ...orders.map(({ expiresAtMs }) => (expiresAtMs ?? 0) - orderLifeMs)),
    }));
}
