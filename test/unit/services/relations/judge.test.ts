import { describe, expect, it } from 'vitest';
import type { Relation } from '../../../../lib/domain/relation';
import { createJudge } from '../../../../lib/services/relations/judge';
import { indexEvents } from '../../../../lib/services/relations/statements';
import { makeCondition, makeEvent } from '../../../kit/advisor-events';
import { createTestClock } from '../../../kit/clock';

const START_MS = 1_795_000_000_000;
const relation = (id: string, body: Relation['body']): Relation => ({
  id,
  version: 1,
  body,
  source: 'rule',
  status: 'proven',
  why: '',
  evidence: [],
});

describe('a verdict that throws', () => {
  it('leaves its own relation apart and says so; the verdicts of the others come', () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => makeCondition({ question: `Will ${name} happen?` }));
    if (!a || !b || !c || !d) throw new Error('no conditions');
    const logged: string[] = [];
    const test = createTestClock(START_MS);
    let asked = 0;
    const clock = {
      ...test,
      nowMs: () => {
        asked += 1;
        return test.nowMs();
      },
    };
    const judge = createJudge({
      clock,
      log: { info: () => undefined, warn: () => undefined, error: (code) => logged.push(code) },
      signal: new AbortController().signal,
      name: (key) => key,
      onVerdicts: () => undefined,
    });
    const bad = relation('bad', {
      type: 'linear',
      atLeast: 0,
      // Its component is built when the clock was asked once; the search asks for it afterwards.
      get terms(): readonly (readonly [string, number])[] {
        if (asked > 1) throw new RangeError('broken');
        return [
          [a.id, 1],
          [b.id, 1],
        ];
      },
    });
    const good = relation('good', { type: 'implies', if: c.id, then: d.id });
    const candidates = { structure: [], proven: [bad, good], accepted: [], refused: new Map() };
    const verdict = judge.judge(indexEvents([makeEvent([a, b, c, d])]), candidates);
    expect(logged).toEqual(['verdict-threw']);
    expect(verdict.waiting).toEqual([]);
    expect([...verdict.left]).toEqual(['bad']);
    expect(verdict.held.get('bad')?.reason).toBe('contradicts');
  });
});
