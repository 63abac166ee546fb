/**
 * The ways from what is held of one event to money, each with its exact amount: only what all shares of a way have in
 * common is used, the rest stays and is looked at again afterwards. Pure.
 */
import type { CashKind } from '../../domain/cash-out';
import type { Condition, VenueEvent } from '../../domain/condition';
import type { ConditionId } from '../../domain/ids';
import type { Failure, Result } from '../../domain/result';
import { sizeMicros } from '../../domain/units';
import type { CashDesk, CashOrder, CashPlan } from '../../ports/cash-desk';

export interface HeldPair {
  readonly yesMicros: number;
  readonly noMicros: number;
}

export type HeldByCondition = ReadonlyMap<ConditionId, HeldPair>;

export interface Route {
  /** Names the event, the kind and the markets: the same way has the same name as long as it is there. */
  readonly id: string;
  readonly kind: CashKind;
  readonly order: CashOrder;
  readonly plan: CashPlan;
}

export interface Routes {
  readonly routes: readonly Route[];
  /** Ways that there would be, and why there are not. */
  readonly refused: readonly { readonly kind: CashKind; readonly failure: Failure }[];
}

const NONE: HeldPair = { yesMicros: 0, noMicros: 0 };

/** Most money first. */
export function routesOf(event: VenueEvent, held: HeldByCondition, desk: Pick<CashDesk, 'plan'>): Routes {
  const routes: Route[] = [];
  const refused: { kind: CashKind; failure: Failure }[] = [];
  for (const order of ordersOf(event, held)) {
    const plan: Result<CashPlan> = desk.plan(order);
    if (!plan.ok) refused.push({ kind: order.kind, failure: plan.error });
    else if (plan.value.cashMicros > 0) routes.push({ id: idOf(order), kind: order.kind, order, plan: plan.value });
  }
  return { routes: routes.sort((a, b) => b.plan.cashMicros - a.plan.cashMicros), refused };
}

function idOf({ event, kind, conditions }: CashOrder): string {
  const places = conditions.map(({ id }) => event.conditions.findIndex((each) => each.id === id));
  return `${event.id}/${kind}/${places.join('.')}`;
}

function ordersOf(event: VenueEvent, held: HeldByCondition): readonly CashOrder[] {
  const of = ({ id }: Condition): HeldPair => held.get(id) ?? NONE;
  const decided = event.conditions.filter((condition) => condition.settled !== null);
  const open = event.conditions.filter((condition) => condition.settled === null);
  const redeem = decided.flatMap((condition): CashOrder[] => {
    const { yesMicros, noMicros } = of(condition);
    const size = condition.settled ? yesMicros : noMicros;
    if (size === 0) return [];
    const both = { yesMicros: sizeMicros(yesMicros), noMicros: sizeMicros(noMicros) };
    return [{ kind: 'redeem', event, conditions: [condition], sizeMicros: sizeMicros(size), held: both }];
  });
  const merge = open.flatMap((condition): CashOrder[] => {
    const { yesMicros, noMicros } = of(condition);
    const size = Math.min(yesMicros, noMicros);
    return size > 0 ? [{ kind: 'merge', event, conditions: [condition], sizeMicros: sizeMicros(size) }] : [];
  });
  return [...redeem, ...merge, ...convertOf(event, open, of), ...completeOf(event, of)];
}

/**
 * NO of so many outcomes that the conversion pays most: with the k largest holdings it pays k - 1 dollars for each
 * share of the smallest of them.
 */
function convertOf(
  event: VenueEvent,
  open: readonly Condition[],
  of: (condition: Condition) => HeldPair,
): readonly CashOrder[] {
  if (!event.negRisk) return [];
  const held = open
    .filter((condition) => condition.negRisk && of(condition).noMicros > 0)
    .sort((a, b) => of(b).noMicros - of(a).noMicros);
  let best: { readonly count: number; readonly size: number } | null = null;
  for (const [index, condition] of held.entries()) {
    const size = of(condition).noMicros;
    if (index > 0 && (best === null || index * size > (best.count - 1) * best.size)) best = { count: index + 1, size };
  }
  if (best === null) return [];
  const given = new Set(held.slice(0, best.count));
  const conditions = event.conditions.filter((condition) => given.has(condition));
  return [{ kind: 'convert', event, conditions, sizeMicros: sizeMicros(best.size) }];
}

/** YES of every outcome; only protocol v2 pays for that before the event is decided. */
function completeOf(event: VenueEvent, of: (condition: Condition) => HeldPair): readonly CashOrder[] {
  const [first] = event.conditions;
  if (!event.negRisk || first?.protocol !== 'v2') return [];
  const size = Math.min(...event.conditions.map((condition) => of(condition).yesMicros));
  return size > 0 ? [{ kind: 'complete', event, conditions: [], sizeMicros: sizeMicros(size) }] : [];
}

/**
 * What the shares of one event pay at least while no market is voided, from the event's own structure alone. `isWhole`:
 * exactly one of its listed outcomes wins; else it may be that none does.
 */
export function floorOf(event: VenueEvent, held: HeldByCondition, isWhole: boolean): number {
  const pairs = event.conditions.map((condition) => ({ condition, ...(held.get(condition.id) ?? NONE) }));
  if (!event.negRisk)
    return pairs.reduce((sum, { condition, yesMicros, noMicros }) => sum + worthOf(condition, yesMicros, noMicros), 0);
  const allNo = pairs.reduce((sum, { noMicros }) => sum + noMicros, 0);
  const won = pairs.find(({ condition }) => condition.settled === true);
  if (won) return allNo - won.noMicros + won.yesMicros;
  const possible = pairs.filter(({ condition }) => condition.settled === null);
  const worlds = possible.map(({ yesMicros, noMicros }) => allNo - noMicros + yesMicros);
  return Math.min(...(isWhole && worlds.length > 0 ? worlds : [...worlds, allNo]));
}

function worthOf({ settled }: Condition, yesMicros: number, noMicros: number): number {
  if (settled === null) return Math.min(yesMicros, noMicros);
  return settled ? yesMicros : noMicros;
}
