/** Reference vectors made by others' code, through the product's code. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runFile, runners } from '../../scripts/vectors/run';

const DATA = process.env['FACET_DATA'] ?? '../shared/data';
const FOLDER = join(DATA, 'vectors', 'settlement');
const hasData = existsSync(FOLDER);
/** What no code of the product answers yet. */
const WAITING = [
  'combo-baskets',
  'frechet',
  'ledger-scenarios',
  'queue-fills',
  'session-envelope',
  'submission-outcomes',
  'tape',
];
const read = (name: string): unknown => JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));

describe('reference vectors of settlement', () => {
  it.skipIf(!hasData)('every file of the folder is read, or waits by name (needs ../shared/data)', () => {
    const files = readdirSync(FOLDER).map((file) => basename(file, '.json'));
    expect([...Object.keys(runners), ...WAITING].sort()).toEqual(files.sort());
  });

  it.skipIf(!hasData).each(Object.keys(runners))('%s holds in every case (needs ../shared/data)', async (name) => {
    const { failed, cases } = await runFile(name, read(name));
    expect(cases).toBeGreaterThan(3);
    expect(failed).toEqual([]);
  });

  it.skipIf(!hasData)('a changed expectation is seen (needs ../shared/data)', async () => {
    const file = JSON.parse(readFileSync(join(FOLDER, 'convert-payouts.json'), 'utf8')) as {
      vectors: { expect: { cash?: string } }[];
    };
    const [first] = file.vectors;
    if (first) first.expect.cash = '5000001';
    const { failed } = await runFile('convert-payouts', file);
    expect(failed).toMatchObject([{ id: 'convert-2', difference: { path: 'cash', got: '5000000', want: '5000001' } }]);
  });
});
