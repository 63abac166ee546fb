/**
 * What happens to a basket on its way is harmed while the shipped build takes it: the worker dies, the venue answers
 * badly, several windows press at once, legs miss, stop is pressed. One browser serves all runs of a family.
 */
import { seeded } from '../../lib/domain/random';
import type { ExecutionView } from '../../lib/protocol/views';
import { attachDashboard } from '../kit/browser/dashboard';
import { until } from '../kit/browser/until';
import { FEED_HARMS, feedFamily } from './feed-harms';
import { pause, take, type Family, type Harm } from './harm';
import { judge, LIMIT_MICROS, openWorld, type World } from './orders-world';
import { WALLET_HARMS, walletFamily } from './wallet-harms';

const STUCK_MS = 60_000;
/** Within this a stop leaves nothing resting. */
const STOP_MS = 3_000;

export interface OrdersResult {
  readonly injected: Readonly<Record<string, number>>;
  /** Each must be 0. */
  readonly zeros: Readonly<Record<'lost' | 'doubled' | 'stuck' | 'overLimit' | 'untrue' | 'looser' | 'posted', number>>;

  readonly slowestSeconds: number;
  readonly problems: readonly string[];
}

type Faults = Parameters<World['control']['faults']>[0];
const answers = (status: number, error = ''): Faults => ({
  rest: [{ host: 'clob', method: 'POST', path: '/orders', mode: 'status', status, error, times: 1 }],
});

/** Before and after the orders were taken, in words and without, and looked up late or not at all. */
const AMBIGUOUS: Readonly<Record<string, Faults>> = {
  'no answer': { afterAccept: 'timeout' },
  'connection cut': { afterAccept: 'reset' },
  '500 after acceptance': { afterAccept: 'error' },
  '429 after acceptance': { afterAccept: 'limited' },
  '425 after acceptance': { afterAccept: 'unready' },
  'a page after acceptance': { afterAccept: 'page' },
  'batch breaks after 2': { batchBreaksAfter: 2 },
  'batch breaks at once': { batchBreaksAfter: 0 },
  '425': answers(425),
  '429': answers(429, 'Too Many Requests'),
  '503': answers(503),
  '503 disabled': { trading: 'disabled' },
  '502': answers(502),
  'refused in unknown words': { rejectOrders: 'a refusal of next year' },
  'one held back': { killPositions: [2] },
  'hidden for a while': { afterAccept: 'error', orderHiddenMs: 4_000 },
};

