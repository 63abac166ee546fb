import { browser } from 'wxt/browser';
import type { Log } from '../ports/log';

/** Enough to see what led to a fault, small enough to write often. */
const LINES = 200;
const KEY = 'log';
const FLUSH_MS = 500;

export interface RingLog extends Log {
  text(): Promise<string>;
}

/**
 * The last 200 lines, kept in session storage so that they outlive the worker and the user can copy them. Fields are
 * short and plain; callers never pass secrets, signatures or full addresses, and anything that looks like one is cut
 * here all the same.
 */
export function createLog(now: () => number): RingLog {
  let lines: string[] = [];
  let pending = false;
  const loaded = browser.storage.session.get(KEY).then((stored) => {
    const earlier: unknown = stored[KEY];
    if (Array.isArray(earlier))
      lines = [...earlier.filter((line): line is string => typeof line === 'string'), ...lines].slice(-LINES);
  });

  function write(level: string, event: string, fields: Parameters<Log['info']>[1]): void {
    const rest = Object.entries(fields ?? {}).map(([name, value]) => `${name}=${redact(String(value))}`);
    lines = [...lines, [new Date(now()).toISOString(), level, event, ...rest].join(' ')].slice(-LINES);
    if (pending) return;
    pending = true;
    setTimeout(() => {
      pending = false;
      void loaded.then(() => browser.storage.session.set({ [KEY]: lines }));
    }, FLUSH_MS);
  }

  return {
    info: (event, fields) => write('info', event, fields),
    warn: (event, fields) => write('warn', event, fields),
    error: (event, fields) => write('error', event, fields),
    async text() {
      await loaded;
      return lines.join('\n');
    },
  };
}

/** Long hex (keys, signatures, addresses) keeps four digits at each end; no field is longer than 120 characters. */
export function redact(text: string): string {
  return text.replace(/0x[0-9a-fA-F]{12,}/g, (hex) => `${hex.slice(0, 6)}…${hex.slice(-4)}`).slice(0, 120);
}
