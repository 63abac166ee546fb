/** Positions and cash-outs in facts; what they mean in words stands in lib/words. Pure. */
import type { CashOut, CashState } from '../../domain/cash-out';
import { isUnderWay } from '../../domain/cash-out';
import type { Failure } from '../../domain/result';
import { DAY_MS, MICROS, type TimeMs } from '../../domain/units';
import type { CashOutView, CashRouteView, PositionGroupView, SharesView, Tone } from '../../protocol/views';
import { isClosable } from './closable';
import type { PositionGroup } from './positions';
import type { Route } from './routes';

const WHOLE_BIPS = 10_000;
const DAYS_A_YEAR = 365;
/** About $0.05 for the 214 thousand of an approval and a split, as reported in 2026-02; the wallet shows the price. */
const GAS_MICROS_PER_THOUSAND = 250;
const SHOW_ENDED_MS = DAY_MS;
const MOST_SHOWN = 5;

export interface PositionViewFacts {
  readonly nowMs: TimeMs;
  /** The venue's relayer pays for the account's transactions. */
  readonly venuePaysGas: boolean;
}

export function buildGroupView(group: PositionGroup, facts: PositionViewFacts): PositionGroupView {
  const { holdings, routes, floorMicros, hidden, failure } = group;
  const bidsMicros = sum(holdings.map((each) => each.bidsMicros));
  const now = routes.routes.map((route) => routeView(route, facts));
  const failures: Failure[] = [...(failure ? [failure] : []), ...routes.refused.map((each) => each.failure)];
  return {
    eventSlug: group.eventSlug,
    eventTitle: group.eventTitle,
    holdings: holdings.map(
      ({ label, token, sizeMicros, fromBasketsMicros, costMicros, bidsMicros: bids, decided }) => ({
        label,
        token,
        sizeMicros,
        fromBasketsMicros,
        costMicros,
        bidsMicros: bids,
        decided,
      }),
    ),
    costMicros: sum(holdings.map(({ costMicros }) => costMicros)),
    floorMicros,
    bidsMicros,
    hidden,
    routes: [...now, ...sellView(group, bidsMicros), ...holdView(group, bidsMicros, facts)],
    failures,
  };
}

/** null where one is. */
function sum(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>((total, each) => (total === null || each === null ? null : total + each), 0);
}

function routeView({ id, kind, plan }: Route, { venuePaysGas }: PositionViewFacts): CashRouteView {
  const shares = (sign: 1 | -1): readonly SharesView[] =>
    plan.changes
      .filter(({ changeMicros }) => changeMicros * sign > 0)
      .map(({ label, token, changeMicros }) => ({ label, token, sizeMicros: changeMicros * sign }));
  return {
    id,
    kind,
    sizeMicros: plan.sizeMicros,
    cashMicros: plan.cashMicros,
    gasMicros: venuePaysGas ? 0 : plan.gasThousands * GAS_MICROS_PER_THOUSAND,
    days: 0,
    yearBps: null,
    gives: shares(-1),
    gets: shares(1),
  };
}

function heldShares({ holdings }: PositionGroup): readonly SharesView[] {
  return holdings.map(({ label, token, sizeMicros }) => ({ label, token, sizeMicros }));
}

const PLAIN = { id: null, sizeMicros: 0, gasMicros: 0, gets: [] } as const;

function sellView(group: PositionGroup, bidsMicros: number | null): readonly CashRouteView[] {
  if (bidsMicros === null || bidsMicros <= 0) return [];
  return [{ ...PLAIN, kind: 'sell', cashMicros: bidsMicros, days: 0, yearBps: null, gives: heldShares(group) }];
}

/** What waiting pays at least, and what that is a year on what could be had now. */
function holdView(
  group: PositionGroup,
  bidsMicros: number | null,
  { nowMs }: PositionViewFacts,
): readonly CashRouteView[] {
  const { floorMicros, endDate, routes } = group;
  if (floorMicros === null || floorMicros <= 0) return [];
  const endMs = Date.parse(endDate);
  const days = Number.isFinite(endMs) ? Math.max(0, Math.ceil((endMs - nowMs) / DAY_MS)) : null;
  const cashNow = Math.max(bidsMicros ?? 0, ...routes.routes.map(({ plan }) => plan.cashMicros));
  const yearBps =
    days === null || days === 0 || cashNow < MICROS
      ? null
      : Math.floor((((floorMicros - cashNow) / cashNow) * WHOLE_BIPS * DAYS_A_YEAR) / days);
  return [{ ...PLAIN, kind: 'hold', cashMicros: floorMicros, days, yearBps, gives: heldShares(group) }];
}

const TONES: Readonly<Record<CashState, Tone>> = {
  drafted: 'quiet',
  signing: 'attention',
  sending: 'attention',
  pending: 'attention',
  unknown: 'attention',
  done: 'violation',
  failed: 'loss',
  abandoned: 'quiet',
};

/** What needs the user first, then the newest of the last day. */
export function cashOutViews(all: readonly CashOut[], nowMs: TimeMs): readonly CashOutView[] {
  const open = all.filter(isUnderWay);
  const ended = all.filter((each) => !isUnderWay(each) && nowMs - each.updatedAtMs < SHOW_ENDED_MS);
  return [...open, ...ended].slice(0, Math.max(open.length, MOST_SHOWN)).map((each) => ({
    id: each.id,
    kind: each.kind,
    state: each.state,
    tone: TONES[each.state],
    eventSlug: each.eventSlug,
    eventTitle: each.eventTitle,
    sizeMicros: each.sizeMicros,
    cashMicros: each.cashMicros,
    failure: each.failure,
    closable: isClosable(each, nowMs),
    updatedAtMs: each.updatedAtMs,
  }));
}