const FAMILIES = {
  async kills(run) {
    void take(run).catch(() => undefined);
    // From the click to the last look-up: what is reached in that time is a matter of chance, and so is the kill.
    await pause(Math.floor(run.random() * 2_500));
    const { browser, dashboard } = run.world;
    const lives = (await dashboard.sightings()).bootIds.length;
    await browser.killServiceWorker(dashboard.page);
    const reborn = async () => ((await dashboard.sightings()).bootIds.length > lives ? true : null);
    await until('the next life', reborn, 30_000);
    return { name: 'worker killed' };
  },
  async ambiguous(run) {
    const names = Object.keys(AMBIGUOUS);
    const name = names[run.run % names.length] ?? '';
    const before = (await run.world.orders()).length;
    await run.world.control.faults(AMBIGUOUS[name] ?? {});
    const taken = await take(run);
    if (!taken.ok) return { name: `${name}, not taken: ${taken.error.code}` };
    // The venue is well again once the answer was given; only what it hides stays hidden.
    await until(
      'the orders left',
      async () => {
        const view = await run.world.dashboard.view();
        const sent = view?.executions.some(({ state }) => !['drafted', 'approved', 'signing'].includes(state));
        return sent || (await run.world.orders()).length > before ? true : null;
      },
      30_000,
    );
    await pause(500);
    if (name !== 'hidden for a while') await run.world.control.healFaults();
    return { name };
  },
  async races(run) {
    const { world, opportunity } = run;
    const prompts = world.wallet.prompts.length;
    const other = await attachDashboard(await world.browser.openPopup());
    const input = {
      certificateHash: opportunity.certificateHash,
      maxCostMicros: opportunity.maxCostMicros,
      mode: 'live',
    } as const;
    const presses = [world.dashboard, other, world.dashboard, other].map((window) => window.command('execute', input));
    const stops = run.run % 2 === 1;
    if (stops) {
      await pause(Math.floor(run.random() * 600));
      await other.command('panic', {});
    }
    const orders = (await world.orders()).length;
    await Promise.allSettled(presses);
    await settled(world);
    // After everything: the same proof once more.
    const sent = (await world.orders()).length > orders;
    const again = sent ? await world.dashboard.command('execute', input) : { ok: false };
    await other.page.close();
    const asked = world.wallet.prompts.length - prompts;
    return {
      name: stops ? 'four presses and stop' : 'four presses',
      overLimit: (again.ok ? 1 : 0) + (asked > opportunity.legs.length ? 1 : 0),
    };
  },
  async partial(run) {
    const { world, opportunity } = run;
    const count = 1 + Math.floor(run.random() * (opportunity.legs.length - 1));
    const first = Math.floor(run.random() * opportunity.legs.length);
    await world.control.faults({
      rest: [{ host: 'clob', method: 'POST', path: '/orders', mode: 'slow', delayMs: 1_500, times: 1 }],
    });
    await take(run);
    await world.dashboard.waitFor('it is being sent', ({ executions }) =>
      executions.some(({ state }) => state === 'sending'),
    );
    for (let leg = 0; leg < count; leg += 1) await world.buyAway(opportunity, first + leg);
    const ended = await settled(world);
    const [execution] = ended;
    const back = execution?.held?.sellBackMicros ?? null;
    const bound = opportunity.partialWorstMicros;
    const beyond = execution && back !== null && bound !== null && back - execution.paidMicros < bound;
    return { name: `${count} of ${opportunity.legs.length} legs miss`, overLimit: beyond ? 1 : 0 };
  },
  async stop(run) {
    const { world, opportunity } = run;
    await world.control.faults({
      rest: [{ host: 'clob', method: 'POST', path: '/orders', mode: 'slow', delayMs: 800, times: 1 }],
      afterAccept: run.run % 2 === 1 ? 'timeout' : 'answer',
    });
    await take(run);
    await world.dashboard.waitFor('it is being sent', ({ executions }) =>
      executions.some(({ state }) => state === 'sending'),
    );
    await world.buyAway(opportunity, run.run);
    await pause(Math.floor(run.random() * 1_500));
    await world.dashboard.command('panic', {});
    await pause(STOP_MS);
    const resting = (await world.orders()).filter(({ restingMicros }) => restingMicros > 0).length;
    return { name: run.run % 2 === 1 ? 'stop, no answer' : 'stop, late answer', overLimit: resting };
  },
  feed: feedFamily,
  wallet: walletFamily,
} as const satisfies Readonly<Record<string, Family>>;

export type OrdersFamily = keyof typeof FAMILIES;
/** Unless the command says otherwise. */
export const ORDERS_RUNS: Readonly<Record<OrdersFamily, number>> = {
  kills: 500,
  ambiguous: 300,
  races: 200,
  partial: 100,
  stop: 100,
  feed: 2 * FEED_HARMS.length,
  wallet: WALLET_HARMS.length,
};
export const ORDERS_FAMILIES: readonly OrdersFamily[] = [
  'kills',
  'ambiguous',
  'races',
  'partial',
  'feed',
  'wallet',
  'stop',
];

/** After a stop: on the user's word, and as soon as nothing is of unknown fate. */
async function goOn(world: World): Promise<void> {
  if ((await world.dashboard.view())?.mode === 'live') return;
  await world.dashboard.command('resume', {});
  const live = async () => ((await world.dashboard.command('setMode', { mode: 'live' })).ok ? true : null);
  await until('live mode again', live, 30_000);
}

