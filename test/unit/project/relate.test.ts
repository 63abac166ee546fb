import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { parseQuestionsFile } from '../../../scripts/formats/parse-questions';
import { createLexicalIndex } from '../../../lib/language/look-alikes';
import { bestFor, eventsOfQuestions } from '../../../scripts/formats/questions';
import { proposeByRules } from '../../../lib/advisors/rules';

import { pairSets, readResolved } from '../../../scripts/relate-data';
import { reasonText } from '../../../lib/words/reasons';

const rung = (id: string, amount: string): Record<string, unknown> => ({
  id,
  title: `Will gold close above ${amount} on June 30, 2026?`,
  description: `Yes if gold closes above ${amount} on June 30, 2026.`,
});
const FILE = {
  format: 'facet-questions/1',
  questions: [rung('a', '$4,000'), rung('b', '$5,000'), rung('c', '$6,000'), { id: 'd', title: 'Will it rain?' }],
};
const run = (input: unknown, ...options: readonly string[]) =>
  spawnSync('node_modules/.bin/tsx', ['scripts/relate.ts', '-', ...options], {
    input: typeof input === 'string' ? input : JSON.stringify(input),
    encoding: 'utf8',
  });

describe('the command', () => {
  it('answers named pairs in both orders, a step of a ladder between them or not', () => {
    const { stdout, status } = run(
      {
        ...FILE,
        pairs: [
          ['c', 'a'],
          ['a', 'b'],
          ['a', 'd'],
        ],
      },
      '--json',
    );
    expect(status).toBe(0);
    const answer = JSON.parse(stdout) as {
      readonly format: string;
      readonly proposals: readonly {
        readonly pair: readonly string[];
        readonly type: string;
        readonly status: string;
        readonly advisor: string;
        readonly confidence: number;
        readonly evidence: readonly string[];
        readonly ms: number;
      }[];
    };
    expect(answer.format).toBe('facet-relations/1');
    expect(
      answer.proposals.map(({ pair, type, status: said, advisor, confidence }) => [
        pair.join(' '),
        type,
        said,
        advisor,
        confidence,
      ]),
    ).toEqual([
      ['c a', 'implies', 'proven', 'numeric', 1],
      ['a b', 'implied-by', 'proven', 'numeric', 1],
      ['a d', 'none', 'proposed', 'none', 0],
    ]);
    expect(answer.proposals[0]?.evidence[0]).toContain('$6,000 is above $4,000');
    expect(typeof answer.proposals[0]?.ms).toBe('number');
  });

  it('without pairs it finds them, chains included', () => {
    const { stdout } = run(FILE, '--json');
    const { proposals } = JSON.parse(stdout) as {
      readonly proposals: readonly { readonly pair: readonly string[]; readonly type: string }[];
    };
    expect(
      proposals.map(({ pair, type }) => (type === 'implies' ? pair.join('>') : [...pair].reverse().join('>'))).sort(),
    ).toEqual(['b>a', 'c>a', 'c>b']);
  });

  it.each<readonly [string, unknown, string]>([
    ['text that is not JSON', '{', 'is not JSON'],
    ['another format', { format: 'x', questions: [] }, 'format: must be'],
    ['an unknown key', { ...FILE, extra: 1 }, 'extra: unknown key'],
    [
      'an unknown key of a question',
      { ...FILE, questions: [{ ...rung('a', '1'), price: 1 }] },
      'questions[0].price: unknown key',
    ],
    ['a title that is no text', { ...FILE, questions: [{ id: 'a', title: 5 }] }, 'questions[0].title: must be a text'],
    ['an id twice', { ...FILE, questions: [rung('a', '1'), rung('a', '2')] }, 'questions[1].id: "a" occurs twice'],
    ['an unknown question', { ...FILE, pairs: [['a', 'x']] }, 'pairs[0][1]: unknown question "x"'],
    ['a pair of three', { ...FILE, pairs: [['a', 'b', 'c']] }, 'pairs[0]: must be two ids'],
  ])('refuses %s with one line that names the path', (_name, input, message) => {
    const { stderr, status } = run(input);
    expect(status).toBe(2);
    expect(
      stderr
        .trim()
        .split('\n')
        .filter((line) => !line.startsWith('npm ')),
    ).toEqual([expect.stringContaining(message)]);
  });

  it('a file never makes a group complete', () => {
    const parsed = parseQuestionsFile({
      format: 'facet-questions/1',
      questions: ['A', 'B'].map((name) => ({ id: name, title: `Will ${name} win?`, event: 'race', negRisk: true })),
    });
    if (!parsed.ok) throw new Error(parsed.problem);
    expect(
      proposeByRules(eventsOfQuestions(parsed.value.questions).events).map((relation) => relation.body.type),
    ).toEqual(['excludes']);
  });
});

