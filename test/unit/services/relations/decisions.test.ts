/**
 * The word of the user: what an acceptance or a rejection needs, how long it lasts, and words given at the same time.
 */
import { describe, expect, it } from 'vitest';
import { hashTexts } from '../../../../lib/relations/text-fingerprint';
import type { Condition } from '../../../../lib/domain/condition';
import type { RelationBody, RelationStatus } from '../../../../lib/domain/relation';
import { ok } from '../../../../lib/domain/result';
import { makeEvent } from '../../../kit/advisor-events';
import { type MemoryRelationStore } from '../../../kit/relation-store';
import {
  alone,
  deadline,
  decideOnly,
  elected,
  nominated,
  onlyEntry,
  startDesk,
  textsOf,
} from '../../../kit/relation-desk';
import * as en from '../../../../lib/words/en';

describe('the word of the user', () => {
  it('accepting needs both rule texts, as they are now', async () => {
    const { relations } = await startDesk([alone(elected, 'winner'), alone(nominated, 'nominee')]);
    expect(await decideOnly(relations, 'accept')).toMatchObject({ ok: false, error: { code: 'rules-unread' } });
    expect(await decideOnly(relations, 'accept', textsOf(elected))).toMatchObject({
      ok: false,
      error: { code: 'rules-unread' },
    });
    expect(
      await decideOnly(relations, 'accept', textsOf(elected, { ...nominated, description: 'Other rules.' })),
    ).toMatchObject({ ok: false, error: { code: 'rules-changed' } });
    expect(
      await decideOnly(
        relations,
        'accept',
        new Map([
          [elected.id, hashTexts(elected)],
          [nominated.id, 'old'],
        ]),
      ),
    ).toMatchObject({ ok: false, error: { code: 'rules-changed' } });
    expect(relations.components().flatMap((component) => component.relations)).toEqual([]);
    expect(await decideOnly(relations, 'accept', textsOf(elected, nominated))).toEqual(ok(undefined));
    // A rule proposed it; a proof that rests on it must name the user.
    expect(relations.componentOf(elected.id)?.relations.map((relation) => [relation.source, relation.status])).toEqual([
      ['user', 'accepted'],
    ]);
  });

  it('an acceptance outlives the service worker and ends with the text', async () => {
    const first = await startDesk([alone(elected, 'winner'), alone(nominated, 'nominee')]);
    await decideOnly(first.relations, 'accept', textsOf(elected, nominated));
    const again = await startDesk([alone(elected, 'winner'), alone(nominated, 'nominee')], first.store);
    expect(again.relations.componentOf(elected.id)?.relations).toHaveLength(1);
    expect(again.told.book).toBe(0);
    again.script.set(
      'nominee',
      alone({ ...nominated, description: `${nominated.description} A replaced nominee does not count.` }, 'nominee'),
    );
    await again.clock.advance(31_000);
    expect(again.relations.components().flatMap((component) => component.relations)).toEqual([]);
    expect(onlyEntry(again.relations).history.map((step) => step.status)).toEqual([
      'proposed',
      'accepted',
      'retired',
      'proposed',
    ]);
  });

  it.each([
    ['the end', { endDate: '2031-01-01T00:00:00Z' }],
    ['the named source', { resolutionSource: 'https://example.org' }],
    ['the label', { label: 'Another' }],
  ] satisfies readonly (readonly [string, Partial<Condition>])[])(
    'an acceptance ends with %s that stood beside the rules',
    async (_name, change) => {
      const { relations, script, clock } = await startDesk([alone(elected, 'winner'), alone(nominated, 'nominee')]);
      expect(await decideOnly(relations, 'accept', textsOf(elected, nominated))).toEqual(ok(undefined));
      script.set('nominee', alone({ ...nominated, ...change }, 'nominee'));
      await clock.advance(31_000);
      expect(relations.inForce()).toEqual([]);
      expect(onlyEntry(relations).relation.status).not.toBe('accepted');
    },
  );

  it('an acceptance that is not on disk does not count', async () => {
    const { relations, store } = await startDesk([alone(elected, 'winner'), alone(nominated, 'nominee')]);
    store.failing = true;
    expect(await decideOnly(relations, 'accept', textsOf(elected, nominated))).toMatchObject({
      ok: false,
      error: { code: 'storage-failed' },
    });
    expect(onlyEntry(relations).relation.status).toBe('proposed');
    expect(relations.components().flatMap((component) => component.relations)).toEqual([]);
  });

  it('a rejected proof is not used and does not come back', async () => {
    const events = [alone(deadline('March 31'), 'march'), alone(deadline('June 30'), 'june')];
    const first = await startDesk(events);
    expect(await decideOnly(first.relations, 'reject')).toEqual(ok(undefined));
    expect(first.relations.components().flatMap((component) => component.relations)).toEqual([]);
    const again = await startDesk(events, first.store);
    await again.clock.advance(61_000);
    expect(onlyEntry(again.relations).relation.status).toBe('rejected');
    expect(again.relations.components().flatMap((component) => component.relations)).toEqual([]);
    expect(await decideOnly(again.relations, 'withdraw')).toEqual(ok(undefined));
    await again.clock.advance(1);
    expect(again.relations.components().flatMap((component) => component.relations)).toHaveLength(1);
  });

  it('is refused for another version than the one on screen', async () => {
    const { relations } = await startDesk([alone(elected, 'winner'), alone(nominated, 'nominee')]);
    const { relation } = onlyEntry(relations);
    expect(
      await relations.decide({
        id: relation.id,
        version: 2,
        decision: 'accept',
        readTexts: textsOf(elected, nominated),
      }),
    ).toMatchObject({ ok: false, error: { code: 'relation-changed' } });
    expect(
      await relations.decide({ id: 'nothing', version: 1, decision: 'accept', readTexts: new Map() }),
    ).toMatchObject({ ok: false, error: { code: 'unknown-relation' } });
  });

  it('is refused where resolved markets show that the relation is false', async () => {
    const { relations } = await startDesk([
      alone({ ...elected, settled: true, closed: true }, 'winner'),
      alone({ ...nominated, settled: false, closed: true }, 'nominee'),
    ]);
    const proposal = [...relations.register().values()].find(({ relation }) => relation.body.type === 'implies');
    if (!proposal) throw new Error('no proposal');
    const answer = await relations.decide({
      id: proposal.relation.id,
      version: 1,
      decision: 'accept',
      readTexts: textsOf(elected, nominated),
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'relation-refuted' } });
  });

  it('is refused where it would leave an open market one answer, with its name', async () => {
    // Both in one group of which one wins at most: the election could never be won.
    const group = { negRisk: true, negRiskMarketId: `0x${'ab'.repeat(32)}` };
    const event = makeEvent(
      [
        { ...elected, ...group },
        { ...nominated, ...group },
      ],
      {
        slug: 'both',
        negRisk: true,
        enableNegRisk: true,
        negRiskAugmented: true,
        negRiskMarketId: group.negRiskMarketId,
      },
    );
    const { relations } = await startDesk([event]);
    const proposal = [...relations.register().values()].find(({ relation }) => relation.body.type === 'implies');
    if (!proposal) throw new Error('no proposal');
    const answer = await relations.decide({
      id: proposal.relation.id,
      version: 1,
      decision: 'accept',
      readTexts: textsOf(elected, nominated),
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'relation-fixes' } });
    expect(answer.ok ? '' : en.failure(answer.error)).toContain('Ada Kovic win the 2028 US Presidential Election');
  });
});

