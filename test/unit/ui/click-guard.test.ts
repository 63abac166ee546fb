import { describe, expect, it } from 'vitest';
import {
  createClickGuard,
  HOLD_MS,
  REST_MS,
  SEEN_MS,
  type ClickGuard,
  type Means,
  type Press,
  type Verdict,
} from '../../../lib/ui/overlay/click-guard';

const box = { x: 10, y: 10, width: 100, height: 32 };
const press: Press = { trusted: true, boxes: [box], sight: 'whole', pageVisible: true, nowMs: 1_000 };

function rested(): ClickGuard {
  const guard = createClickGuard();
  guard.looked([box], 'whole', 0);
  guard.seen('whole', 0);
  guard.focused(0);
  return guard;
}

/** Down and up 80 ms later. */
function pressed(guard: ClickGuard, changes: Partial<Press> = {}, means: Means = 'pointer'): Verdict {
  const now = { ...press, ...changes };
  guard.down(means, now);
  return guard.up(means, { ...now, nowMs: now.nowMs + 80 });
}

describe('the click guard', () => {
  it.each<Means>(['pointer', 'key', 'assistant'])('lets a rested, visible, trusted press by %s through', (means) =>
    expect(pressed(rested(), {}, means)).toEqual({ act: true }),
  );

  it('refuses what went down before it had rested, to the millisecond', () => {
    expect(pressed(rested(), { nowMs: REST_MS - 1 }).act).toBe(false);
    expect(pressed(rested(), { nowMs: REST_MS }).act).toBe(true);
  });

  it.each<[string, Partial<Press>]>([
    ['an untrusted press', { trusted: false }],
    ['a covered offer', { sight: 'hidden' }],
    ['a clipped offer', { sight: 'partly' }],
    ['a hidden page', { pageVisible: false }],
    ['an offer that just moved', { boxes: [{ ...box, y: 12 }] }],
    ['an offer that just grew', { boxes: [{ ...box, width: 140 }] }],
    ['an offer without its button', { boxes: [] }],
  ])('refuses %s, at either end of the press and from an assistant', (_name, change) => {
    expect(pressed(rested(), change).act).toBe(false);
    for (const [down, up] of [
      [{ ...press, ...change }, press],
      [press, { ...press, ...change }],
    ] as const) {
      const guard = rested();
      guard.down('pointer', down);
      expect(guard.up('pointer', up).act).toBe(false);
    }
    expect(rested().up('assistant', { ...press, ...change }).act).toBe(false);
  });

  it('refuses a press that began elsewhere, by another means, or twice from one beginning', () => {
    expect(rested().up('pointer', press).act).toBe(false);
    const mixed = rested();
    mixed.down('pointer', press);
    expect(mixed.up('key', press).act).toBe(false);
    const left = rested();
    left.down('pointer', press);
    left.dropped();
    expect(left.up('pointer', press).act).toBe(false);
    const twice = rested();
    twice.down('pointer', press);
    expect(twice.up('pointer', press).act).toBe(true);
    expect(twice.up('pointer', press).act).toBe(false);
  });

  it('refuses a press held for too long', () => {
    for (const [heldMs, act] of [
      [HOLD_MS, true],
      [HOLD_MS + 1, false],
    ] as const) {
      const guard = rested();
      guard.down('pointer', press);
      guard.seen('whole', press.nowMs + heldMs);
      expect(guard.up('pointer', { ...press, nowMs: press.nowMs + heldMs }).act).toBe(act);
    }
  });

  it('refuses keys on a button that had only just been reached, or that was left in between', () => {
    const guard = rested();
    guard.focused(1_000 - REST_MS + 1);
    expect(pressed(guard, {}, 'key').act).toBe(false);
    guard.focused(1_000 - REST_MS);
    expect(pressed(guard, {}, 'key').act).toBe(true);
    guard.down('key', press);
    guard.focused(null);
    guard.focused(1_010);
    expect(guard.up('key', { ...press, nowMs: 1_080 }).act).toBe(false);
    guard.focused(null);
    expect(pressed(guard, {}, 'key').act).toBe(false);
  });

  it('starts anew when it moves, says something else, or comes back into sight', () => {
    const moved = rested();
    const boxes = [{ ...box, y: 40 }];
    moved.looked(boxes, 'whole', 900);
    expect(pressed(moved, { boxes }).act).toBe(false);
    expect(pressed(moved, { boxes, nowMs: 900 + REST_MS }).act).toBe(true);
    const changed = rested();
    changed.changed(900);
    expect(pressed(changed).act).toBe(false);
    const uncovered = rested();
    uncovered.seen('hidden', 800);
    uncovered.seen('whole', 900);
    expect(pressed(uncovered).act).toBe(false);
    const unmasked = rested();
    unmasked.looked([box], 'hidden', 800);
    unmasked.looked([box], 'whole', 900);
    expect(pressed(unmasked).act).toBe(false);
  });

  it('refuses as long as the browser has not judged, or not for a while', () => {
    const guard = createClickGuard();
    guard.looked([box], 'whole', 0);
    expect(pressed(guard).act).toBe(false);
    guard.seen('whole', 0);
    expect(pressed(guard).act).toBe(true);
    expect(pressed(guard, { nowMs: SEEN_MS + 1 }).act).toBe(false);
  });

  it('says of what is clipped that it is clipped, and of what is covered that it is covered', () => {
    expect(pressed(rested(), { sight: 'partly' })).toMatchObject({ why: 'partly' });
    expect(pressed(rested(), { sight: 'hidden' })).toMatchObject({ why: 'hidden' });
    const clipped = rested();
    clipped.seen('partly', 0);
    expect(pressed(clipped)).toMatchObject({ why: 'partly' });
  });

  it('trusts the other checks where the browser cannot tell visibility, and refuses before it was ever seen', () => {
    const guard = createClickGuard();
    expect(pressed(guard).act).toBe(false);
    guard.looked([box], 'whole', 0);
    guard.seen(null, 0);
    expect(pressed(guard).act).toBe(true);
  });
});
