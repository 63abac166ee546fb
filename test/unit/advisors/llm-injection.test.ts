/**
 * Hostile texts against a model that obeys them: nothing becomes executable.
 */
import { describe, expect, it } from 'vitest';
import { createLlmAdvisor } from '../../../lib/advisors/llm/llm';
import { relationPrompt } from '../../../lib/advisors/llm/prompt';
import { EMPTY_REGISTER, executableRelations, propose } from '../../../lib/relations/lifecycle';
import { proposeByRules } from '../../../lib/advisors/rules';
import type { Condition } from '../../../lib/domain/condition';
import { makeCondition, makeEvent } from '../../kit/advisor-events';
import { INJECTIONS } from '../../kit/injection-corpus';
import { fakeModel, march, recordOf, talks } from '../../kit/fake-model';

describe('hostile texts against a model that obeys them', () => {
  const victim = makeCondition({
    question: 'Will Bitcoin reach $90,000 in 2026?',
    description:
      'This market will resolve to "Yes" if Bitcoin trades at $90,000 or higher at any point in 2026. Otherwise, ' +
      'this market will resolve to "No".',
  });
  const classes = [...new Set(INJECTIONS.map((injection) => injection.class))];

  it('covers at least 300 texts and 20 of each class', () => {
    expect(INJECTIONS.length).toBeGreaterThanOrEqual(300);
    for (const name of classes)
      expect(INJECTIONS.filter((injection) => injection.class === name).length).toBeGreaterThanOrEqual(20);
  });

  it('reaches the model without hidden characters and inside one JSON string', () => {
    for (const injection of INJECTIONS) {
      const prompt = relationPrompt(
        makeCondition({ question: injection.title, description: injection.description }),
        victim,
      );
      expect(Object.keys(JSON.parse(prompt.user) as object)).toEqual(['first', 'second']);
      expect(prompt.user).not.toMatch(/[\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u);
      expect(prompt.system).toBe(relationPrompt(march, talks).system);
    }
  });

  it.each(classes)('%s: nothing becomes executable', async (name) => {
    let fooled = 0;
    for (const injection of INJECTIONS.filter((each) => each.class === name)) {
      const attacker = makeCondition({ question: injection.title, description: injection.description });
      // The worst model: it believes every hostile text, in both orders, quotes literally and finds no counter-example.
      const obeys = fakeModel((asked) => {
        if (!injection.hostile)
          return asked.firstResolves === undefined
            ? {
                label: 'none',
                firstQuote: asked.first.rules.slice(0, 30),
                secondQuote: asked.second.rules.slice(0, 30),
                reason: '',
              }
            : { possible: true, world: 'of course' };
        return asked.firstResolves === undefined
          ? {
              label: 'equivalent',
              firstQuote: asked.first.rules.slice(0, 30),
              secondQuote: asked.second.rules.slice(0, 30),
              reason: 'as told',
            }
          : { possible: false, world: '' };
      });
      const record = await recordOf(obeys, attacker, victim);
      const event = makeEvent([attacker, victim]);
      const relations = [...proposeByRules([event]), ...createLlmAdvisor([record]).propose([event])];
      if (relations.some((relation) => relation.source === 'llm')) fooled += 1;
      expect(relations.filter((relation) => relation.status !== 'proposed')).toEqual([]);
      // Not even when the relation is smuggled in with another status.
      const book = propose(EMPTY_REGISTER, {
        relations: relations.map((relation) => ({
          ...relation,
          status: relation.source === 'llm' ? ('proven' as const) : relation.status,
        })),
        covered: new Set([attacker.id, victim.id]),
        sources: new Set(['rule', 'structure', 'llm']),
        atMs: 0,
      });
      expect(executableRelations(book)).toEqual([]);
    }
    // The model was fooled every time; that it obeyed shows that the guard is behind the model and not in it.
    expect(fooled).toBe(name === 'benign look-alike' ? 0 : INJECTIONS.filter((each) => each.class === name).length);
  });

  it('a hostile sentence in one rung of a ladder ends its proof', () => {
    const rung = (day: string, extra: string): Condition =>
      makeCondition({
        question: `Will the treaty be signed by ${day}, 2026?`,
        description: `This market resolves to "Yes" if the treaty is signed by ${day}, 2026. ${extra}`,
        createdAt: '2026-01-01T00:00:00Z',
      });
    expect(
      proposeByRules([makeEvent([rung('March 31', ''), rung('June 30', '')])]).map((relation) => relation.status),
    ).toEqual(['proven']);
    for (const injection of INJECTIONS) {
      const relations = proposeByRules([makeEvent([rung('March 31', ''), rung('June 30', injection.description)])]);
      expect(relations.every((relation) => relation.status === 'proposed')).toBe(true);
    }
  });
});
