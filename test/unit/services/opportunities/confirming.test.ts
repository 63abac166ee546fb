/** What was found is told when its legs and its events were read, and not before. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Book } from '../../../../lib/domain/book';
import type { TokenId } from '../../../../lib/domain/ids';
import { fail, ok, type Result } from '../../../../lib/domain/result';
import { createEmitter } from '../../../../lib/services/emitter';
import { createConfirming, type Confirming } from '../../../../lib/services/opportunities/confirming';
import type { Opportunity } from '../../../../lib/services/opportunities/opportunities';
import { createTestClock, settle } from '../../../kit/clock';
import { certify, makeGap, NOW } from '../../../kit/priced-event';

const priced = makeGap();
let opportunity: Opportunity;

beforeAll(async () => {
  const { certified } = await certify(priced);
  opportunity = {
    id: 'gap',
    component: priced.component,
    certified,
    asOfMs: NOW,
    firstSeenAtMs: NOW,
    passesThresholds: true,
    upperMicros: null,
  };
});

/** With the legs at these places of the basket alone. */
function withLegs(from: number, to: number): Opportunity {
  const { certificate } = opportunity.certified;
  const certified = {
    ...opportunity.certified,
    certificate: { ...certificate, legs: certificate.legs.slice(from, to) },
  };
  return { ...opportunity, certified };
}

function open() {
  const clock = createTestClock(NOW);
  const listChanged = createEmitter<void>();
  const eventsChanged = createEmitter<void>();
  const questions: {
    readonly tokens: readonly TokenId[];
    readonly answer: (result: Result<readonly Book[]>) => void;
  }[] = [];
  const state = { found: [opportunity] as readonly Opportunity[], isRead: false };
  const attended: (readonly string[])[] = [];
  const read: (readonly string[])[] = [];
  const told: string[] = [];
  const confirming: Confirming = createConfirming({
    opportunities: { all: () => state.found, subscribe: listChanged.subscribe },
    relations: {
      isRead: () => state.isRead,
      eventOf: () => priced.event,
      subscribe: eventsChanged.subscribe,
    },
    books: {
      attend: (conditions) => void attended.push(conditions.map(({ id }) => id)),
      refresh: (tokens) => new Promise((answer) => questions.push({ tokens, answer })),
    },
    readEvents: (slugs) => void read.push(slugs),
    clock,
  });
  confirming.subscribeNews(({ id }) => told.push(id));
  return {
    clock,
    confirming,
    questions,
    attended,
    read,
    told,
    find(...found: readonly Opportunity[]) {
      state.found = found;
      listChanged.emit();
    },
    readEvent(isRead = true) {
      state.isRead = isRead;
      eventsChanged.emit();
    },
    async agree() {
      const { tokens, answer } = questions.shift() ?? raise();
      answer(ok(tokens.map((tokenId) => priced.books.get(tokenId) ?? raise())));
      await settle();
    },
    async refuse() {
      (questions.shift() ?? raise()).answer(fail('book-unconfirmed', { market: 'x' }, 'later'));
      await settle();
    },
  };
}

function raise(): never {
  throw new Error('nothing was asked');
}

describe('what was found', () => {
  let desk: ReturnType<typeof open>;
  beforeEach(() => {
    desk = open();
    desk.find(opportunity);
  });

  it('asks for its legs in one question and for its event, and is told when both answered', async () => {
    expect(desk.questions.map(({ tokens }) => tokens.length)).toEqual([opportunity.certified.certificate.legs.length]);
    expect(desk.read).toEqual([[priced.event.slug]]);
    await desk.agree();
    expect([desk.told, desk.confirming.isConfirmed(opportunity)]).toEqual([[], false]);
    desk.readEvent();
    expect([desk.told, desk.confirming.isConfirmed(opportunity)]).toEqual([['gap'], true]);
  });

  it('is not told while only its event was read, and asks again until the venue agrees', async () => {
    desk.readEvent();
    await desk.refuse();
    expect([desk.told, desk.questions.length]).toEqual([[], 0]);
    await desk.clock.advance(250);
    await desk.agree();
    expect(desk.told).toEqual(['gap']);
  });

  it('is never told when it went before the answer', async () => {
    desk.find();
    desk.readEvent();
    await desk.agree();
    expect(desk.told).toEqual([]);
  });

  it('is kept fresh while it comes and goes, and told once in a minute', async () => {
    for (let time = 0; time < 5; time += 1) {
      desk.find();
      await desk.clock.advance(1_000);
      desk.find(opportunity);
      if (time === 1) {
        await desk.agree();
        desk.readEvent();
      }
    }
    expect([desk.told, desk.read.length, desk.attended.length]).toEqual([['gap'], 1, 1]);
    desk.find();
    await desk.clock.advance(61_000);
    expect([desk.read.at(-1), desk.attended.at(-1)]).toEqual([[], []]);
    desk.find(opportunity);
    await desk.agree();
    expect(desk.told).toEqual(['gap', 'gap']);
  });

  it('waits for a leg that it had not before', async () => {
    desk = open();
    desk.readEvent();
    desk.find(withLegs(0, 1));
    await desk.agree();
    expect(desk.confirming.isConfirmed(withLegs(0, 1))).toBe(true);
    desk.find(opportunity);
    expect(desk.confirming.isConfirmed(opportunity)).toBe(false);
    expect(desk.questions[0]?.tokens).toHaveLength(opportunity.certified.certificate.legs.length - 1);
    await desk.agree();
    expect(desk.confirming.isConfirmed(opportunity)).toBe(true);
  });

  it('is not confirmed any more when its event can be read no more', async () => {
    await desk.agree();
    desk.readEvent();
    desk.readEvent(false);
    expect(desk.confirming.isConfirmed(opportunity)).toBe(false);
  });

  it('is told when it begins to pass the thresholds', async () => {
    desk.find({ ...opportunity, passesThresholds: false });
    await desk.agree();
    desk.readEvent();
    expect(desk.told).toEqual([]);
    desk.find(opportunity);
    expect(desk.told).toEqual(['gap']);
  });
});
