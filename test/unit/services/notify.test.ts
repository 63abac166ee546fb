/** One notification per piece of news, over the deaths of the worker. */
import { POLYMARKET_RULES } from '../../../lib/venues/polymarket/rules';
import { describe, expect, it } from 'vitest';
import type { Execution } from '../../../lib/domain/execution';
import { DEFAULT_SETTINGS } from '../../../lib/protocol/settings';
import type { OpportunityView } from '../../../lib/protocol/views';
import { buildExecutionView } from '../../../lib/services/execution/views';
import { createNotify, type Told } from '../../../lib/services/notify/notify';
import type { Opportunity } from '../../../lib/services/opportunities/opportunities';
import { createTestClock } from '../../kit/clock';
import { executionOf } from '../../kit/executions';
import { certify, makeGap, NOW } from '../../kit/priced-event';

const priced = makeGap();
const { certified } = await certify(priced);
const opportunity = (id: string): Opportunity => ({
  id,
  component: priced.component,
  certified,
  asOfMs: NOW,
  firstSeenAtMs: NOW,
  passesThresholds: true,
  upperMicros: null,
});

/** What is on disk outlives each life. */
function world() {
  const clock = createTestClock(NOW);
  let disk: Told = { sentAtMs: [], seenAtMs: {} };
  const sent: string[] = [];
  const orders: string[] = [];
  const executions: Execution[] = [];
  const viewOf = (each: Execution) =>
    buildExecutionView(each, {
      certificate: null,
      relations: [],
      isOver: () => false,
      conditionOf: () => null,
      bookOf: () => null,
      executions: [],
      rules: POLYMARKET_RULES,
      unsent: null,
      canLookUp: true,
    });
  async function life() {
    const notify = createNotify({
      clock,
      settings: () => DEFAULT_SETTINGS,
      store: {
        load: () => Promise.resolve(disk),
        save(told) {
          disk = told;
          return Promise.resolve();
        },
      },
      // Only its id is looked at here.
      viewOf: ({ id }) => ({ id }) as OpportunityView,
      orderOf(id) {
        const execution = executions.find((each) => each.id === id);
        return execution ? { execution, view: viewOf(execution) } : null;
      },
      send: ({ id }) => sent.push(id),
      sendOrder: ({ id, state }) => orders.push(`${id} ${state}`),
    });
    await notify.load();
    return notify;
  }
  return { clock, sent, orders, executions, life };
}

describe('news', () => {
  it('is told once, whatever dies', async () => {
    const { clock, sent, life } = world();
    for (let death = 0; death < 5; death += 1) {
      await (await life()).tell(opportunity('a'));
      await clock.advance(6_000);
    }
    expect(sent).toEqual(['a']);
  });

  it('is the same while it lasts, and news again a minute after it went', async () => {
    const { clock, sent, life } = world();
    const first = await life();
    await first.tell(opportunity('a'));
    for (let part = 0; part < 10; part += 1) {
      await clock.advance(20_000);
      first.stillThere([opportunity('a')]);
    }
    await (await life()).tell(opportunity('a'));
    expect(sent).toEqual(['a']);
    await clock.advance(60_001);
    await (await life()).tell(opportunity('a'));
    expect(sent).toEqual(['a', 'a']);
  });

  it('comes at most six times a minute over all lives', async () => {
    const { clock, sent, life } = world();
    for (let each = 0; each < 10; each += 1) await (await life()).tell(opportunity(String(each)));
    expect(sent).toHaveLength(6);
    await clock.advance(60_000);
    await (await life()).tell(opportunity('later'));
    expect(sent).toHaveLength(7);
  });
});

describe('a set of bets that needs the user', () => {
  it('is told at once when only a part filled, and once', async () => {
    const { clock, orders, executions, life } = world();
    executions.push(executionOf({ id: 'half', state: 'partial' }));
    for (let death = 0; death < 3; death += 1) {
      const notify = await life();
      for (const each of executions) notify.look(each);
      await clock.advance(1_000);
    }
    expect(orders).toEqual(['half partial']);
  });

  it('is told when its fate is unknown for ten seconds, and not sooner', async () => {
    const { clock, orders, executions, life } = world();
    executions.push(executionOf({ id: 'a', state: 'unknown' }));
    const notify = await life();
    notify.look(executionOf({ id: 'a', state: 'unknown' }));
    await clock.advance(9_999);
    expect(orders).toEqual([]);
    await clock.advance(1);
    expect(orders).toEqual(['a unknown']);
  });

  it('is not told when it was found meanwhile, on paper, or kept by the user', async () => {
    const { clock, orders, executions, life } = world();
    executions.push(executionOf({ id: 'found', state: 'settled' }));
    const notify = await life();
    notify.look(executionOf({ id: 'found', state: 'unknown' }));
    notify.look(executionOf({ id: 'paper', state: 'partial', mode: 'paper' }));
    notify.look(executionOf({ id: 'kept', state: 'partial', acknowledged: true }));
    await clock.advance(20_000);
    expect(orders).toEqual([]);
  });
});
