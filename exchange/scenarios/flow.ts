/**
 * Order-flow agents on exchange time. Everything they do is one sequence drawn from one seed: two runs with the same
 * seed make the same changes in the same order, whatever the clock's speed and however late its callbacks come (as long
 * as nobody else trades).
 *
 *   wait (exponential, by rate) -> pick a market -> resize | drift | take | thin | burst -> refill -> wait ...
 *                                        timed tasks (a gap opens) run between two steps of the same sequence
 */
import type { ExchangeCore, FlowView, MarketSpec } from '../model';
import type { Random } from '../../lib/domain/random';
import { createDesk, type Desk } from './desk';
import { GAP_ACCOUNT } from './gap';
import { applyTransfer, drawTransfer, fairMicros, type World } from './world';

interface State {
  readonly world: World;
  readonly open: readonly MarketSpec[];
  weights: readonly number[];
  frozen: boolean;
}

interface Task {
  readonly atMs: number;
  readonly run: () => void;
}

export interface Flow extends FlowView {
  readonly desk: Desk;
  gap: FlowView['gap'];
  /** Runs after this many exchange milliseconds since the start, inside the sequence. */
  later(delayMs: number, run: () => void): void;
  /** The agents of a world hold still, or go on and first put the books right. */
  freeze(world: World): void;
  thaw(world: World): void;
  stop(): void;
}

const TAKERS = ['taker-ash', 'taker-elm', 'taker-oak', 'taker-yew'] as const;
const CASH_MICROS = 200_000_000 * 1_000_000;
/** Most steps of one callback, so that a fast clock does not keep the process from answering requests. */
const STEPS_A_CALLBACK = 150;
const SHARE = 1_000_000;

/** One closure over the sequence of agents, so that its order (and so a seed) is read in one place. */
export function startFlow(
  core: ExchangeCore,
  random: Random,
  setUp: { readonly worlds: readonly World[]; readonly changesPerSecond: number },
): Flow {
  const desk = createDesk(core, random);
  const states = setUp.worlds.map((world): State => ({
    world,
    open: world.events.flatMap((event) => event.markets.filter((market) => market.acceptingOrders && !market.closed)),
    weights: world.atoms.map((atom) => atom.startMicros),
    frozen: false,
  }));
  const byCondition = new Map(
    states.flatMap((state) => state.open.map((market) => [market.conditionId, state] as const)),
  );
  for (const account of ['maker-north', 'maker-south', 'maker-east', GAP_ACCOUNT, ...TAKERS])
    core.deposit(account, { cashMicros: CASH_MICROS });
  for (const state of states) for (const event of state.world.events) core.addEvent(event);
  const fairOf = (state: State, market: MarketSpec): number =>
    fairMicros(state.world, state.weights, market.conditionId);
  const settle = (state: State, market: MarketSpec): void => {
    desk.refill(market, fairOf(state, market));
    desk.deepen(market, fairOf(state, market));
  };
  for (const state of states) for (const market of state.open) settle(state, market);

  const drift = (state: State): void => {
    const transfer = drawTransfer(state.world, state.weights, random);
    if (!transfer) return;
    const from = state.world.atoms[transfer.from]?.wins;
    const to = state.world.atoms[transfer.to]?.wins;
    const next = applyTransfer(state.weights, transfer);
    const touched = state.open.filter((market) => from?.has(market.conditionId) !== to?.has(market.conditionId));
    // Old belief, then quotes that suit both, then the new belief: some coherent vector lies inside all bands at every
    // moment.
    for (const market of touched) desk.guard(market, fairMicros(state.world, next, market.conditionId));
    state.weights = next;
    for (const market of touched) desk.refill(market, fairOf(state, market));
  };

  const take = (market: MarketSpec, outcome: 0 | 1, largest: number): void => {
    const account = TAKERS[Math.floor(random() * TAKERS.length)] ?? TAKERS[0];
    desk.take(account, market.tokens[outcome], Math.round(5 + random() ** 3 * largest) * SHARE);
  };

  const act = (): void => {
    const live = states.filter((state) => !state.frozen);
    const markets = live.flatMap((state) => state.open);
    const market = markets[Math.floor(random() * markets.length)];
    const state = market && byCondition.get(market.conditionId);
    const kind = random();
    if (!market || !state) return;
    const outcome = random() < 0.5 ? 0 : 1;
    if (kind < 0.5) desk.resize(market);
    else if (kind < 0.72) drift(state);
    else if (kind < 0.88) {
      take(market, outcome, 260);
      if (random() < 0.7) desk.refill(market, fairOf(state, market));
    } else if (kind < 0.95) {
      desk.thin(market, outcome === 0 ? 'ask' : 'bid', 1 + Math.floor(random() * 2));
    } else if (kind < 0.98) desk.refill(market, fairOf(state, market));
    else {
      for (let count = 3 + Math.floor(random() * 6); count > 0; count -= 1) take(market, outcome, 900);
      drift(state);
      desk.refill(market, fairOf(state, market));
    }
  };

  const startMs = core.clock.nowMs();
  let nextMs = startMs;
  let tasks: readonly Task[] = [];
  let stopped = false;
  let cancelTimer: () => void = () => undefined;

  const step = (): void => {
    const [task] = tasks;
    if (task && task.atMs <= nextMs) {
      tasks = tasks.slice(1);
      task.run();
      return;
    }
    const before = desk.counters.changes;
    act();
    // Exponential gaps, and a step that made many changes is followed by a longer rest: the mean rate is the one asked
    // for.
    const made = Math.max(1, desk.counters.changes - before);
    nextMs += (-Math.log(1 - random()) * made * 1000) / setUp.changesPerSecond;
  };
  const arm = (): void => {
    cancelTimer();
    if (stopped) return;
    const due = Math.min(nextMs, tasks[0]?.atMs ?? Infinity);
    cancelTimer = core.clock.after(Math.max(0, Math.ceil(due - core.clock.nowMs())), run);
  };
  const run = (): void => {
    for (
      let steps = 0;
      steps < STEPS_A_CALLBACK && !stopped && Math.min(nextMs, tasks[0]?.atMs ?? Infinity) <= core.clock.nowMs();
      steps += 1
    )
      step();
    arm();
  };

  const flow: Flow = {
    desk,
    gap: 'none',
    get changes() {
      return desk.counters.changes;
    },
    get rejections() {
      return desk.counters.rejections;
    },
    fairMicros(conditionId) {
      const state = byCondition.get(conditionId);
      return state ? fairMicros(state.world, state.weights, conditionId) : null;
    },
    later(delayMs, task) {
      tasks = [...tasks, { atMs: startMs + delayMs, run: task }].sort((a, b) => a.atMs - b.atMs);
      arm();
    },
    freeze(world) {
      for (const state of states) if (state.world === world) state.frozen = true;
    },
    thaw(world) {
      for (const state of states) {
        if (state.world !== world) continue;
        state.frozen = false;
        for (const market of state.open) desk.guard(market, fairOf(state, market));
        for (const market of state.open) settle(state, market);
      }
    },
    stop() {
      stopped = true;
      cancelTimer();
    },
  };
  arm();
  return flow;
}
