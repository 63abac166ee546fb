/** No name stands for two things, and each tells its event where more than one is meant. */
import { describe, expect, it } from 'vitest';
import { distinctNames } from '../../../../lib/services/opportunities/leg-names';
import { makeCondition, makeEvent } from '../../../kit/advisor-events';

const labels = (names: ReadonlyMap<string, string>): readonly string[] => [...names.values()];

describe('names of conditions', () => {
  it('are labels inside one event', () => {
    const event = makeEvent([
      makeCondition({ question: 'Will there be no change?', label: 'No change' }),
      makeCondition({ question: 'Will there be a cut?', label: 'Cut' }),
    ]);
    expect(labels(distinctNames(event.conditions, () => event.title))).toEqual(['No change', 'Cut']);
  });

  it('tell their event where two are meant, whether the labels are the same or not', () => {
    const events = ['Election', 'Nomination'].map((title) =>
      makeEvent([makeCondition({ question: `Will Elena Marsh win the ${title}?`, label: 'Elena Marsh' })], { title }),
    );
    const titleOf = ({ eventId }: { readonly eventId: string }) => events.find(({ id }) => id === eventId)?.title ?? '';
    const all = events.flatMap(({ conditions }) => conditions);
    expect(labels(distinctNames(all, titleOf))).toEqual(['Elena Marsh (Election)', 'Elena Marsh (Nomination)']);
    const other = all.map((condition, index) => ({ ...condition, label: index === 0 ? 'Elena Marsh' : 'Yes' }));
    expect(labels(distinctNames(other, titleOf))).toEqual(['Elena Marsh (Election)', 'Yes (Nomination)']);
  });

  it.each([
    ['the same label twice in one event', ['Will A win in May?', 'Will A win in June?'], ['A', 'A'], ['T', 'T']],
    ['the same label, question and title', ['Will A win?', 'Will A win?'], ['A', 'A'], ['T', 'T']],
    ['names that differ in case and spaces only', ['Q', 'q '], ['Elena  Marsh', 'elena marsh'], ['T', 't']],
    ['empty labels', ['Q1', 'Q2'], ['', ''], ['', '']],
  ])('never stand for two: %s', (_what, questions, names, titles) => {
    const events = titles.map((title, index) =>
      makeEvent([makeCondition({ question: questions[index] ?? '', label: names[index] ?? '' })], { title }),
    );
    const all = events.flatMap(({ conditions }) => conditions);
    const made = labels(distinctNames(all, ({ eventId }) => events.find(({ id }) => id === eventId)?.title ?? ''));
    expect(new Set(made.map((name) => name.replace(/\s+/g, ' ').trim().toLowerCase())).size).toBe(2);
    expect(made.every((name) => name.trim() !== '')).toBe(true);
  });
});
