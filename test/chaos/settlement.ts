/**
 * Turning shares into cash on bad days: the relayer fails in every way it knows, answers get lost, and the worker dies
 * at a random await, once or more. While that goes on the account gets the same shares once more, so that a call
 * carried out twice would find them, and the user presses again after what failed; the exchange's ledger says whether
 * one was.
 */
import { seeded } from '../../lib/domain/random';
import type { CashOut } from '../../lib/domain/cash-out';
import type { CashService } from '../../lib/services/cash/cash';
import { WHOLE } from '../kit/adapter-scenario';
import { ALIVE, settled, startCashBench, type CashBench, type Holder, type Life } from '../kit/cash-bench';

const FAULTS = ['carry', 'lost', 'wrong-id', 'stuck', 'invalid', 'fail-mined', 'busy', 'nonce-moved'] as const;
const REST = ['none', 'reset', 'status', 'html'] as const;
const SHARES = { 'risky-0': { no: 20 }, 'risky-1': { no: 20 }, 'risky-2': { no: 20 } };
/** Longer than any request lives. */
const OVER_MS = 700_000;
const LAG_MS = 25_000;

export interface SettlementResult {
  readonly injected: Readonly<Record<string, number>>;
  /** Runs in which more cash came than the records say: a call was carried out that none of them knows. */
  readonly doubled: number;
  /** Records that say "done" without the cash, or anything else with it. */
  readonly untrue: number;
  /** Records that never came to an end. */
  readonly stuck: number;
  /** Runs after which the ledger's own equations do not hold. */
  readonly uneven: number;
  readonly slowestSeconds: number;
  readonly problems: readonly string[];
}

export async function runSettlement(options: {
  readonly runs: number;
  readonly seed: number;
  readonly tell?: (line: string) => void;
}): Promise<SettlementResult> {
  const random = seeded(options.seed);
  const bench = await startCashBench(options.seed);
  const injected: Record<string, number> = {};
  const counts = { doubled: 0, untrue: 0, stuck: 0, uneven: 0 };
  const problems: string[] = [];
  let slowestSeconds = 0;
  try {
    for (let run = 0; run < options.runs; run += 1) {
      const started = performance.now();
      const plan = drawPlan(random);
      for (const name of [`relayer ${plan.relayer}`, `transport ${plan.rest}`, `deaths ${plan.deaths.length}`])
        injected[name] = (injected[name] ?? 0) + 1;
      const found = await runOne(bench, plan);
      for (const state of found.ends) injected[`ended ${state}`] = (injected[`ended ${state}`] ?? 0) + 1;
      for (const name of ['doubled', 'untrue', 'stuck', 'uneven'] as const) counts[name] += found[name] ? 1 : 0;
      if (found.doubled || found.untrue || found.stuck || found.uneven)
        problems.push(`run ${run}: ${JSON.stringify({ ...plan, ...found })}`);
      slowestSeconds = Math.max(slowestSeconds, Math.round((performance.now() - started) / 10) / 100);
      options.tell?.(`settlement ${run + 1}/${options.runs}`);
    }
  } finally {
    await bench.close();
  }
  return { injected, ...counts, slowestSeconds, problems };
}

interface Plan {
  readonly relayer: (typeof FAULTS)[number];
  readonly rest: (typeof REST)[number];
  readonly type: 0 | 2 | 3;
  /** After so many awaits of a life it ends. */
  readonly deaths: readonly number[];
}

function drawPlan(random: () => number): Plan {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const deaths = Array.from({ length: Math.floor(random() * 3) }, () => 1 + Math.floor(random() * 24));
  return { relayer: pick(FAULTS), rest: pick(REST), type: pick([3, 3, 3, 2, 0] as const), deaths };
}

interface Found {
  readonly doubled: boolean;
  readonly untrue: boolean;
  readonly stuck: boolean;
  readonly uneven: boolean;
  readonly ends: readonly string[];
}

