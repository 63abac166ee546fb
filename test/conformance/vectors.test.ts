/** Reference vectors made by others' code, through the product's code. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { krakenChain } from '../../scripts/vectors/chains';
import { known, runFile, TABLES } from '../../scripts/vectors/run';
import { settlement } from '../../scripts/vectors/settlement';
import { signals } from '../../scripts/vectors/signals';

const DATA = process.env['FACET_DATA'] ?? '../shared/data';
const VECTORS = join(DATA, 'vectors');
const KRAKEN_CHAIN = 'kraken-chain.jsonl.gz';
const hasData = existsSync(join(VECTORS, 'settlement'));
const read = (folder: string, name: string): unknown =>
  JSON.parse(readFileSync(join(VECTORS, folder, `${name}.json`), 'utf8'));

/** Cases in which Facet is more careful than the reference, and why. */
const OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  // An empty 429 is no refusal of an order (docs/reliability.md 3.1).
  'submission-outcomes': ['submit-15'],
};

describe.each([
  ['settlement', Object.keys(settlement)],
  ['signals', Object.keys(signals)],
] as const)('reference vectors of %s', (folder, names) => {
  it.skipIf(!hasData)('every file of the folder is read (needs ../shared/data)', () => {
    const all = readdirSync(join(VECTORS, folder)).filter((file) => file !== 'README.md');
    const files = all.filter((file) => extname(file) === '.json');
    expect(all.filter((file) => !files.includes(file) && file !== KRAKEN_CHAIN && !TABLES.has(file))).toEqual([]);
    expect([...names].sort()).toEqual(files.map((file) => basename(file, '.json')).sort());
    for (const name of names) expect(known.has(name)).toBe(true);
  });

  // One of them trains the fill model on 79,000 rows.
  it.skipIf(!hasData).each(names)(
    '%s holds in every case (needs ../shared/data)',
    async (name) => {
      const { failed, cases } = await runFile(name, read(folder, name), join(VECTORS, folder));
      expect(cases).toBeGreaterThan(0);
      expect(failed.map(({ id }) => id)).toEqual(OTHERWISE[name] ?? []);
    },
    120_000,
  );
});

describe("Kraken's recorded chain", () => {
  it.skipIf(!hasData)("has the venue's checksum at every frame (needs ../shared/data)", () => {
    const { cases, failed } = krakenChain(join(VECTORS, 'signals', KRAKEN_CHAIN));
    expect(cases).toBe(290);
    expect(failed).toEqual([]);
  });
});

describe('the runner', () => {
  it.skipIf(!hasData)('sees a changed expectation of either form (needs ../shared/data)', async () => {
    const payouts = JSON.stringify(read('settlement', 'convert-payouts')).replace(
      '"cash":"5000000"',
      '"cash":"5000001"',
    );
    expect((await runFile('convert-payouts', JSON.parse(payouts), VECTORS)).failed).toMatchObject([
      { id: 'convert-2', difference: { path: 'cash', got: '5000000', want: '5000001' } },
    ]);
    const shape = JSON.stringify(read('signals', 'book-shape')).replace('"obi1":-0.5', '"obi1":-0.51');
    expect((await runFile('book-shape', JSON.parse(shape), VECTORS)).failed).toMatchObject([
      { id: 'one level each', difference: { path: 'obi1', got: -0.5, want: -0.51 } },
    ]);
  });

  it('refuses what is no file of vectors', async () => {
    await expect(runFile('unheard', {}, VECTORS)).rejects.toThrow('no such vectors');
    await expect(runFile('wallets', { format: 'facet-vectors/1', vectors: [] }, VECTORS)).rejects.toThrow(
      'no file of vectors',
    );
  });
});
