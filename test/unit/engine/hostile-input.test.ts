/**
 * Every bad-input rule of docs/formats.md 1 through the commands themselves: exit 2 and one line that names the path,
 * whatever is in the file.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Certificate } from '../../../lib/domain/basket';
import { solveInstance } from '../../../lib/engine/solve';
import { createGlpkSolver } from '../../../lib/workers/glpk-solver';
import { instanceJson, instanceOf, type InstanceWords } from '../../kit/instances';
import { isProven } from '../../../lib/verifier/verify';

const root = resolve(__dirname, '../../..');
let folder = '';

/**
 * The commands in one file each, so that a hundred of them start in a fraction of the time; packages stay where they
 * are.
 */
beforeAll(async () => {
  const cache = join(root, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, 'facet-commands-'));
  const entryPoints = ['solve', 'verify', 'project'].map((name) => join(root, 'scripts', `${name}.ts`));
  await build({
    entryPoints,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(command: string, input: string | Buffer, args: readonly string[] = ['-']): Promise<Outcome> {
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, [join(folder, `${command}.mjs`), ...args], { cwd: root });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    child.on('error', reject);
    child.on('close', (code) => done({ code, out, err }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** Two at a time: the machine has few cores. */
async function eachOf<T>(items: readonly T[], body: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await body(item);
  };
  await Promise.all([worker(), worker()]);
}

const words: InstanceWords = {
  conditions: ['a', 'b'],
  relations: [{ type: 'implies', if: 'a', then: 'b' }],
  asks: { 'b.yes': [['0.40', '100']], 'a.no': [['0.55', '50']] },
};
const pair = instanceJson(words);
const book = (asks: unknown): unknown => ({ ...pair, books: { a: { yes: { asks } } } });
const rules = (...relations: readonly unknown[]): unknown => ({ ...pair, relations });
const first = (change: Readonly<Record<string, unknown>>): unknown => ({
  ...pair,
  conditions: [{ id: 'a', ...change }, { id: 'b' }],
});
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** What is in the file, and how the one line begins. */
const CASES: readonly (readonly [input: unknown, line: string])[] = [
  // Unknown keys, at every level.
  [{ ...pair, extra: 1 }, 'extra: unknown key'],
  [first({ colour: 'red' }), 'conditions[0].colour: unknown key'],
  [first({ fee: { rate: '0.04', exponent: 1, cap: '1' } }), 'conditions[0].fee.cap: unknown key'],
  [{ ...pair, books: { a: { yes: { asks: [], offers: [] } } } }, 'books.a.yes.offers: unknown key'],
  [{ ...pair, books: { a: { maybe: {} } } }, 'books.a.maybe: unknown key'],
  [rules({ type: 'implies', if: 'a', then: 'b', unless: 'c' }), 'relations[0].unless: unknown key'],
  [JSON.stringify(pair).replace('"relations"', '"__proto__":{"budget":"1"},"relations"'), '__proto__: unknown key'],
  [
    JSON.stringify(pair).replace('"books":{', '"books":{"__proto__":{"yes":{}},'),
    'books.__proto__: unknown condition "__proto__"',
  ],
  [{ ...pair, books: { constructor: {} } }, 'books.constructor: unknown condition "constructor"'],
  [{ ...pair, mids: { toString: '0.5' } }, 'mids.toString: unknown condition "toString"'],
  // Wrong types.
  [{ ...pair, format: 'facet-instance/2' }, 'format: must be "facet-instance/1"'],
  [{ ...pair, conditions: {} }, 'conditions: must be a list'],
  [{ ...pair, conditions: [] }, 'conditions: must not be empty'],
  [{ ...pair, conditions: [null] }, 'conditions[0]: must be an object'],
  [{ ...pair, conditions: [{ id: 7 }] }, 'conditions[0].id: must be a non-empty string'],
  [{ ...pair, relations: 'none' }, 'relations: must be a list'],
  [{ ...pair, books: [] }, 'books: must be an object'],
  [{ ...pair, books: { a: { mirrored: 'yes' } } }, 'books.a.mirrored: must be true or false'],
  [{ ...pair, voids: 1.5 }, 'voids: must be a whole number'],
  [{ ...pair, voids: -1 }, 'voids: must be a whole number'],
  [{ ...pair, market: 'amm' }, 'market: must be "binary" or "lmsr"'],
  [book([['0.5']]), 'books.a.yes.asks[0]: must be a price and a size'],
  [book([['0.5', '1', '2']]), 'books.a.yes.asks[0]: must be a price and a size'],
  [book([[0.5, '5']]), 'books.a.yes.asks[0][0]: must be a decimal string'],
  ['[]', ': must be an object'],
  ['null', ': must be an object'],
  // Not a number, or not one that can be a price, a size or an amount.
  [book([['NaN', '5']]), 'books.a.yes.asks[0][0]: must be a decimal string'],
  [book([['Infinity', '5']]), 'books.a.yes.asks[0][0]: must be a decimal string'],
  [book([['1e-1', '5']]), 'books.a.yes.asks[0][0]: must be a decimal string'],
  [book([['0.1234567', '5']]), 'books.a.yes.asks[0][0]: must be a decimal string'],
  [book([['0', '5']]), 'books.a.yes.asks[0][0]: must lie strictly between 0 and 1'],
  [book([['1', '5']]), 'books.a.yes.asks[0][0]: must lie strictly between 0 and 1'],
  [book([['1.01', '5']]), 'books.a.yes.asks[0][0]: must lie strictly between 0 and 1'],
  [book([['-0.5', '5']]), 'books.a.yes.asks[0][0]: must be a decimal string'],
  [book([['0.5', '-5']]), 'books.a.yes.asks[0][1]: must be a decimal string'],
  [book([['0.5', '0']]), 'books.a.yes.asks[0][1]: must be positive'],
  [book([['0.5', '9'.repeat(400)]]), 'books.a.yes.asks[0][1]: must be a decimal string'],
  [book([['0.5', '999999999999.999999']]), 'books.a.yes.asks[0][1]: must be'],
  [{ ...pair, budget: '999999999999' }, 'budget: must be'],
  [book([['0.5', '1000000000.000001']]), 'books.a.yes.asks[0][1]: must be at most 1000000000'],
  [
    book([
      ['0.5', '900000000'],
      ['0.5', '900000000'],
    ]),
    'books.a.yes.asks[1][1]: must be at most 1000000000 with the other levels of its price',
  ],
  [{ ...pair, budget: '1000000001' }, 'budget: must be at most 1000000000'],
  [{ ...pair, budget: '-1' }, 'budget: must be a decimal string'],
  [{ ...pair, lot: '0' }, 'lot: must be positive'],
  [{ ...pair, inventory: { 'a.yes': '-1' } }, 'inventory.a.yes: must be a decimal string'],
  [{ ...pair, inventory: { a: '1' } }, 'inventory.a: must name a condition and ".yes" or ".no"'],
  [{ ...pair, inventory: { 'x.yes': '1' } }, 'inventory.x.yes: unknown condition "x"'],
  [first({ minSize: '-1' }), 'conditions[0].minSize: must be a decimal string'],
  [first({ tick: '1' }), 'conditions[0].tick: must lie strictly between 0 and 1'],
  [first({ fee: { rate: '1' } }), 'conditions[0].fee.rate: must be below 1'],
  [first({ fee: { rate: '0.04', exponent: 99 } }), 'conditions[0].fee.exponent: must be a whole number from 0 to 8'],
  [first({ fee: { rate: '0.04', exponent: '1' } }), 'conditions[0].fee.exponent: must be a whole number from 0 to 8'],
  [{ ...pair, weights: { a: '0' } }, 'weights.a: must be positive'],
  [{ ...pair, mids: { a: '1' } }, 'mids.a: must lie strictly between 0 and 1'],
  // Conditions that are not there, or there twice.
  [{ ...pair, conditions: [{ id: 'a' }, { id: 'b' }, { id: 'a' }] }, 'conditions[2].id: "a" is listed twice'],
  [rules({ type: 'implies', if: 'a', then: 'x' }), 'relations[0].then: unknown condition "x"'],
  [rules({ type: 'excludes', of: ['a', 'x'] }), 'relations[0].of[1]: unknown condition "x"'],
  [rules({ type: 'excludes', of: ['a', 'a'] }), 'relations[0]: names a condition twice'],
  [rules({ type: 'excludes', of: [] }), 'relations[0]: names no conditions'],
  [rules({ type: 'not', of: ['a'] }), 'relations[0].of: must name two conditions'],
  [rules({ type: 'and', result: 'a', of: ['a', 'b'] }), 'relations[0]: names a condition twice'],
  [
    rules({ type: 'count', of: ['a'], exactly: { x: 'b' } }),
    'relations[0]: counts to something that is not a whole number',
  ],
  [
    rules({ type: 'majority', result: 'a', weights: { b: '1.5' }, atLeast: '1' }),
    'relations[0].weights.b: must be a whole number',
  ],
  [
    rules({ type: 'majority', result: 'a', weights: { b: '0' }, atLeast: '1' }),
    'relations[0]: has weights that are not positive whole numbers',
  ],
  [
    rules({ type: 'linear', terms: [['a', '99999999']], atLeast: '0' }),
    'relations[0]: has coefficients that are not whole numbers',
  ],
  [
    rules({ type: 'linear', terms: [['a', '0']], atLeast: '0' }),
    'relations[0]: has coefficients that are not whole numbers',
  ],
  [rules({ type: 'settled', of: 'a', value: 1 }), 'relations[0].value: must be true or false'],
  [rules({ type: 'cumulative', of: ['a', 'b'] }), 'relations[0].type: unknown relation type "cumulative"'],
  [rules({ type: 'constructor', of: ['a', 'b'] }), 'relations[0].type: unknown relation type "constructor"'],
  [rules({}), 'relations[0].type: unknown relation type'],
  // Files that are no JSON, or JSON meant to hurt.
  ['', '-: is not JSON'],
  ['{', '-: is not JSON'],
  [`\uFEFF${JSON.stringify(pair)}`, '-: is not JSON'],
  ['{"format": NaN}', '-: is not JSON'],
  [JSON.stringify(pair).replace('"relations":[', `"relations":[${nested(3000)},`), 'relations[0]: must be an object'],
  [nested(200_000), ': must be an object, was a list'],
  [{ ...pair, 'two\nlines\u001b[2J\u202e': 1 }, 'two?lines?[2J?: unknown key'],
  [{ ...pair, ['k'.repeat(5000)]: 1 }, 'kkkk'],
  [first({ id: 'x\n\u001b[31mred'.repeat(50) }), 'relations[0].if: unknown condition "a"'],
];

describe('bad input', () => {
  it('exits 2 with one line that names the path', { timeout: 300_000 }, async () => {
    await eachOf(CASES, async ([input, line]) => {
      const { code, out, err } = await run('solve', typeof input === 'string' ? input : JSON.stringify(input));
      expect([line, code, out]).toEqual([line, 2, '']);
      expect(err.startsWith(line), `${err.trim()} / ${line}`).toBe(true);
      expect([line, err.trimEnd().split('\n').length, err.trimEnd().length > 0 && err.length < 300]).toEqual([
        line,
        1,
        true,
      ]);
      // A terminal must not be steered by a file.
      expect([...err.trimEnd()].every((letter) => letter >= ' ')).toBe(true);
    });
  });

  it(
    'is the same for project, for files that are not there and options that do not exist',
    { timeout: 120_000 },
    async () => {
      const bad = JSON.stringify({ ...pair, extra: 1 });
      expect(await run('project', bad)).toEqual({ code: 2, out: '', err: 'extra: unknown key\n' });
      expect(await run('solve', '', ['/nowhere/at/all.json'])).toEqual({
        code: 2,
        out: '',
        err: '/nowhere/at/all.json: cannot be read\n',
      });
      expect(await run('solve', '', [])).toEqual({ code: 2, out: '', err: 'name a file, or - for standard input\n' });
      expect(await run('solve', '', ['-', '--exat'])).toEqual({ code: 2, out: '', err: '--exat: unknown option\n' });
      expect(await run('verify', '{')).toEqual({ code: 2, out: '', err: '-: is not JSON\n' });
    },
  );
});

describe('verify', () => {
  it('exits 0 for a certificate and 1 for each damaged one', { timeout: 300_000 }, async () => {
    const answer = solveInstance(instanceOf({ ...words, feeRate: '0.02' }), {
      exact: false,
      executable: false,
      solvers: [await createGlpkSolver()],
      timeLimitMs: 5000,
      nowMs: () => performance.now(),
      accepts: isProven,
    });
    if (answer.kind !== 'solved' || !answer.walked) throw new Error('there is a basket');
    const good: Certificate = answer.walked;
    const [leg, other] = good.legs;
    const [rule] = good.rules;
    if (!leg || !other || !rule) throw new Error('it has two legs and a rule');
    expect((await run('verify', JSON.stringify(good))).code).toBe(0);
    const mutants: readonly unknown[] = [
      {
        ...good,
        floorMicros: good.floorMicros + 1,
        edgeMicros: good.edgeMicros + 1,
        edgeAtLimitsMicros: good.edgeAtLimitsMicros + 1,
      },
      { ...good, edgeMicros: good.edgeMicros + 1 },
      { ...good, edgeAtLimitsMicros: good.edgeAtLimitsMicros + 1 },
      { ...good, costMicros: good.costMicros - 1, edgeMicros: good.edgeMicros + 1 },
      { ...good, feesMicros: 0, edgeMicros: good.edgeMicros + good.feesMicros },
      { ...good, legs: [{ ...leg, sizeMicros: leg.sizeMicros + 10_000 }, other] },
      { ...good, legs: [{ ...leg, limitPriceMicros: leg.limitPriceMicros - 10_000 }, other] },
      { ...good, legs: [{ ...leg, feeMicros: 0 }, other] },
      { ...good, legs: [{ ...leg, token: leg.token === 'yes' ? 'no' : 'yes' }, other] },
      { ...good, legs: [leg] },
      { ...good, legs: [leg, leg] },
      { ...good, legs: [{ ...leg, side: 'sell' }, other] },
      { ...good, legs: [] },
      { ...good, rules: [] },
      { ...good, rules: [{ ...rule, body: { type: 'implies', if: 'b', then: 'a' } }] },
      { ...good, rules: [{ ...rule, atLeast: rule.atLeast + 1 }] },
      { ...good, worst: { a: true, b: false } },
      { ...good, worst: {} },
      {
        ...good,
        conditions: good.conditions.map((condition) => ({ ...condition, fee: { ...condition.fee, ratePpm: 0 } })),
      },
      {
        ...good,
        conditions: good.conditions.map((condition) => ({ ...condition, fee: { ...condition.fee, exponent: 1e9 } })),
      },
      { ...good, voids: 1 },
      { ...good, format: 'facet-certificate/2' },
      { ...good, extra: true },
      { ...good, floorMicros: 1e300 },
      { ...good, floorMicros: '50' },
      [],
      null,
      {},
    ];
    await eachOf(
      mutants.map((mutant, index) => ({ mutant, index })),
      async ({ mutant, index }) => {
        const { code, out, err } = await run('verify', JSON.stringify(mutant));
        expect([index, code, err]).toEqual([index, 1, '']);
        expect(out).toMatch(/^refused: .+\n$/);
      },
    );
  });
});
