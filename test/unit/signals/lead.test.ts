/** Who moves first: a lead that was built in is found with an interval that holds it, and no other. */
import { describe, expect, it } from 'vitest';
import { seeded, type Random } from '../../../lib/domain/random';
import type { Ticks } from '../../../lib/signals/leadlag/hayashi-yoshida';
import { judgeLeads, type LeadAsked } from '../../../lib/signals/leadlag/lead';
import { createTickRing } from '../../../lib/signals/leadlag/ticks';

const TEN_MINUTES = 601_000;

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A price every 10 ms; spot shows it at random moments, the share `leadMs` later, with noise of its own. */
function pair(seed: number, { leadMs = 350, isShuffled = false, lengthMs = TEN_MINUTES, noise = 0.5 } = {}): LeadAsked {
  const random = seeded(seed);
  const steps = Math.ceil(lengthMs / 10) + 1_000;
  const truth = new Float64Array(steps);
  for (let i = 1; i < steps; i += 1) truth[i] = (truth[i - 1] ?? 0) + normal(random) * 1e-5;
  const ticks = (delayMs: number, everyMs: number, own: number): Ticks => {
    const [times, values]: [number[], number[]] = [[], []];
    let drift = 0;
    for (let t = 0; t <= lengthMs; t += 1 - Math.log(1 - random()) * everyMs) {
      drift += normal(random) * own * 1e-5 * Math.sqrt(everyMs / 10);
      times.push(t);
      values.push((truth[Math.max(0, Math.floor((t - delayMs + 1_000) / 10))] ?? 0) + drift);
    }
    return { times, values };
  };
  const [spot, share] = [ticks(0, 120, 0.1), ticks(leadMs, 200, noise)];
  return { id: String(seed), spot, share: isShuffled ? shuffled(share, random) : share };
}

/** The same changes in another order. */
function shuffled({ times, values }: Ticks, random: Random): Ticks {
  const changes = Array.from({ length: values.length - 1 }, (_, i) => (values[i + 1] ?? 0) - (values[i] ?? 0));
  for (let i = changes.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [changes[i], changes[j]] = [changes[j] ?? 0, changes[i] ?? 0];
  }
  let value = 0;
  return { times, values: [0, ...changes.map((change) => (value += change))] };
}

describe('who moves first', () => {
  it('is found with an interval that holds the lead, either way round', () => {
    const [bySpot, byShare] = judgeLeads([pair(1), pair(2, { leadMs: -350 })]);
    for (const [said, lead, first] of [
      [bySpot, 350, 'spot'],
      [byShare, -350, 'share'],
    ] as const) {
      if (said?.kind !== 'value') throw new Error('nothing was said');
      expect(said.first).toBe(first);
      expect(Math.abs(said.leadMs - lead)).toBeLessThanOrEqual(75);
      expect(said.lowMs).toBeLessThanOrEqual(lead);
      expect(said.highMs).toBeGreaterThanOrEqual(lead);
      expect(said.highMs - said.lowMs).toBeLessThan(500);
      expect(said.curve).toHaveLength(121);
    }
  });

  it('is not claimed of shuffled changes, nor where both move at once', () => {
    const asked = [3, 4].map((seed) => pair(seed, { isShuffled: true }));
    for (const said of judgeLeads([...asked, pair(7, { leadMs: 0 })]))
      expect(said).toMatchObject({ kind: 'value', first: null });
  });

  it('says what is missing of ten minutes and of fifty changes, and nothing of what stands still', () => {
    const short = pair(8, { lengthMs: 300_000 });
    const [said] = judgeLeads([short]);
    expect(said).toMatchObject({ kind: 'not-enough', need: 600, of: 'seconds' });
    const { spot } = pair(9);
    const few = {
      times: Array.from({ length: 41 }, (_, i) => i * 15_025),
      values: Array.from({ length: 41 }, (_, i) => i),
    };
    expect(judgeLeads([{ id: 'few', spot, share: few }])).toEqual([
      { kind: 'not-enough', have: 40, need: 50, of: 'changes' },
    ]);
    const still = { times: spot.times, values: Array.from(spot.times, () => 1) };
    expect(judgeLeads([{ id: 'still', spot, share: still }])).toEqual([{ kind: 'off' }]);
  });
});

describe('the newest ticks', () => {
  it('are kept in their order: of equal ones the two ends, nothing that is old, 12,000 at most', () => {
    const ring = createTickRing();
    ring.add(1, 5);
    ring.add(2, 5);
    ring.add(0, 9);
    ring.add(3, 6);
    ring.add(3, 7);
    expect(ring.since(0)).toEqual({ times: Float64Array.of(1, 2, 3), values: Float64Array.of(5, 5, 7) });
    for (const time of [4, 5, 6, 7]) ring.add(time, 7);
    expect(ring.since(3)).toEqual({ times: Float64Array.of(3, 7), values: Float64Array.of(7, 7) });
    for (let i = 10; i < 20_010; i += 1) ring.add(i, i);
    expect(ring.count()).toBe(12_000);
    expect(ring.oldestMs()).toBe(8_010);
    expect(Array.from(ring.since(20_008).values)).toEqual([20_008, 20_009]);
    ring.clear();
    expect([ring.count(), ring.oldestMs()]).toEqual([0, null]);
  });
});