describe('words given at the same time', () => {
  /** A store whose next write waits until it is let go. */
  function slow(store: MemoryRelationStore) {
    const { write } = store;
    const gate = { open: () => undefined as void };
    const opened = new Promise<void>((resolve) => {
      gate.open = resolve;
    });
    store.write = async (changes) => {
      await opened;
      return write(changes);
    };
    return gate;
  }

  it('a rejection is not undone by an acceptance that was begun before it', async () => {
    const { relations, store } = await startDesk([alone(elected, 'winner'), alone(nominated, 'nominee')]);
    const accepting = decideOnly(relations, 'accept', textsOf(elected, nominated));
    const rejecting = decideOnly(relations, 'reject');
    await Promise.all([accepting, rejecting]);
    expect(onlyEntry(relations).relation.status).toBe('rejected');
    expect([...store.entries.values()].map(({ relation }) => relation.status)).toEqual(['rejected']);
  });

  it('deciding on one takes nothing back from another', async () => {
    const [march, june] = [deadline('March 31'), deadline('June 30')];
    const { relations } = await startDesk([
      alone(elected, 'winner'),
      alone(nominated, 'nominee'),
      alone(march, 'march'),
      alone(june, 'june'),
    ]);
    const [proposal, proof] = ['proposed', 'proven'].map(
      (status) =>
        [...relations.register().values()].find(({ relation }) => relation.status === status)?.relation.id ?? '',
    );
    await Promise.all([
      relations.decide({ id: proposal ?? '', version: 1, decision: 'accept', readTexts: textsOf(elected, nominated) }),
      relations.decide({ id: proof ?? '', version: 1, decision: 'reject', readTexts: new Map() }),
    ]);
    expect([proposal, proof].map((id) => relations.register().get(id ?? '')?.relation.status)).toEqual([
      'accepted',
      'rejected',
    ]);
  });

  it('what advisors say while a rejection is being written does not cover it on disk', async () => {
    const [march, june] = [deadline('March 31'), deadline('June 30')];
    const { relations, store, script, clock } = await startDesk([alone(march, 'march'), alone(june, 'june')]);
    const gate = slow(store);
    const rejecting = decideOnly(relations, 'reject');
    script.set('june', alone({ ...june, description: `${june.description} A signature by telephone counts.` }, 'june'));
    await clock.advance(31_000);
    gate.open();
    expect(await rejecting).toEqual(ok(undefined));
    await clock.advance(31_000);
    expect(onlyEntry(relations).relation.status).toBe('rejected');
    expect([...store.entries.values()].map(({ relation }) => relation.status)).toEqual(['rejected']);
  });

  it('an acceptance does not outlive a text that changed while it was being written', async () => {
    const { relations, store, script, clock } = await startDesk([
      alone(elected, 'winner'),
      alone(nominated, 'nominee'),
    ]);
    const gate = slow(store);
    const accepting = decideOnly(relations, 'accept', textsOf(elected, nominated));
    script.set(
      'nominee',
      alone({ ...nominated, description: `${nominated.description} A replaced nominee does not count.` }, 'nominee'),
    );
    await clock.advance(31_000);
    gate.open();
    await accepting;
    await clock.advance(1);
    expect(relations.inForce()).toEqual([]);
    expect(onlyEntry(relations).relation.status).not.toBe('accepted');
  });
});

