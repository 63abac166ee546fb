import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseInstanceFile } from '../../../scripts/formats/parse-instance';
import { PathError } from '../../../scripts/formats/parse-json';
import { instanceJson } from '../../kit/instances';

const root = resolve(__dirname, '../../..');

function run(
  script: string,
  args: readonly string[],
  input: unknown,
): { readonly code: number | null; readonly out: string; readonly err: string } {
  const text = typeof input === 'string' ? input : JSON.stringify(input);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', `scripts/${script}.ts`, ...args], {
    cwd: root,
    input: text,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

const pair = instanceJson({
  conditions: ['a', 'b'],
  relations: [{ type: 'implies', if: 'a', then: 'b' }],
  asks: { 'b.yes': [['0.40', '100']], 'a.no': [['0.55', '50']] },
});

describe('commands', () => {
  it('solve answers, verify accepts its certificate and refuses a better one', () => {
    const solved = run('solve', ['-', '--json'], pair);
    expect(solved.code).toBe(0);
    const answer = JSON.parse(solved.out);
    expect(answer).toMatchObject({
      format: 'facet-solution/1',
      status: 'arbitrage',
      edge: '2.50',
      floor: '50.00',
      cost: '47.50',
      fees: '0.00',
      because: ['a implies b'],
    });
    expect(answer.legs).toContainEqual({
      condition: 'b',
      token: 'yes',
      side: 'buy',
      size: '50',
      limitPrice: '0.40',
      vwap: '0.40',
      cost: '20.00',
      fee: '0.00',
    });
    expect(run('verify', ['-'], answer.certificate).code).toBe(0);
    expect(
      run('verify', ['-'], {
        ...answer.certificate,
        floorMicros: answer.certificate.floorMicros + 1,
        edgeMicros: answer.certificate.edgeMicros + 1,
        edgeAtLimitsMicros: answer.certificate.edgeAtLimitsMicros + 1,
      }).code,
    ).toBe(1);
  });

  it.each([[[]], [['--exact']]])('solve %j keeps the least dollars of a buy, and finds the best that does', (exact) => {
    // 20 shares at .01 are 20 cents; 100 of them are the dollar that the venue takes.
    const cheap = (depth: string) => ({
      ...instanceJson({
        conditions: ['a', 'b'],
        relations: [{ type: 'at-least-one', of: ['a', 'b'] }],
        asks: { 'a.yes': [['0.01', depth]], 'b.yes': [['0.90', '20']] },
      }),
      minBuy: '1',
    });
    const shallow = JSON.parse(run('solve', ['-', '--json', ...exact], cheap('50')).out);
    expect(shallow).toMatchObject({ status: 'none', legs: [] });
    const deep = JSON.parse(run('solve', ['-', '--json', ...exact], cheap('500')).out);
    expect(deep).toMatchObject({ status: 'arbitrage', edge: '1.00' });
    expect(deep.legs.map((leg: { readonly size: string }) => leg.size)).toEqual(['100', '20']);
  });

  it('solve rounds the least of a buy up to whole lots', () => {
    const third = {
      ...instanceJson({
        conditions: ['a', 'b'],
        relations: [{ type: 'at-least-one', of: ['a', 'b'] }],
        asks: {
          'a.yes': [['0.30', '100']],
          'b.yes': [
            ['0.60', '2'],
            ['0.75', '100'],
          ],
        },
      }),
      minBuy: '1',
    };
    // A dollar at .30 is 3.3334 shares: 3.34 in whole lots, not 3.33.
    const answer = JSON.parse(run('solve', ['-', '--json'], third).out);
    expect(answer.legs.map((leg: { readonly size: string }) => leg.size)).toEqual(['3.34', '3.34']);
  });

  it('a file may say once that no book is mirrored, and a book otherwise', () => {
    const plain = instanceJson({ conditions: ['a'], asks: { 'a.yes': [['0.40', '1']] } });
    expect(parseInstanceFile({ ...plain, mirrored: false }).instance.books['a']?.mirrored).toBe(false);
    expect(parseInstanceFile({ ...plain, mirrored: true }).instance.books['a']?.mirrored).toBe(true);
    const own = { ...plain, mirrored: false, books: { a: { yes: { asks: [] }, mirrored: true } } };
    expect(parseInstanceFile(own).instance.books['a']?.mirrored).toBe(true);
    expect(() => parseInstanceFile({ ...plain, mirrored: 'no' })).toThrow(PathError);
    expect(() => parseInstanceFile({ ...plain, minBuy: '-1' })).toThrow(PathError);
  });

  type Words = Parameters<typeof instanceJson>[0];
  it.each<[string, Words, object]>([
    [
      'an implication the wrong way round',
      {
        conditions: ['a', 'b'],
        relations: [{ type: 'implies', if: 'a', then: 'b' }],
        asks: { 'b.yes': [['0.40', '100']], 'a.no': [['0.55', '50']] },
      },
      { status: 'none', lower: '0.00', upper: '0.00' },
    ],
    [
      'both answers of one market',
      { conditions: ['a'], asks: { 'a.yes': [['0.45', '30']], 'a.no': [['0.50', '50']] } },
      { status: 'arbitrage', edge: '1.50', lower: '1.50', upper: '1.50' },
    ],
    [
      'fair prices',
      { conditions: ['a'], asks: { 'a.yes': [['0.55', '30']], 'a.no': [['0.50', '50']] } },
      { status: 'none', upper: '0.00' },
    ],
  ])('solve --exact with voids proves that nothing is there, or bounds what is: %s', (_name, words, answer) => {
    const { out } = run('solve', ['-', '--json', '--exact'], instanceJson({ ...words, voids: 1 }));
    expect(JSON.parse(out)).toMatchObject(answer);
  });

  it('an empty outcome space exits 3 and names the clash', () => {
    const clash = {
      ...pair,
      relations: [
        { type: 'settled', of: 'a', value: true },
        { type: 'settled', of: 'a', value: false },
      ],
    };
    const answer = run('solve', ['-', '--json'], clash);
    expect(answer.code).toBe(3);
    expect(JSON.parse(answer.out)).toMatchObject({
      status: 'empty-outcome-space',
      because: ['a is settled true', 'a is settled false'],
    });
  });

  it('bad input exits 2 with one line that names the path', () => {
    const cases: readonly (readonly [unknown, string])[] = [
      [{ ...pair, extra: 1 }, 'extra: unknown key'],
      [{ ...pair, relations: [{ type: 'implies', if: 'a', then: 'x' }] }, 'relations[0].then: unknown condition "x"'],
      [{ ...pair, relations: [{ type: 'excludes', of: ['a', 'x'] }] }, 'relations[0].of[1]: unknown condition "x"'],
      [
        { ...pair, relations: [{ type: 'cumulative', of: ['a', 'b'] }] },
        'relations[0].type: unknown relation type "cumulative"',
      ],
      [
        { ...pair, books: { a: { yes: { asks: [['1', '5']] } } } },
        'books.a.yes.asks[0][0]: must lie strictly between 0 and 1',
      ],
      [
        { ...pair, books: { a: { yes: { asks: [['0.5', '-5']] } } } },
        'books.a.yes.asks[0][1]: must be a decimal string',
      ],
      [{ ...pair, books: { a: { yes: { asks: [[0.5, '5']] } } } }, 'books.a.yes.asks[0][0]: must be a decimal string'],
      [{ ...pair, budget: 'NaN' }, 'budget: must be a decimal string'],
    ];
    const lineOf = (input: unknown): string => {
      try {
        parseInstanceFile(input);
        return 'accepted';
      } catch (error) {
        return error instanceof PathError ? error.message : String(error);
      }
    };
    for (const [input, line] of cases) expect(lineOf(input).startsWith(line), `${lineOf(input)} / ${line}`).toBe(true);
    // The command itself, once: what the parser says is its one line, and the exit is 2.
    const [input, line] = cases[1] ?? ['', ''];
    const answer = run('solve', ['-'], input);
    expect([answer.code, answer.err.trimEnd()]).toEqual([2, line]);
    expect(run('solve', ['-', '--exat'], pair).err).toContain('--exat: unknown option');
    expect(run('solve', ['-'], '{')).toMatchObject({ code: 2, err: '-: is not JSON\n' });
  });

  it('project reports the projection', () => {
    const answer = run('project', ['-', '--json'], { ...pair, books: {}, mids: { a: '0.52', b: '0.50' } });
    expect(answer.code).toBe(0);
    const projection = JSON.parse(answer.out);
    expect(projection.mu.a).toBeCloseTo(0.510004, 6);
    expect(projection.divergence).toBeCloseTo(0.00040024, 8);
    expect(projection).toMatchObject({ status: 'projected', gap: 0, oracleCalls: 0, methods: ['closed-form'] });
    // Makers of liquidity 1 are moved by the difference of the logits.
    expect(projection.trade.a).toBeCloseTo(-0.0400213, 5);
    expect(projection.trade.b).toBeCloseTo(0.0400213, 5);
  });
});