const UNSENT: ReadonlySet<string> = new Set(['refused', 'abandoned']);
const MOVING: ReadonlySet<string> = new Set([
  'drafted',
  'approved',
  'signing',
  'signed',
  'sending',
  'unknown',
  'matched',
]);

/** The executions of this run once nothing moves any more, or as they stand when the time is over. */
async function settled(world: World): Promise<readonly ExecutionView[]> {
  // Views come ten times a second: what was just begun is in the next.
  await pause(300);
  const done = async (): Promise<readonly ExecutionView[] | null> => {
    const live = ((await world.dashboard.view())?.executions ?? []).filter(({ mode }) => mode === 'live');
    return live.length > 0 && live.every(({ state }) => !MOVING.has(state)) ? live : null;
  };
  return until('nothing moves', done, STUCK_MS).catch(async () => (await world.dashboard.view())?.executions ?? []);
}

/** Runs `runs` harms of one family; the seed says when and where. */
export async function runOrders(
  family: OrdersFamily,
  options: { readonly runs: number; readonly seed: number; readonly tell?: (line: string) => void },
): Promise<OrdersResult> {
  const world = await openWorld(options.seed);
  const random = seeded(options.seed);
  const zeros = { lost: 0, doubled: 0, stuck: 0, overLimit: 0, untrue: 0, looser: 0, posted: 0 };
  const injected: Record<string, number> = {};
  const problems: string[] = [];
  let slowest = 0;
  let sent: string | null = null;
  try {
    for (let run = 0; run < options.runs; run += 1) {
      const opportunity = await world.ready(sent);
      const before = new Set((await world.orders()).map(({ id }) => id));
      const known = new Set(((await world.dashboard.view())?.executions ?? []).map(({ id }) => id));
      const begun = performance.now();
      const harm: Harm = await FAMILIES[family]({ world, random, run, opportunity });
      const ended = (await settled(world)).filter(({ id }) => !known.has(id));
      const seconds = Math.round((performance.now() - begun) / 100) / 10;
      const outcome = await judge(world, before, ended);
      if (outcome.orders > 0 || ended.some(({ state }) => !UNSENT.has(state))) sent = opportunity.certificateHash;
      const stuck = ended.filter(({ state }) => MOVING.has(state)).length;
      injected[harm.name] = (injected[harm.name] ?? 0) + 1;
      zeros.lost += outcome.lost;
      zeros.doubled += outcome.doubled;
      zeros.untrue += outcome.untrue;
      zeros.stuck += stuck;
      zeros.overLimit += harm.overLimit ?? 0;
      zeros.untrue += harm.untrue ?? 0;
      zeros.posted += harm.posted ?? 0;
      // A limit that is looser than the one that was set.
      const looser = ((await world.dashboard.view())?.settings.maxPositionMicros ?? 0) > LIMIT_MICROS ? 1 : 0;
      zeros.looser += looser;
      slowest = Math.max(slowest, seconds);
      const states = ended.map(({ state }) => state).join(', ') || 'nothing taken';
      const wrong =
        outcome.problems.length > 0 ||
        stuck > 0 ||
        outcome.doubled + looser + (harm.overLimit ?? 0) + (harm.untrue ?? 0) + (harm.posted ?? 0) > 0;
      if (wrong) problems.push(`run ${run} (${harm.name}): ${states}; ${outcome.problems.join('; ')}`);
      options.tell?.(`${run + 1} of ${options.runs}: ${harm.name}: ${states} after ${seconds} s`);
      await clean(world, ended);
    }
  } finally {
    await world.close();
  }
  return { injected, zeros, slowestSeconds: slowest, problems };
}

/** What a run left is put away, so that the next begins like the first. */
async function clean(world: World, ended: readonly ExecutionView[]): Promise<void> {
  for (const { id, state } of ended) {
    if (state === 'unknown') await world.dashboard.command('settleByHand', { executionId: id, word: 'close' });
    await world.dashboard.command('settleByHand', { executionId: id, word: 'keep' });
  }
  await world.restore();
  await goOn(world);
}
