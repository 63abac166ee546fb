/** What is held and the ways to money, as the interface sees them, and what the user may ask of them. */
import { EXECUTION_STATES, isFinished } from '../../domain/execution';
import { ok } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { PositionsView } from '../../protocol/views';
import type { ExecutionService } from '../execution/execution';
import type { PortfolioService } from '../portfolio/portfolio';
import type { Slice } from '../slice';
import type { CashService } from './cash';
import { buildGroupView, cashOutViews } from './views';

export interface CashSliceSources {
  readonly cash: CashService;
  readonly portfolio: Pick<PortfolioService, 'session' | 'subscribe'>;
  readonly execution: Pick<ExecutionService, 'subscribe'>;
  readonly clock: Clock;
}

type Commands = 'cashOut' | 'closeCashOut' | 'refreshPositions' | 'setRelayerKey';

export function createCashSlice({ cash, portfolio, execution, clock }: CashSliceSources): Slice<'positions', Commands> {
  let readFor: string | null = null;
  let isLoaded = false;

  /** The key is its owner's own. The one found at a start is that of the session found with it. */
  function keyGoesWithAccount(): void {
    const owner = portfolio.session()?.account.funder ?? null;
    const isAnother = owner === null || (isLoaded && owner !== readFor);
    readFor = owner;
    if (isAnother && cash.hasKey()) void cash.setKey('');
  }

  return {
    name: 'cash',
    async load() {
      const loaded = await cash.load();
      keyGoesWithAccount();
      isLoaded = true;
      return loaded;
    },
    start: () => void (portfolio.session() && cash.refresh()),
    topics: { positions: () => positionsView(cash, portfolio, clock) },
    commands: {
      cashOut: (request) => cash.start(request),
      async closeCashOut({ id }) {
        const closed = await cash.close(id);
        return closed.ok ? ok({}) : closed;
      },
      async refreshPositions() {
        const read = await cash.refresh();
        return read.ok ? ok({}) : read;
      },
      async setRelayerKey({ key }) {
        const kept = await cash.setKey(key);
        return kept.ok ? ok({}) : kept;
      },
    },
    wakes(wake) {
      cash.subscribe(() => wake(['positions']));
      portfolio.subscribe(() => {
        const before = readFor;
        keyGoesWithAccount();
        if (readFor !== before) void cash.refresh();
      });
      // What a basket bought is held from now on.
      execution.subscribe((each) => {
        if (each.mode === 'live' && EXECUTION_STATES[each.state].sent && isFinished(each)) void cash.refresh();
      });
    },
    close: cash.end,
  };
}

function positionsView(cash: CashService, portfolio: CashSliceSources['portfolio'], clock: Clock): PositionsView {
  const { groups, asOfMs, failure, reading } = cash.positions();
  const nowMs = clock.nowMs();
  const needed = cash.needsKey();
  return {
    connected: portfolio.session() !== null,
    groups: groups.map((group) => buildGroupView(group, { nowMs, venuePaysGas: needed })),
    asOfMs,
    reading,
    failure,
    relayerKey: !needed ? 'not-needed' : cash.hasKey() ? 'kept' : 'missing',
    cashOuts: cashOutViews(cash.all(), nowMs),
  };
}
