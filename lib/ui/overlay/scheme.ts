/** The page's colours, read from what it shows, not from the system: the nearest painted background decides. */

export interface Scheme {
  readonly scheme: 'light' | 'dark';
  /** The page's own background where text on it is readable, else null. */
  readonly surface: string | null;
}

interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

/** Parses what getComputedStyle gives for sRGB colours; null for other notations. */
export function parseColour(text: string): Colour | null {
  const match = /^rgba?\(\s*([\d.]+)[,\s]+([\d.]+)[,\s]+([\d.]+)(?:\s*[,/]\s*([\d.]+)(%?))?\s*\)$/.exec(text);
  if (!match) return null;
  const alpha = match[4] === undefined ? 1 : Number(match[4]) / (match[5] === '%' ? 100 : 1);
  return { red: Number(match[1]), green: Number(match[2]), blue: Number(match[3]), alpha };
}

/** Relative luminance, WCAG 2.2. */
export function luminance({ red, green, blue }: Colour): number {
  const linear = (channel: number): number =>
    channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

// Beyond these the text colours of tokens.css keep 4.5:1; between them the overlay paints its own surface.
const DARKEST_LIGHT = 0.86;
const LIGHTEST_DARK = 0.035;

/** Looks from `element` upwards for a painted background; then at data-theme or class; then at the system. */
export function detectScheme(element: Element): Scheme {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const text = getComputedStyle(at).backgroundColor;
    const colour = parseColour(text);
    if (!colour || colour.alpha < 0.9) continue;
    const light = luminance(colour);
    const scheme = light > 0.35 ? 'light' : 'dark';
    return { scheme, surface: light > DARKEST_LIGHT || light < LIGHTEST_DARK ? text : null };
  }
  const root = document.documentElement;
  const named = `${root.getAttribute('data-theme') ?? ''} ${root.className} ${document.body?.className ?? ''}`;
  if (/\bdark\b/i.test(named)) return { scheme: 'dark', surface: null };
  if (/\blight\b/i.test(named)) return { scheme: 'light', surface: null };
  return { scheme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light', surface: null };
}

/** Calls back when the page may have changed its colours. */
export function watchScheme(changed: () => void, signal: AbortSignal): void {
  const observer = new MutationObserver(changed);
  const watch = (): void => {
    const options = { attributes: true, attributeFilter: ['data-theme', 'class', 'style', 'data-color-mode'] };
    observer.observe(document.documentElement, options);
    if (document.body) observer.observe(document.body, options);
  };
  watch();
  document.addEventListener('DOMContentLoaded', () => (watch(), changed()), { signal });
  // Sites fade between themes: the colour after the fade counts.
  document.addEventListener('transitionend', (event) => event.target === document.body && changed(), {
    signal,
    passive: true,
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed, { signal });
  signal.addEventListener('abort', () => observer.disconnect());
}
