/**
 * The engine as it ships: the built Worker over WebAssembly under the extension's own policy, reached the way the
 * background reaches it (service worker, offscreen page, port, comlink). The canonical cases must come out as exact
 * integers, and whatever one job does, the next is answered.
 */
import { build } from 'esbuild';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Worker } from '@playwright/test';
import type { EngineAnswer, EngineHealth, EngineJob } from '../../lib/ports/worker';
import { parseDecimalMicros } from '../../lib/domain/units';
import { verifyCertificate } from '../../lib/verifier/verify';
import { root } from '../../scripts/setup.mjs';
import { EXTENSION_PATH, launchWithExtension, type LaunchedBrowser } from '../kit/browser/browser';
import { canonicalCases, instanceOf, type InstanceWords } from '../kit/instances';

/** No exchange: nothing here needs the network, and nothing must depend on it. */
const NOWHERE = { port: 9, spki: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' };

let browser: LaunchedBrowser;
let background: Worker;

/**
 * The background's own engine client, built from its source and started in the real service worker: the product gets no
 * door for tests.
 */
async function startClient(): Promise<void> {
  const { outputFiles } = await build({
    stdin: {
      contents:
        "import { createEngineClient } from './lib/platform/engine-client';" +
        "import { workerHost } from './entrypoints/workers/worker-host'; globalThis.engineUnderTest = " +
        'createEngineClient({ host: workerHost, log: { info() {}, warn() {}, error() {} } });',
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'chrome120',
  });
  await background.evaluate(`${outputFiles[0]?.text ?? ''}; undefined`);
}

function solve(job: EngineJob): Promise<EngineAnswer> {
  return background.evaluate(async (given) => {
    const scope: typeof globalThis & { engineUnderTest?: { solve(job: unknown): Promise<unknown> } } = globalThis;
    return (await scope.engineUnderTest?.solve(given)) as never;
  }, job);
}

let lastId = 0;

function jobOf(
  words: InstanceWords,
  options: { readonly exact?: boolean; readonly timeLimitMs?: number } = {},
): EngineJob {
  lastId += 1;
  return {
    id: lastId,
    instance: instanceOf(words),
    exact: options.exact ?? true,
    timeLimitMs: options.timeLimitMs ?? 10_000,
  };
}

const implication: InstanceWords = {
  conditions: ['a', 'b'],
  relations: [{ type: 'implies', if: 'a', then: 'b' }],
  asks: { 'b.yes': [['0.40', '100']], 'a.no': [['0.55', '50']] },
};

async function expectAlive(): Promise<void> {
  const answer = await solve(jobOf(implication));
  expect(answer).toMatchObject({ kind: 'arbitrage', lowerMicros: 2_500_000, upperMicros: 2_500_000 });
}

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  browser = await launchWithExtension({ exchange: NOWHERE });
  background = browser.context.serviceWorkers()[0] ?? (await browser.context.waitForEvent('serviceworker'));
  await startClient();
});

test.afterAll(async () => {
  await browser.close();
});

test('every canonical case is exact in the shipped Worker', async () => {
  for (const { id, words, edge } of canonicalCases) {
    for (const exact of [false, true]) {
      const answer = await solve(jobOf(words, { exact }));
      const expected = parseDecimalMicros(edge) ?? Number.NaN;
      if (expected === 0) {
        // With voids only the relaxation speaks: nothing is offered, and nothing is called proven.
        expect([id, answer.kind]).toEqual([
          id,
          exact && (words.voids ?? 0) > 0 ? expect.stringMatching(/^(none|unproven)$/) : 'none',
        ]);
        continue;
      }
      if (answer.kind !== 'arbitrage') throw new Error(`${id}: ${JSON.stringify(answer)}`);
      expect([id, answer.lowerMicros]).toEqual([id, expected]);
      if (exact && (words.voids ?? 0) === 0) expect([id, answer.upperMicros]).toEqual([id, expected]);
      expect([id, verifyCertificate(answer.certificate).ok]).toEqual([id, true]);
      expect(answer.certificate.edgeAtLimitsMicros).toBeGreaterThan(0);
    }
  }
});

test('T23: contradicting relations name the clash', async () => {
  const answer = await solve(
    jobOf({
      conditions: ['a', 'b'],
      relations: [
        { type: 'implies', if: 'a', then: 'b' },
        { type: 'excludes', of: ['a', 'b'] },
        { type: 'settled', of: 'a', value: true },
      ],
      asks: { 'a.no': [['0.10', '100']] },
    }),
  );
  expect(answer).toMatchObject({
    kind: 'empty-outcome-space',
    clash: ['relations[0]', 'relations[1]', 'relations[2]'],
  });
});

