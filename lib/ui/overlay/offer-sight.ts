/**
 * Whether an offer can be read as it was written. The browser's observer of visibility sees covers, opacity,
 * transforms, filters and clips; it does not see masks, an ancestor's outline or text decoration, nor colours
 * (docs/reliability.md 2.2), and some browsers have no such observer. So every ancestor in the flat tree is looked at.
 */
import type { Box, Sight } from './click-guard';
import { isLegible } from './legible';

export interface Offer {
  /** What must be seen whole: amounts, worst case, mode and the button. */
  readonly card: HTMLElement;
  readonly button: HTMLElement;
  /** The shadow root of an element of the page, also a closed one. */
  readonly shadowRootOf: (element: HTMLElement) => ShadowRoot | null;
}

/** Below this an offer cannot hold its sentences. */
const LEAST_WIDTH = 240;
const LEAST_HEIGHT = 60;
/** How far apart the points are at which the offer must lie on top: at a press, and at a look in between. */
export const PRESS_GRID_PX = 16;
export const LOOK_GRID_PX = 64;
/** An outline wider than this, or drawn inwards, may lie over what it surrounds. */
const WIDEST_OUTLINE_PX = 8;

export function boxesOf({ card, button }: Offer): readonly Box[] {
  return [card, button].map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y, width, height };
  });
}

export function sightOf(offer: Offer, gridPx: number): Sight {
  if (!isPlain(offer) || !isLegible(offer.card)) return 'hidden';
  if (!fits(offer.card)) return 'partly';
  return isOnTop(offer, gridPx) ? 'whole' : 'hidden';
}

/** In the window as a whole, at its least size, and nothing of it runs over its edge. */
function fits(card: HTMLElement): boolean {
  const { left, top, right, bottom, width, height } = card.getBoundingClientRect();
  if (width < LEAST_WIDTH || height < LEAST_HEIGHT || card.scrollWidth > card.clientWidth + 1) return false;
  // Half a pixel is rounding.
  return left >= -0.5 && top >= -0.5 && right <= innerWidth + 0.5 && bottom <= innerHeight + 0.5;
}

function isOnTop({ card, button }: Offer, gridPx: number): boolean {
  const root = card.getRootNode();
  if (!(root instanceof ShadowRoot)) return false;
  return [card, button].every((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const across = Math.ceil(width / gridPx);
    const down = Math.ceil(height / gridPx);
    for (let row = 0; row < down; row += 1)
      for (let column = 0; column < across; column += 1) {
        const x = left + (width * (column + 0.5)) / across;
        const y = top + (height * (row + 0.5)) / down;
        const hit = root.elementFromPoint(x, y);
        if (hit === null || !(hit === element || element.contains(hit))) return false;
      }
    return true;
  });
}

/** Computed values that leave an element as it is. */
const PLAIN: Readonly<Record<string, (value: string) => boolean>> = {
  opacity: (value) => Number(value) === 1,
  visibility: (value) => value === 'visible',
  'content-visibility': (value) => value !== 'hidden',
  'mix-blend-mode': (value) => value === 'normal',
  filter: (value) => value === 'none',
  'clip-path': (value) => value === 'none',
  clip: (value) => value === 'auto',
  transform: (value) => value === 'none' || /^matrix\(1, 0, 0, 1, [^,]+, [^,]+\)$/.test(value),
  rotate: (value) => value === 'none',
  scale: (value) => value === 'none' || value === '1',
  perspective: (value) => value === 'none',
  'offset-path': (value) => value === 'none',
  zoom: (value) => Number(value) === 1,
  'text-decoration-line': (value) => value === 'none',
  '-webkit-box-reflect': (value) => value === 'none',
};

let maskNames: readonly string[] | null = null;

/** Every property about masks that this browser has, whatever its prefix. */
function masks(style: CSSStyleDeclaration): readonly string[] {
  return (maskNames ??= Array.from(style).filter((name) => name.includes('mask')));
}

/** No ancestor in the flat tree masks, fades, bends or overdraws it, or shows something else in its place. */
function isPlain({ card, shadowRootOf }: Offer): boolean {
  const ours = card.getRootNode();
  if (!(ours instanceof ShadowRoot) || !card.isConnected) return false;
  // The page's rules do not reach this element, and masks are not inherited: it has what is initial.
  const untouched = getComputedStyle(card);
  for (let at: Element | null = card; at; at = parentAcrossRoots(at)) {
    if (!hasPlainStyle(at, untouched) || isInTransition(at)) return false;
    const parent: Element | null = at === ours.host || !ours.contains(at) ? at.parentElement : null;
    // A parent with a shadow root shows its children only where that root's slots put them.
    if (parent instanceof HTMLElement && isShadowed(parent, shadowRootOf)) return false;
  }
  return true;
}

function hasPlainStyle(element: Element, untouched: CSSStyleDeclaration): boolean {
  const style = getComputedStyle(element);
  for (const [name, holds] of Object.entries(PLAIN)) {
    const value = style.getPropertyValue(name);
    // A browser that lacks the property says "".
    if (value !== '' && !holds(value)) return false;
  }
  if (masks(style).some((name) => style.getPropertyValue(name) !== untouched.getPropertyValue(name))) return false;
  if (style.outlineStyle === 'none') return true;
  return parseFloat(style.outlineWidth) <= WIDEST_OUTLINE_PX && parseFloat(style.outlineOffset) >= 0;
}

function isShadowed(element: HTMLElement, shadowRootOf: Offer['shadowRootOf']): boolean {
  try {
    return shadowRootOf(element) !== null;
  } catch {
    // The extension is gone from under this script: then nothing may be pressed either.
    return true;
  }
}

/** During a view transition a picture of what was there is shown, not what is there. */
function isInTransition(element: Element): boolean {
  try {
    return element.matches(':active-view-transition');
  } catch {
    // A browser without the word has no such transitions, or its observer sees them.
    return false;
  }
}

function parentAcrossRoots(element: Element): Element | null {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}
