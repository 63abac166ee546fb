/** Turns: what ticks without end holds up nobody. */
import { describe, expect, it } from 'vitest';
import { createQueue } from '../../../../lib/services/scan/queue';

function start() {
  const order: string[] = [];
  const faults: string[] = [];
  let finish: (() => void) | null = null;
  const queue = createQueue({
    work: (key) => {
      order.push(key);
      if (key === 'faulty') return Promise.reject(new Error('a fault'));
      return new Promise<void>((resolve) => (finish = resolve));
    },
    onFault: (key) => faults.push(key),
    onBusy: () => undefined,
    onIdle: () => undefined,
    lifetime: new AbortController().signal,
  });
  /** Ends the work under way; the next begins. */
  const step = async (): Promise<void> => {
    finish?.();
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  return { queue, order, faults, step };
}

describe('the queue of first looks', () => {
  it('takes what was just broken before what only may hold something', async () => {
    const { queue, order, step } = start();
    queue.add('first', false);
    for (const key of ['a', 'b', 'c']) queue.add(key, false);
    queue.add('c', true);
    for (let turn = 0; turn < 3; turn += 1) await step();
    expect(order).toEqual(['first', 'c', 'a', 'b']);
  });

  it.each([
    ['an open page', true, false],
    ['a broken rule', false, true],
  ])('lets others through while %s ticks without end', async (_what, isOpen, isNews) => {
    const { queue, order, step } = start();
    if (isOpen) queue.prefer(['x', 'y', 'z']);
    const busy = ['x', 'y', 'z'];
    for (const key of busy) queue.add(key, isNews);
    queue.add('other', false);
    queue.add('last', false);
    for (let turn = 0; turn < 9; turn += 1) {
      for (const key of busy) queue.add(key, isNews);
      await step();
    }
    expect(order.indexOf('other')).toBeGreaterThan(0);
    expect(order.indexOf('other')).toBeLessThan(6);
    expect(order.indexOf('last')).toBeGreaterThan(0);
  });

  it('holds a new violation up by two open pages at most', async () => {
    const { queue, order, step } = start();
    queue.prefer(['x', 'y', 'z']);
    const busy = ['x', 'y', 'z', 'standing'];
    for (const key of busy) queue.add(key, false);
    for (let turn = 0; turn < 20; turn += 1) {
      for (const key of busy) queue.add(key, false);
      await step();
    }
    const before = order.length;
    queue.add('new', true);
    for (let turn = 0; turn < 4; turn += 1) {
      for (const key of busy) queue.add(key, false);
      await step();
    }
    expect(order.indexOf('new') - before).toBeLessThanOrEqual(2);
  });

  it('gives every open page its turn, whichever of them ticks without end', async () => {
    const { queue, order, step } = start();
    queue.prefer(['x', 'y', 'z']);
    for (const key of ['x', 'y', 'z', 'other']) queue.add(key, false);
    for (let turn = 0; turn < 12; turn += 1) {
      for (const key of ['x', 'other']) queue.add(key, true);
      await step();
    }
    expect(new Set(order)).toEqual(new Set(['x', 'y', 'z', 'other']));
    expect(order.filter((key) => key === 'x').length).toBeGreaterThan(3);
  });

  it('goes on after a fault, and tells of it', async () => {
    const { queue, order, faults, step } = start();
    queue.add('first', false);
    queue.add('faulty', false);
    queue.add('after', false);
    await step();
    expect(order).toEqual(['first', 'faulty', 'after']);
    expect(faults).toEqual(['faulty']);
  });

  it('leaves out what is dropped', async () => {
    const { queue, order, step } = start();
    queue.add('a', false);
    queue.add('b', true);
    queue.add('c', false);
    queue.drop('b');
    await step();
    await step();
    expect(order).toEqual(['a', 'c']);
    expect(queue.isIdle()).toBe(true);
  });
});