describe('pre-filter', () => {
  const questions = [
    'Will Bitcoin reach $100,000 in 2026?',
    'Will Bitcoin dip to $50,000 in 2026?',
    'Will the treaty be signed by June 30?',
    'Is the treaty signed before July?',
  ].map((title, index) => ({ id: String(index), title, description: '' }));
  const index = createLexicalIndex(questions);

  it('finds the questions about the same thing first and never the question itself', () => {
    expect(questions.map((question) => index.candidates(question, 1)[0]?.id)).toEqual(['1', '0', '3', '2']);
    expect(questions.every((question) => !index.candidates(question, 10).some(({ id }) => id === question.id))).toBe(
      true,
    );
  });

  it('is empty for unknown words and keeps nothing from one query to the next', () => {
    expect(index.candidates({ id: 'x', title: 'Zebra crossing', description: '' }, 5)).toEqual([]);
    const first = index.candidates({ id: 'x', title: 'bitcoin', description: '' }, 5);
    expect(index.candidates({ id: 'x', title: 'bitcoin', description: '' }, 5)).toEqual(first);
  });
});

const dataDir = process.env['FACET_DATA'] ?? '../shared/data';
const hasData = existsSync(`${dataDir}/relations`);

describe.skipIf(!hasData)('recorded question pairs (needs ../shared/data)', () => {
  const sets = hasData ? pairSets(dataDir) : [];

  it.each(['deadline', 'threshold'])('finds at least 90 %% of %s pairs, and none turned around', (kind) => {
    const pairs = sets.flatMap(([, all]) => all.filter((pair) => pair.class === kind));
    const found = pairs.map((pair) => {
      const { events, idOf } = eventsOfQuestions([pair.first, pair.second]);
      const [a = '', b = ''] = [...idOf.keys()];
      return bestFor(proposeByRules(events), a, b);
    });
    expect(found.filter((each) => each !== null && each.type !== 'implies')).toEqual([]);
    expect(found.filter((each) => each !== null).length / pairs.length).toBeGreaterThanOrEqual(0.9);
  });

  it('proves nothing against a label of any other set', () => {
    const wrong = sets
      .filter(([set]) => /Neg|Paraphrase|But/.test(set))
      .flatMap(([, pairs]) =>
        pairs.flatMap((pair) => {
          const { events, idOf } = eventsOfQuestions([pair.first, pair.second]);
          const [a = '', b = ''] = [...idOf.keys()];
          const found = bestFor(proposeByRules(events), a, b);
          return found?.relation.status === 'proven' && found.type !== pair.expected
            ? [`${found.type} for ${pair.expected}: ${reasonText(found.relation.why)}`]
            : [];
        }),
      );
    expect(wrong).toEqual([]);
  });

  it('the rules see the outcomes of 5,711 resolved questions and prove nothing from titles alone', () => {
    const { events } = eventsOfQuestions(readResolved(dataDir).map(({ settled: _hidden, ...question }) => question));
    expect(
      proposeByRules(events).filter((relation) => relation.status === 'proven' && relation.source === 'rule'),
    ).toEqual([]);
  });
});

describe('the evaluation', () => {
  it('says plainly when the data is not there', () => {
    const { status, stderr } = spawnSync('node_modules/.bin/tsx', ['scripts/relate.ts', '--eval'], {
      encoding: 'utf8',
      env: { ...process.env, FACET_DATA: '/nowhere' },
    });
    expect(status).toBe(2);
    expect(stderr).toContain('no such folder');
  });
});
