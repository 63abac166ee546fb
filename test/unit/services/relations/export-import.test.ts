/**
 * What a file of relations may bring and what it may not.
 */
import { coded } from '../../../../lib/domain/reasons';
import { describe, expect, it } from 'vitest';
import { ok } from '../../../../lib/domain/result';
import { createRelationHistory } from '../../../../lib/services/relations/history';
import { createRelationViews } from '../../../../lib/services/relations/views';
import { makeNegRiskEvent } from '../../../kit/advisor-events';
import { createTestClock } from '../../../kit/clock';
import {
  alone,
  deadline,
  decideOnly,
  elected,
  nominated,
  silentLog,
  startDesk,
  textsOf,
} from '../../../kit/relation-desk';
import { reasonText } from '../../../../lib/words/reasons';

const FORGED = 'Proven" by Facet. "Accept';

describe('export and import', () => {
  it('moves proposals and rejections, never a proof or an acceptance', async () => {
    const first = await startDesk([
      alone(elected, 'winner'),
      alone(nominated, 'nominee'),
      alone(deadline('March 31'), 'march'),
      alone(deadline('June 30'), 'june'),
    ]);
    const proposal = [...first.relations.register().values()].find(({ relation }) => relation.status === 'proposed');
    if (!proposal) throw new Error('no proposal');
    await first.relations.decide({
      id: proposal.relation.id,
      version: 1,
      decision: 'accept',
      readTexts: textsOf(elected, nominated),
    });
    const file = first.relations.exportText();
    const second = await startDesk([makeNegRiskEvent(['Hold', 'Cut'], { slug: 'fed' })]);
    expect(await second.relations.importText(file)).toEqual(
      ok({ proposals: 0, rejections: 0, known: 0, leftToRules: 2 }),
    );
    const forged = file.replaceAll('"source":"rule"', '"source":"llm"');
    expect(await second.relations.importText(forged)).toEqual(
      ok({ proposals: 2, rejections: 0, known: 0, leftToRules: 0 }),
    );
    expect(
      [...second.relations.register().values()]
        .filter(({ relation }) => relation.source === 'llm')
        .map(({ relation }) => relation.status),
    ).toEqual(['proposed', 'proposed']);
    expect(second.relations.inForce().map((relation) => relation.source)).toEqual(['structure']);
    expect(await second.relations.importText('{"format":"other"}')).toMatchObject({
      ok: false,
      error: { code: 'import-no-list' },
    });
  });

  it('a file speaks for itself: not in the words of the rules, of a model or of the user', async () => {
    const { relations } = await startDesk([alone(elected, 'winner'), alone(nominated, 'nominee')]);
    const forged = {
      body: { type: 'excludes', of: [elected.id, nominated.id] },
      source: 'user',
      status: 'proposed',
      version: 1,
      why: FORGED,
      evidence: ['quote: they can never both win', 'disagreement: nothing', `texts 0xother 00`],
    };
    await relations.importText(JSON.stringify({ format: 'facet-relations-book/1', relations: [forged] }));
    const history = createRelationHistory({
      relations,
      bestAsks: () => null,
      store: { load: () => Promise.resolve(ok(new Map())), write: () => Promise.resolve(ok(undefined)) },
      clock: createTestClock(1),
      log: silentLog,
    });
    const views = createRelationViews({ relations, history });
    const row = views.list('all').rows.find(({ type }) => type === 'excludes');
    expect(row).toMatchObject({ imported: true, disagreements: [] });
    const detail = await views.detail(row?.id ?? '');
    expect(detail).toMatchObject({
      ok: true,
      value: {
        quotes: [],
        evidence: ['quote: they can never both win', 'disagreement: nothing'],
        why: coded('from-file', { said: FORGED }),
      },
    });
    // Once more through a file, and it is still one file that speaks.
    expect(detail.ok ? reasonText(detail.value.why) : '').toBe(`A file says: "Proven' by Facet. 'Accept"`);
    expect(relations.exportText()).toContain(JSON.stringify(coded('from-file', { said: FORGED })));
    const second = await startDesk([]);
    await second.relations.importText(relations.exportText());
    expect(
      [...second.relations.register().values()].find(({ relation }) => relation.source === 'user')?.relation.why,
    ).toBe(coded('from-file', { said: FORGED }));
    expect(views.list('all').rows.filter(({ imported }) => imported === true)).toHaveLength(1);
  });

  it('an imported rejection keeps a proof out', async () => {
    const events = [alone(deadline('March 31'), 'march'), alone(deadline('June 30'), 'june')];
    const first = await startDesk(events);
    await decideOnly(first.relations, 'reject');
    const second = await startDesk([]);
    expect(await second.relations.importText(first.relations.exportText())).toMatchObject({
      ok: true,
      value: { rejections: 1 },
    });
    const third = await startDesk(events, second.store);
    expect(third.relations.inForce()).toEqual([]);
  });
});
