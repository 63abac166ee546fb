import { describe, expect, it } from 'vitest';
import { createTimings } from '../../../lib/services/timings/timings';
import { createTestClock } from '../../kit/clock';

describe('how long stages take', () => {
  it('is told to a tenth, of the last minutes only', async () => {
    const clock = createTestClock(1_000_000);
    let now = 0;
    const timings = createTimings({ clock, nowMs: () => now, lifetime: new AbortController().signal });
    expect(timings.delays()).toEqual([]);
    for (let ms = 1; ms <= 1_000; ms += 1) timings.note('solve', ms / 10);
    const answer = timings.time('parse', () => {
      now += 0.25;
      return 'parsed';
    });
    expect(answer).toBe('parsed');
    const [parse, solve] = timings.delays();
    expect(parse?.stage).toBe('parse');
    expect(parse?.p50).toBeGreaterThanOrEqual(0.25);
    expect(parse?.p99).toBeLessThan(0.275);
    const exact = { p50: 50, p95: 95, p99: 99 };
    for (const name of ['p50', 'p95', 'p99'] as const) {
      expect(solve?.[name]).toBeGreaterThanOrEqual(exact[name]);
      expect(solve?.[name]).toBeLessThan(1.1 * exact[name]);
    }
    await clock.advance(61_000);
    expect(timings.delays()).toHaveLength(2);
    await clock.advance(60_000);
    expect(timings.delays()).toEqual([]);
  });

  it('counts work that throws', () => {
    const clock = createTestClock(1_000_000);
    const timings = createTimings({ clock, nowMs: () => 0, lifetime: new AbortController().signal });
    const fail = (): never => {
      throw new Error('test');
    };
    expect(() => timings.time('apply', fail)).toThrow('test');
    expect(timings.delays().map(({ stage }) => stage)).toEqual(['apply']);
  });
});
