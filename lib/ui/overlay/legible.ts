/**
 * Whether the texts of an element stand out from what is painted behind them. A page cannot style the inside of a
 * closed root, but it can choose the background that the overlay takes up, and register custom properties so that ours
 * lose their values (`CSS.registerProperty` counts for every tree of the document).
 */
import { luminance, parseColour } from './scheme';

/** WCAG 2.2's least contrast for large text; ours is at least 4.5 when nothing interferes. */
const LEAST_CONTRAST = 3;
/** Smaller text cannot be read; ours is 12 px and more. */
const LEAST_FONT_PX = 9;

export function isLegible(card: HTMLElement): boolean {
  const words = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
  const seen = new Set<Element>();
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    const element = node.parentElement;
    if (!element || seen.has(element) || (node.textContent ?? '').trim() === '') continue;
    seen.add(element);
    if (!standsOut(element)) return false;
  }
  return seen.size > 0;
}

function standsOut(element: Element): boolean {
  const style = getComputedStyle(element);
  const ink = parseColour(style.color);
  const paper = paperOf(element);
  if (!ink || !paper || ink.alpha < 1 || parseFloat(style.fontSize) < LEAST_FONT_PX) return false;
  const [dark = 0, light = 0] = [luminance(ink), luminance(paper)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05) >= LEAST_CONTRAST;
}

/** The nearest painted background within our own root. */
function paperOf(element: Element): ReturnType<typeof parseColour> {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const colour = parseColour(getComputedStyle(at).backgroundColor);
    if (!colour) return null;
    if (colour.alpha === 1) return colour;
    if (colour.alpha > 0) return null;
  }
  return null;
}