test('garbage costs one solve, never the Worker', async () => {
  const good = jobOf(implication);
  const garbage: readonly unknown[] = [
    null,
    'x',
    {},
    { ...good.instance, conditions: 7 },
    { ...good.instance, lotMicros: Number.NaN },
    {
      ...good.instance,
      books: {
        a: { yes: { asks: [{ priceMicros: Number.NaN, sizeMicros: -1 }], bids: [] }, no: { asks: [], bids: [] } },
      },
    },
    { ...good.instance, relations: [{ body: { type: 'cumulative' } }] },
  ];
  for (const instance of garbage) {
    const answer = await solve({ ...good, instance: instance as EngineJob['instance'] });
    expect(answer.kind).toBe('failed');
    await expectAlive();
  }
});

test('a time limit ends a proof with honest bounds', async () => {
  const keys = Array.from({ length: 120 }, (_, index) => `c${index}`);
  const relations = Array.from({ length: 160 }, (_, index) => ({
    type: 'at-least-one',
    of: [keys[(index * 7) % 120], keys[(index * 11 + 3) % 120], keys[(index * 13 + 5) % 120]].filter(
      (key, position, all) => all.indexOf(key) === position,
    ),
  }));
  const asks = Object.fromEntries(
    keys.flatMap((key, index) => [
      [`${key}.yes`, [[`0.${20 + (index % 17)}`, '100']] as const],
      [`${key}.no`, [[`0.${70 + (index % 13)}`, '100']] as const],
    ]),
  );
  const answer = await solve(jobOf({ conditions: keys, relations, asks }, { timeLimitMs: 1 }));
  if (answer.kind === 'arbitrage' || answer.kind === 'unproven')
    expect(answer.upperMicros ?? Infinity).toBeGreaterThanOrEqual(answer.lowerMicros);
  expect(['arbitrage', 'unproven', 'none', 'failed']).toContain(answer.kind);
  await expectAlive();
});

test('a job that does not end is ended: the Worker is replaced and the next job is answered', async () => {
  // Eight pigeons, seven holes, and a thousand innocent relations to be tried one by one for their part in the
  // contradiction.
  const hole = (pigeon: number, index: number): string => `p${pigeon}h${index}`;
  const pigeons = Array.from({ length: 8 }, (_, index) => index);
  const holes = pigeons.slice(1).map((index) => index - 1);
  const conditions = pigeons.flatMap((pigeon) => holes.map((index) => hole(pigeon, index)));
  const relations = [
    ...pigeons.map((pigeon) => ({ type: 'at-least-one', of: holes.map((index) => hole(pigeon, index)) })),
    ...holes.flatMap((index) =>
      pigeons.flatMap((a) =>
        pigeons.filter((b) => b > a).map((b) => ({ type: 'excludes', of: [hole(a, index), hole(b, index)] })),
      ),
    ),
    ...Array.from({ length: 1000 }, (_, index) => ({
      type: 'linear',
      terms: [
        [conditions[index % 56], '1'],
        [conditions[(index * 5 + 1) % 56], '1'],
      ],
      atLeast: '0',
    })),
  ];
  const started = Date.now();
  const answer = await solve(jobOf({ conditions, relations }, { exact: false, timeLimitMs: 500 }));
  expect(answer).toMatchObject({ kind: 'failed', failure: { code: 'engine-late' } });
  expect(Date.now() - started).toBeLessThan(20_000);
  await expectAlive();
});

test('from new Worker to ready', async () => {
  const asset = readdirSync(join(EXTENSION_PATH, 'assets')).find((name) => name.startsWith('engine-worker'));
  const page = await browser.openPopup();
  const times = await page.evaluate(
    async (url) => {
      const once = async (): Promise<{ readonly ms: number; readonly health: EngineHealth }> => {
        const started = performance.now();
        const worker = new Worker(url, { type: 'module' });
        const { port1, port2 } = new MessageChannel();
        worker.postMessage({ type: 'connect' }, [port2]);
        const health = await new Promise<EngineHealth>((resolve) => {
          port1.onmessage = ({ data }: MessageEvent<{ readonly value: EngineHealth }>) => resolve(data.value);
          port1.postMessage({ id: 'health', type: 'APPLY', path: ['health'], argumentList: [] });
        });
        const ms = performance.now() - started;
        worker.terminate();
        return { ms, health };
      };
      const all = [];
      for (let round = 0; round < 7; round += 1) all.push(await once());
      return all;
    },
    `/assets/${asset ?? ''}`,
  );
  for (const { health } of times)
    expect(health).toMatchObject({
      ready: true,
      glpk: expect.stringMatching(/^\d/),
      highs: expect.stringMatching(/^\d/),
    });
  const sorted = times.map(({ ms }) => ms).sort((a, b) => a - b);
  console.log(
    `engine ready after ${(sorted[3] ?? 0).toFixed(0)} ms (median of 7; ` +
      `${sorted.map((ms) => ms.toFixed(0)).join(', ')}), WASM ` +
      `${((times[0]?.health.wasmBytes ?? 0) / 2 ** 20).toFixed(1)} MiB`,
  );
  await page.close();
});
