/**
 * The embedding pack as it ships: the built Worker reads titles over WebAssembly under the extension's own policy, reached the way the background
 * reaches it. Its vectors are those of the published packages in Node, and nothing comes from the network.
 */
import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Worker } from '@playwright/test';
import { root } from '../../scripts/setup.mjs';
import { MEANING_EXTENSION_PATH, launchWithExtension, type LaunchedBrowser } from '../kit/browser';
import { PARAPHRASES, nodeMeaning, similarity, vectorsOf } from '../kit/meaning';
import { readNetLog } from '../kit/net-log';

/** No exchange: nothing here needs the network, and nothing must depend on it. */
const NOWHERE = { port: 9, spki: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' };
const TITLES = PARAPHRASES.flat();

interface Read {
  readonly ms: number;
  readonly vectors: readonly (readonly number[])[];
  readonly failure: string | null;
}

let folder: string;
let browser: LaunchedBrowser;
let background: Worker;

/** The background's own client, built from its source and started in the real service worker: the product gets no door for tests. */
async function startClient(): Promise<void> {
  const { outputFiles } = await build({
    stdin: { contents: "import { createMeaningClient } from './lib/platform/meaning-client'; globalThis.meaningUnderTest = createMeaningClient();", resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'chrome120',
  });
  await background.evaluate(`${outputFiles[0]?.text ?? ''}; undefined`);
}

function read(texts: readonly string[]): Promise<Read> {
  return background.evaluate(async (given): Promise<Read> => {
    const scope: typeof globalThis & { meaningUnderTest?: { embed(texts: readonly string[], signal: AbortSignal): Promise<{ ok: true; value: readonly Float32Array[] } | { ok: false; error: { message: string } }> } } = globalThis;
    const started = performance.now();
    const answer = await scope.meaningUnderTest?.embed(given, new AbortController().signal);
    return { ms: performance.now() - started, vectors: answer?.ok ? answer.value.map((vector) => [...vector]) : [], failure: answer === undefined || answer.ok ? null : answer.error.message };
  }, texts);
}

function rest(): Promise<void> {
  return background.evaluate(() => {
    const scope: typeof globalThis & { meaningUnderTest?: { rest(): void } } = globalThis;
    scope.meaningUnderTest?.rest();
  });
}

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'facet-meaning-'));
  browser = await launchWithExtension({ exchange: NOWHERE, extension: MEANING_EXTENSION_PATH, netLog: join(folder, 'net.json') });
  background = browser.context.serviceWorkers()[0] ?? (await browser.context.waitForEvent('serviceworker'));
  await startClient();
});

test.afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the shipped Worker reads titles as the packages do in Node', async () => {
  const shipped = await read(TITLES);
  expect(shipped.failure).toBeNull();
  const node = await vectorsOf(nodeMeaning(), TITLES);
  expect(shipped.vectors.map((vector) => vector.length)).toEqual(TITLES.map(() => 512));
  const furthest = Math.max(...shipped.vectors.map((vector, at) => Math.max(...vector.map((value, index) => Math.abs(value - (node[at]?.[index] ?? Number.NaN))))));
  expect(furthest).toBeLessThan(1e-4);
  for (const [at, vector] of shipped.vectors.entries()) {
    const partner = at % 2 === 0 ? at + 1 : at - 1;
    const others = shipped.vectors.filter((_, other) => other !== at && other !== partner);
    expect(similarity(vector, shipped.vectors[partner] ?? []), TITLES[at]).toBeGreaterThan(Math.max(...others.map((other) => similarity(vector, other))));
  }
  console.log(`furthest from Node in one component: ${furthest.toExponential(1)}`);
});

test('a text that cannot be read costs its batch, and each list has a Worker of its own', async () => {
  expect((await read([''])).failure).not.toBeNull();
  const same = await read(TITLES.slice(0, 1));
  await rest();
  await rest();
  const fresh = await read(TITLES.slice(0, 1));
  expect([same.failure, fresh.failure]).toEqual([null, null]);
  expect(similarity(fresh.vectors[0] ?? [], same.vectors[0] ?? [])).toBeGreaterThan(0.9999);
});

test('a Worker that is ended in the middle of a batch leaves the next list unharmed', async () => {
  for (let round = 0; round < 3; round += 1) {
    await background.evaluate((texts) => {
      const scope: typeof globalThis & { meaningUnderTest?: { embed(texts: readonly string[], signal: AbortSignal): Promise<unknown>; rest(): void } } = globalThis;
      // Never answered: the list below would wait for it if anything did.
      void scope.meaningUnderTest?.embed(texts, new AbortController().signal);
    }, TITLES);
    await rest();
    expect(await read(TITLES.slice(0, 2))).toMatchObject({ failure: null, vectors: [expect.any(Array), expect.any(Array)] });
  }
});

test('from nothing to the first title, and each title after it', async () => {
  const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const first: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    await rest();
    first.push((await read(TITLES.slice(0, 1))).ms);
  }
  const one: number[] = [];
  const eight: number[] = [];
  for (const title of TITLES.slice(1)) one.push((await read([title])).ms);
  for (let round = 0; round < 5; round += 1) eight.push((await read(TITLES.slice(0, 8))).ms / 8);
  console.log(`pack: first title after ${median(first).toFixed(0)} ms, then ${median(one).toFixed(0)} ms for one alone, ${median(eight).toFixed(0)} ms each in eights`);
  expect(one.every((ms) => ms > 0)).toBe(true);
});

test('nothing was fetched from elsewhere', async () => {
  await browser.close();
  const asked = readNetLog(join(folder, 'net.json')).filter(({ url, initiator }) => initiator === `chrome-extension://${browser.extensionId}` && /^(?:https?|wss?):/.test(url));
  // The background looks for the venue as ever: the log would have told of other hosts too.
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.map(({ url }) => new URL(url).hostname).filter((host) => !/(?:^|\.)polymarket\.com$/.test(host))).toEqual([]);
});