describe('what was rejected', () => {
  const file = (body: RelationBody, status: RelationStatus, source = 'llm'): string =>
    JSON.stringify({
      format: 'facet-relations-book/1',
      relations: [{ body, source, status, version: 1, why: 'because', evidence: [] }],
    });

  it('does not hold under another id, nor inside a stronger relation, until that is taken back', async () => {
    const [march, june] = [deadline('March 31'), deadline('June 30')];
    const { relations, clock } = await startDesk([alone(march, 'march'), alone(june, 'june')]);
    expect(relations.inForce()).toHaveLength(1);
    const weaker: RelationBody = {
      type: 'linear',
      terms: [
        [june.id, 3],
        [march.id, -3],
      ],
      atLeast: 0,
    };
    await relations.importText(file(weaker, 'proposed'));
    const imported =
      [...relations.register().values()].find(({ relation }) => relation.source === 'llm')?.relation.id ?? '';
    expect(await relations.decide({ id: imported, version: 1, decision: 'reject', readTexts: new Map() })).toEqual(
      ok(undefined),
    );
    expect(relations.inForce()).toEqual([]);
    const proof =
      [...relations.register().values()].find(({ relation }) => relation.status === 'proven')?.relation.id ?? '';
    expect(relations.heldBack(proof)?.fact).toEqual({ code: 'rejected-alike' });
    const told = { book: 0 };
    relations.subscribeRegister(() => {
      told.book += 1;
    });
    await clock.advance(61_000);
    expect(told.book).toBe(0);
    await relations.decide({ id: imported, version: 1, decision: 'withdraw', readTexts: new Map() });
    expect(relations.inForce()).toHaveLength(1);
  });

  it('cannot be accepted in other words', async () => {
    const { relations } = await startDesk([alone(elected, 'winner'), alone(nominated, 'nominee')]);
    await relations.importText(file({ type: 'exactly-one', of: [elected.id, nominated.id] }, 'proposed'));
    await relations.importText(file({ type: 'not', of: [nominated.id, elected.id] }, 'rejected'));
    const [exactly] = [...relations.register().values()].filter(({ relation }) => relation.body.type === 'exactly-one');
    expect(
      await relations.decide({
        id: exactly?.relation.id ?? '',
        version: 1,
        decision: 'accept',
        readTexts: textsOf(elected, nominated),
      }),
    ).toMatchObject({ ok: false, error: { code: 'alike-rejected' } });
  });
});
