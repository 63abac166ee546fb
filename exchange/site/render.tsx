/** Server rendering of one document with its flight chunks and its content security policy. */
import { randomBytes } from 'node:crypto';
import { renderToString } from 'react-dom/server';
import { App } from './app';
import type { Assets } from './assets';
import type { SiteState, Theme } from './data';
import { flightRows } from './parse-answers';

export interface Rendered {
  readonly html: string;
  readonly csp: string;
}

/** Chunks of this many characters, so that consumers must put them together. */
const CHUNK = 4_096;

/** JSON text that cannot end the script element it stands in. */
function inScript(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

export function renderDocument(options: {
  readonly state: SiteState;
  readonly event: unknown;
  readonly theme: Theme;
  readonly assets: Assets;
  readonly mismatch: boolean;
}): Rendered {
  const { state, event, theme, assets, mismatch } = options;
  const nonce = randomBytes(16).toString('base64');
  const rows = flightRows(state, event);
  const chunks = Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, index) =>
    rows.slice(index * CHUNK, (index + 1) * CHUNK),
  );
  const scripts = [
    `<script nonce="${nonce}">(self.__next_f=self.__next_f||[]).push([0])</script>`,
    ...chunks.map((chunk) => `<script nonce="${nonce}">self.__next_f.push([1,${inScript(chunk)}])</script>`),
    `<script nonce="${nonce}" src="${assets.script.path}" defer=""></script>`,
  ].join('');
  const markup = renderToString(
    <App initial={state} initialTheme={theme} stylesheet={assets.style.path} spoiltTitle={mismatch} />,
  );
  return {
    html: `<!DOCTYPE html>${markup.replace('</body></html>', () => `${scripts}</body></html>`)}`,
    csp: [
      "default-src 'self'",
      `script-src 'self' 'nonce-${nonce}'`,
      "style-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self' https://*.polymarket.com wss://*.polymarket.com",
      "object-src 'none'",
      "base-uri 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join('; '),
  };
}
