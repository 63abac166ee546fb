/**
 * Ten thousand questions for the benches of the rule advisors, made here so that they run without data: half of them
 * rungs of deadlines, a quarter rungs of amounts, a quarter ranges beside them, with rules of the venue's length.
 */
import type { IndexedQuestion } from '../lib/domain/question';
import type { Question } from '../scripts/formats/questions';
import { seeded } from '../lib/domain/random';

export const QUESTIONS = 10_000;
const DAYS = [
  'January 31',
  'February 28',
  'March 31',
  'April 30',
  'June 30',
  'September 30',
  'October 31',
  'December 31',
];
const VERBS: readonly (readonly [string, string])[] = [
  ['launch a rocket', 'launches a rocket'],
  ['sign a treaty', 'signs a treaty'],
  ['release a film', 'releases a film'],
  ['announce a merger', 'announces a merger'],
  ['open a new station', 'opens a new station'],
];
const REST =
  ' Otherwise, this market will resolve to "No".\n\nThe primary resolution source for this market will be official ' +
  'information from the parties involved, with additional verification from a consensus of credible reporting. An ' +
  'announcement by a third party will not suffice on its own, and rumours will not be considered. For the purposes ' +
  'of this market, only public information counts, whatever the parties may have agreed upon privately.';

/** The same ones each time. */
export function madeQuestions(): readonly Question[] {
  const random = seeded(7);
  const name = (): string =>
    Array.from(
      { length: 3 },
      () => 'bcdfghklmnprstvw'.charAt(Math.floor(random() * 16)) + 'aeiou'.charAt(Math.floor(random() * 5)),
    )
      .join('')
      .replace(/^./, (letter) => letter.toUpperCase());
  const made: Question[] = [];
  for (let family = 0; made.length < QUESTIONS; family += 1) {
    const subject = `${name()} ${name()}`;
    const [asked, ruled] = VERBS[family % VERBS.length] ?? ['', ''];
    const common = {
      event: `${subject} ${family}`,
      createdAt: '2026-01-01T00:00:00Z',
      endDate: '2026-12-31T12:00:00Z',
    };
    DAYS.forEach((day, rung) => {
      const amount = `$${(rung + 1) * 10},000`;
      const next = `$${(rung + 2) * 10},000`;
      const deadline = {
        title: `Will ${subject} ${asked} by ${day}, 2026?`,
        description: `This market will resolve to "Yes" if ${subject} ${ruled} by ${day}, 2026, 11:59 PM ET.${REST}`,
      };
      const compared =
        rung % 2 === 0
          ? [`above ${amount}`, `higher than ${amount}`]
          : [`between ${amount} and ${next}`, `between ${amount} and ${next}`];
      const price = {
        title: `Will the price of ${subject} be ${compared[0] ?? ''} on June 30?`,
        description:
          `This market will resolve to "Yes" if the Binance 1 minute candle for ${subject} 12:00 in the ET ` +
          `timezone (noon) on June 30, 2026 has a final "Close" price ${compared[1] ?? ''}.${REST}`,
      };
      made.push({ id: `q${made.length}`, ...common, ...(family % 2 === 0 ? deadline : price) });
    });
  }
  return made.slice(0, QUESTIONS);
}

export const indexed = (question: Question): IndexedQuestion => ({
  id: question.id,
  title: question.title,
  description: question.description ?? '',
});
