/** Full solves follow first looks: one at a time, open pages first, no component more often than once a second. */
import { describe, expect, it } from 'vitest';
import { createRefiner, REFINE_EVERY_MS } from '../../../../lib/services/scan/refiner';
import { createTestClock, settle } from '../../../kit/clock';
import { NOW } from '../../../kit/priced-event';

function start(preferred: readonly string[] = []) {
  const clock = createTestClock(NOW);
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const said: string[] = [];
  const refiner = createRefiner({
    clock,
    preferred: () => preferred,
    refine: (key) =>
      new Promise((resolve) => {
        begun.push(key);
        ends.push(resolve);
      }),
    onBusy: () => said.push('busy'),
    onIdle: () => said.push('idle'),
    lifetime: new AbortController().signal,
  });
  const end = async (): Promise<void> => {
    ends.shift()?.();
    await settle();
  };
  return { clock, refiner, begun, end, said };
}

describe('the refiner', () => {
  it('works on one at a time, those of open pages before others', async () => {
    const { refiner, begun, end, said } = start(['page']);
    refiner.want('a');
    refiner.want('b');
    refiner.want('page');
    expect(begun).toEqual(['a']);
    await end();
    expect(begun).toEqual(['a', 'page']);
    await end();
    await end();
    expect(begun).toEqual(['a', 'page', 'b']);
    expect(refiner.isIdle()).toBe(true);
    expect(said.at(-1)).toBe('idle');
  });

  it('takes a component that never rests again after a second, not before', async () => {
    const { clock, refiner, begun, end } = start();
    refiner.want('a');
    await end();
    refiner.want('a');
    expect(begun).toEqual(['a']);
    await clock.advance(REFINE_EVERY_MS - 1);
    expect(begun).toEqual(['a']);
    await clock.advance(1);
    expect(begun).toEqual(['a', 'a']);
  });

  it('leaves alone what closed meanwhile', async () => {
    const { refiner, begun, end } = start();
    refiner.want('a');
    refiner.want('b');
    refiner.drop('b');
    await end();
    expect(begun).toEqual(['a']);
  });
});