async function runOne(bench: CashBench, plan: Plan): Promise<Found> {
  const holder = await bench.holder(plan.type);
  bench.give(holder, SHARES);
  bench.exchange.faults.patch({
    relayer: plan.relayer,
    rest:
      plan.rest === 'none'
        ? []
        : [{ host: 'relayer', path: '/submit', method: 'POST', mode: plan.rest, status: 502, times: 1 }],
  });
  const disk = new Map<string, unknown>();
  let gave = false;
  for (const awaits of plan.deaths) {
    await lifeUntil(bench, holder, disk, awaits);
    // What a second call would find; only once something was begun with the first set.
    if (!gave && disk.size > 0) {
      bench.give(holder, SHARES);
      gave = true;
    }
  }
  bench.exchange.faults.patch({ relayer: plan.relayer === 'stuck' ? 'stuck' : 'carry', rest: [] });
  const before = disk.size;
  const last = await bench.service(holder, disk, ALIVE);
  if (before === 0) await press(last);
  // What lies at the relayer is carried out before its deadline or never.
  const newest = last.all()[0];
  if (newest && newest.state !== 'done') {
    bench.skip(OVER_MS);
  }
  const ended = await Promise.race([last.all().length === 0 ? Promise.resolve(null) : endOf(bench, last), patience()]);
  bench.exchange.faults.reset();
  // The user tries again what failed; what lay at the relayer may wake now.
  if (ended !== 'late' && last.all()[0]?.state !== 'done') {
    await press(last);
    await Promise.race([settled(last), patience()]);
  }
  const records = last.all();
  last.end();
  return judge(bench, holder, records, ended === 'late');
}

/** What a wallet was asked for and never answered is closed by the user, who looked and did not find it. */
async function endOf(bench: CashBench, cash: CashService): Promise<CashOut> {
  const looked = new Promise<void>((resolve) => setTimeout(resolve, 500));
  void looked.then(async () => {
    // Balances that lag are waited for from when the nonce was seen to have moved.
    bench.skip(LAG_MS);
    for (const { id, state, request } of cash.all())
      if (state === 'unknown' && request?.way === 'own') await cash.close(id);
  });
  return settled(cash);
}

function patience(): Promise<'late'> {
  return new Promise((resolve) => setTimeout(() => resolve('late'), 5_000));
}

async function press(cash: CashService): Promise<void> {
  const read = await cash.refresh();
  const route = cash
    .positions()
    .groups.flatMap((group) => group.routes.routes)
    .find(({ kind }) => kind === 'convert');
  if (read.ok && route) await cash.start({ route: route.id, cashMicros: route.plan.cashMicros });
}

/** A worker that presses the button and dies at its n-th await, if it does not come to the end before. */
function lifeUntil(bench: CashBench, holder: Holder, disk: Map<string, unknown>, awaits: number): Promise<void> {
  return new Promise((resolve) => {
    let count = 0;
    const life: Life = {
      pass() {
        count += 1;
        if (count < awaits) return Promise.resolve();
        resolve();
        return new Promise(() => undefined);
      },
    };
    void bench
      .service(holder, disk, life)
      .then(async (cash) => {
        if (disk.size === 0) await press(cash);
        await settled(cash);
        cash.end();
      })
      .finally(resolve);
  });
}

function judge(bench: CashBench, holder: Holder, records: readonly CashOut[], isLate: boolean): Found {
  const cash = bench.cash(holder);
  const told = records.reduce((sum, { state, cashMicros }) => sum + (state === 'done' ? cashMicros / WHOLE : 0), 0);
  // Of what the user closed nobody says whether it was carried out.
  const closed = records.filter(({ failure }) => failure?.code === 'cash-closed');
  const maybe = closed.reduce((sum, { cashMicros }) => sum + cashMicros / WHOLE, 0);
  const { imbalances } = bench.exchange.ledger();
  return {
    doubled: cash > told + maybe,
    untrue: !isLate && cash !== told && cash !== told + maybe,
    stuck: isLate,
    uneven: imbalances.cashMicros !== 0 || imbalances.markets.length > 0,
    ends: records.map(({ state }) => state),
  };
}
