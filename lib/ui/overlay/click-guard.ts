/**
 * Decides whether a press on the action button is the user's own. The page around it is hostile: it can cover the
 * offer, fade it, move it under the pointer, change places while the pointer is down, or call click()
 * (docs/reliability.md 2.2). The rules are pure; `watchOffer` feeds them from the browser.
 *
 *   idle --down--> held --up within HOLD_MS, and both judged well--> act
 *                   |--anything else--------------------------------> idle, with a sentence
 */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * What the whole offer looks like: `partly` is clipped, squeezed or out of the window, `hidden` is covered, faded,
 * masked or illegible.
 */
export type Sight = 'whole' | 'partly' | 'hidden';

/** The facts of one moment of a press. */
export interface Press {
  readonly trusted: boolean;
  /** The boxes of the offer and of its button. */
  readonly boxes: readonly Box[];
  readonly sight: Sight;
  readonly pageVisible: boolean;
  readonly nowMs: number;
}

/** What the press is made with; `assistant`: a program that reads the screen presses without pointer and keys. */
export type Means = 'pointer' | 'key' | 'assistant';

/**
 * A press within this time of a change of place, face or focus may have been meant for something else
 * (docs/reliability.md 2.2).
 */
export const REST_MS = 500;
/** Between down and up the page could change everything; people let go sooner. */
export const HOLD_MS = 2_000;

/** The browser's judgement of visibility comes several times a second; an older one says nothing of now. */
export const SEEN_MS = 1_500;

/** Why a press does not count; `lib/words` says it. */
export type Refusal = Exclude<Sight, 'whole'> | 'moved' | 'hasty' | 'elsewhere' | 'held';

/** `why` is null where the user has not pressed anything. */
export type Verdict = { readonly act: true } | { readonly act: false; readonly why: Refusal | null };

const refuse = (why: Refusal | null): Verdict => ({ act: false, why });

export interface ClickGuard {
  /** The offer and its button are at these places and look like this; a change starts the rest anew. */
  readonly looked: (boxes: readonly Box[], sight: Sight, nowMs: number) => void;
  /** What the button says or would do changed. */
  readonly changed: (nowMs: number) => void;
  /** The browser's own judgement whether the offer is fully visible; null where it cannot tell. */
  readonly seen: (sight: Sight | null, nowMs: number) => void;
  /** The button got the focus; null: it lost it. */
  readonly focused: (nowMs: number | null) => void;
  /** The pointer or a key went down on the button. */
  readonly down: (means: Means, press: Press) => void;
  /** Something else was pressed: what was held is over. */
  readonly dropped: () => void;
  /** It came up there: may it act? */
  readonly up: (means: Means, press: Press) => Verdict;
}

export function createClickGuard(): ClickGuard {
  let boxes: readonly Box[] | null = null;
  let looks: Sight = 'whole';
  /** undefined: not judged yet, which is not the same as a browser that cannot tell. */
  let visible: Sight | null | undefined;
  let seenAtMs = Number.NEGATIVE_INFINITY;
  let restsSinceMs = Number.POSITIVE_INFINITY;
  let focusedSinceMs = Number.POSITIVE_INFINITY;
  let held: { readonly means: Means; readonly atMs: number; readonly verdict: Verdict } | null = null;

  const judge = (press: Press): Verdict => {
    if (!press.trusted || !press.pageVisible) return refuse(null);
    const sight = [press.sight, visible ?? 'whole', looks].find((each) => each !== 'whole');
    if (sight !== undefined) return refuse(sight);
    const unseen = visible === undefined || (visible !== null && press.nowMs - seenAtMs > SEEN_MS);
    if (unseen || !boxes || !sameBoxes(boxes, press.boxes) || press.nowMs - restsSinceMs < REST_MS)
      return refuse('moved');
    return { act: true };
  };

  return {
    looked: (next, sight, nowMs) => {
      if (!boxes || !sameBoxes(boxes, next) || sight !== 'whole' || looks !== 'whole') restsSinceMs = nowMs;
      boxes = next;
      looks = sight;
    },
    changed: (nowMs) => {
      restsSinceMs = nowMs;
    },
    seen: (next, nowMs) => {
      if (visible !== next && next !== null) restsSinceMs = nowMs;
      visible = next;
      seenAtMs = nowMs;
    },
    focused: (nowMs) => {
      focusedSinceMs = nowMs ?? Number.POSITIVE_INFINITY;
      if (nowMs === null && held?.means === 'key') held = null;
    },
    down: (means, press) => {
      const hasty = means === 'key' && press.nowMs - focusedSinceMs < REST_MS;
      held = {
        means,
        atMs: press.nowMs,
        verdict: hasty ? refuse('hasty') : judge(press),
      };
    },
    dropped: () => {
      held = null;
    },
    up: (means, press) => {
      const began = held;
      held = null;
      if (means === 'assistant') return judge(press);
      if (!press.trusted) return refuse(null);
      if (began?.means !== means) return refuse('elsewhere');
      if (!began.verdict.act) return began.verdict;
      if (press.nowMs - began.atMs > HOLD_MS) return refuse('held');
      return judge(press);
    },
  };
}

function sameBoxes(some: readonly Box[], others: readonly Box[]): boolean {
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 1;
  const same = (a: Box, b: Box | undefined): boolean =>
    b !== undefined && near(a.x, b.x) && near(a.y, b.y) && near(a.width, b.width) && near(a.height, b.height);
  return some.length === others.length && some.every((box, index) => same(box, others[index]));
}
