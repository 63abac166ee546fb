/** One notification per piece of news, over the deaths of the worker. */
import { POLYMARKET_RULES } from '../../../lib/venues/polymarket/rules';
import { describe, expect, it } from 'vitest';
import type { Execution } from '../../../lib/domain/execution';
import { DEFAULT_SETTINGS, type Settings } from '../../../lib/protocol/settings';
import type { OpportunityView } from '../../../lib/protocol/views';
import { buildExecutionView } from '../../../lib/services/execution/views';
import { createNotify, NOTHING_TOLD, type Told } from '../../../lib/services/notify/notify';
import type { Opportunity } from '../../../lib/services/opportunities/opportunities';
import { timeMs } from '../../../lib/domain/units';
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
  let disk: Told = NOTHING_TOLD;
  const chosen: { settings: Settings } = { settings: DEFAULT_SETTINGS };
  const digests: string[] = [];
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
      armed: null,
      canLookUp: true,
    });
  async function life() {
    const notify = createNotify({
      clock,
      settings: () => chosen.settings,
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
      sendSeveral: (views) => digests.push(views.map(({ id }) => id).join(' ')),
      sendOrder: ({ id, state }, fired) => orders.push(`${id} ${fired ? 'fired' : state}`),
      sendKeyOver: (slug) => orders.push(`key over ${slug}`),
    });
    await notify.load();
    return notify;
  }
  return { clock, chosen, sent, digests, orders, executions, life };
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

describe('news that had to wait', () => {
  const all = Array.from({ length: 10 }, (_, index) => opportunity(String(index)));

  it('over the rate is told as one, when the rate allows it, by whichever life is there', async () => {
    const { clock, sent, digests, life } = world();
    const first = await life();
    for (const each of all) await first.tell(each);
    first.stillThere(all);
    expect([sent.length, digests]).toEqual([6, []]);
    await clock.advance(60_000);
    const second = await life();
    // One of the four is gone by now, and one fell below the thresholds.
    second.stillThere([...all.slice(0, 8), { ...opportunity('9'), passesThresholds: false }]);
    await clock.advance(0);
    expect([sent.length, digests]).toEqual([6, ['6 7']]);
    second.stillThere(all);
    await clock.advance(0);
    expect(digests).toHaveLength(1);
  });

  it('in quiet hours is told when they end, over midnight as well', async () => {
    const { clock, chosen, sent, digests, life } = world();
    const hour = new Date(NOW).getHours();
    chosen.settings = { ...DEFAULT_SETTINGS, quietFromHour: (hour + 23) % 24, quietToHour: (hour + 1) % 24 };
    const notify = await life();
    await notify.tell(opportunity('a'));
    await notify.tell(opportunity('b'));
    notify.stillThere(all);
    await clock.advance(0);
    expect([sent, digests]).toEqual([[], []]);
    await clock.advance(3_600_000);
    notify.stillThere([opportunity('a'), opportunity('b')]);
    await clock.advance(0);
    expect([sent, digests]).toEqual([[], ['a b']]);
  });

  it('is not told of an event that was muted meanwhile, and none is new of it', async () => {
    const { clock, chosen, sent, digests, life } = world();
    const notify = await life();
    for (const each of all) await notify.tell(each);
    chosen.settings = { ...DEFAULT_SETTINGS, mutedEvents: [priced.component.event.slug] };
    await clock.advance(60_000);
    notify.stillThere(all);
    await notify.tell(opportunity('new'));
    await clock.advance(0);
    expect([sent.length, digests]).toEqual([6, []]);
  });
});

describe('what became of a set of bets', () => {
  it.each([
    ['settled', 'notifyConfirmed'],
    ['failed', 'notifyFailed'],
    ['partial', 'notifyPartial'],
    ['armed', 'notifyArmed'],
  ] as const)('%s is told once, and not where %s is off', async (state, setting) => {
    const { clock, chosen, orders, executions, life } = world();
    const ended = executionOf({ id: 'a', state, updatedAtMs: NOW });
    executions.push(ended);
    for (let death = 0; death < 3; death += 1) (await life()).look(ended);
    await clock.advance(0);
    expect(orders).toEqual([`a ${state}`]);
    executions.push(executionOf({ id: 'b', state, updatedAtMs: NOW }));
    chosen.settings = { ...DEFAULT_SETTINGS, [setting]: false };
    (await life()).look(executionOf({ id: 'b', state, updatedAtMs: NOW }));
    await clock.advance(0);
    expect(orders).toHaveLength(1);
  });

  it('an armed set that went by itself is told once, in quiet hours too, beside what became of it', async () => {
    const { clock, chosen, orders, executions, life } = world();
    const hour = new Date(NOW).getHours();
    chosen.settings = { ...DEFAULT_SETTINGS, quietFromHour: hour, quietToHour: (hour + 1) % 24 };
    const armed = executionOf({ id: 'a', state: 'sending', updatedAtMs: NOW, armedUntilMs: timeMs(NOW + 1) });
    executions.push(armed);
    for (let death = 0; death < 2; death += 1) (await life()).look(armed);
    await clock.advance(0);
    expect(orders).toEqual(['a fired']);
    chosen.settings = { ...DEFAULT_SETTINGS, notifyFired: false };
    executions.push({ ...armed, id: 'b' });
    (await life()).look({ ...armed, id: 'b' });
    await clock.advance(0);
    expect(orders).toHaveLength(1);
  });

  it('waits in quiet hours unless money is at risk, and is no news after five minutes', async () => {
    const { clock, chosen, orders, executions, life } = world();
    const hour = new Date(NOW).getHours();
    chosen.settings = { ...DEFAULT_SETTINGS, quietFromHour: hour, quietToHour: (hour + 1) % 24 };
    for (const state of ['settled', 'failed', 'partial'] as const) {
      executions.push(executionOf({ id: state, state, updatedAtMs: NOW }));
      (await life()).look(executionOf({ id: state, state, updatedAtMs: NOW }));
    }
    await clock.advance(0);
    expect(orders).toEqual(['partial partial']);
    chosen.settings = DEFAULT_SETTINGS;
    executions.push(executionOf({ id: 'old', state: 'settled', updatedAtMs: timeMs(NOW - 300_001) }));
    (await life()).look(executionOf({ id: 'old', state: 'settled', updatedAtMs: timeMs(NOW - 300_001) }));
    await clock.advance(0);
    expect(orders).toHaveLength(1);
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

  it('tells of a key that ended once for an order, in the next life too', async () => {
    const there = world();
    const waiting = executionOf({ state: 'unknown' });
    const first = await there.life();
    await first.keyOver(waiting);
    await first.keyOver(waiting);
    await (await there.life()).keyOver(waiting);
    expect(there.orders).toEqual([`key over ${waiting.eventSlug}`]);
  });
});
