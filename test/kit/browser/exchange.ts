/** The local exchange as a process of its own, so that a busy test cannot slow its clock, with its control endpoint. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from '../../../scripts/setup.mjs';

export interface ExchangeOptions {
  readonly scenario?: string;
  readonly seed?: number;
  /** Exchange milliseconds per real millisecond. */
  readonly speed?: number;
  readonly data?: string;
  /** Milliseconds until the gap of a scenario opens: one that closes by itself must not before a page is there. */
  readonly 'gap-delay'?: number;
}

export interface RunningExchange {
  readonly port: number;
  readonly control: string;
  /** Base64 sha-256 of the certificate's public key, for --ignore-certificate-errors-spki-list. */
  readonly spki: string;
  close(): Promise<void>;
}

interface ReadyLine {
  readonly ready: true;
  readonly port: number;
  readonly control: string;
  readonly spki: string;
}

function isReadyLine(value: unknown): value is ReadyLine {
  if (typeof value !== 'object' || value === null || !('ready' in value) || value.ready !== true) return false;
  return (
    'port' in value &&
    typeof value.port === 'number' &&
    'control' in value &&
    typeof value.control === 'string' &&
    'spki' in value &&
    typeof value.spki === 'string'
  );
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) =>
    child.exitCode !== null || child.signalCode !== null ? resolve() : child.once('exit', () => resolve()),
  );
}

/** @throws Error with the exchange's own last words when it ends before it is ready. */
export async function startExchangeProcess(options: ExchangeOptions = {}): Promise<RunningExchange> {
  const words = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, String(value)],
  );
  const child = spawn(process.execPath, ['--import', 'tsx', 'exchange/main.ts', '--port', '0', ...words], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lastWords: string[] = [];
  child.stderr.on('data', (chunk) => {
    lastWords.push(String(chunk));
    if (lastWords.length > 50) lastWords.shift();
  });
  const ready = await new Promise<ReadyLine>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const value = parseJson(line);
      if (isReadyLine(value)) resolve(value);
    });
    child.once('exit', (code) =>
      reject(new Error(`the local exchange ended with ${String(code)}: ${lastWords.join('').trim()}`)),
    );
  });
  // A child must not outlive its parent, whatever ends it.
  const stop = (): void => void child.kill('SIGTERM');
  process.once('exit', stop);
  return {
    port: ready.port,
    control: ready.control,
    spki: ready.spki,
    close: async () => {
      process.removeListener('exit', stop);
      child.kill('SIGTERM');
      await ended(child);
    },
  };
}
