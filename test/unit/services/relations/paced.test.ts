import { describe, expect, it } from 'vitest';
import { createPaced } from '../../../../lib/services/relations/paced';
import { createTestClock } from '../../../kit/clock';

describe('paced work', () => {
  it('runs at once when it has rested, and once for all that is asked meanwhile', async () => {
    const clock = createTestClock(0);
    let nowMs = 0;
    const ticking = { ...clock, nowMs: () => clock.nowMs() + nowMs };
    let runs = 0;
    const ask = createPaced(Object.assign(ticking), new AbortController().signal, () => {
      runs += 1;
      nowMs += 10;
    });
    ask();
    for (let count = 0; count < 50; count += 1) ask();
    expect(runs).toBe(1);
    await clock.advance(79);
    expect(runs).toBe(1);
    await clock.advance(1);
    expect(runs).toBe(2);
  });

  it('does nothing after its end', async () => {
    const clock = createTestClock(0);
    const life = new AbortController();
    let runs = 0;
    const ask = createPaced(clock, life.signal, () => (runs += 1));
    life.abort();
    ask();
    await clock.advance(1_000);
    expect(runs).toBe(0);
  });
});
