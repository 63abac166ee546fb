/**
 * Rule advisors on 10,000 questions: the pre-filter's index, its candidates for one new question, all rule relations, and the heap that
 * stays in use. The questions are made here (ladders of days and amounts with rules of the venue's length), so that it runs without data.
 */
import { createLexicalIndex, type IndexedQuestion } from '../lib/advisors/prefilter/lexical';
import { eventsOfQuestions, type Question } from '../lib/advisors/questions';
import { proposeByRules } from '../lib/advisors/rules';
import { rowOf, seeded, timed } from './engine-rows';
import type { Bench } from './kit';

const QUESTIONS = 10_000;
const CANDIDATES = 20;
const DAYS = ['January 31', 'February 28', 'March 31', 'April 30', 'June 30', 'September 30', 'October 31', 'December 31'];
const VERBS: readonly (readonly [string, string])[] = [['launch a rocket', 'launches a rocket'], ['sign a treaty', 'signs a treaty'], ['release a film', 'releases a film'], ['announce a merger', 'announces a merger'], ['open a new station', 'opens a new station']];
const REST = ' Otherwise, this market will resolve to "No".\n\nThe primary resolution source for this market will be official information from the parties involved, with additional verification from a consensus of credible reporting. An announcement by a third party will not suffice on its own, and rumours will not be considered. For the purposes of this market, only public information counts, whatever the parties may have agreed upon privately.';

/** Half of them rungs of deadlines, a quarter rungs of amounts, a quarter ranges beside them. */
function questions(): readonly Question[] {
  const random = seeded(7);
  const name = (): string => Array.from({ length: 3 }, () => 'bcdfghklmnprstvw'.charAt(Math.floor(random() * 16)) + 'aeiou'.charAt(Math.floor(random() * 5))).join('').replace(/^./, (letter) => letter.toUpperCase());
  const made: Question[] = [];
  for (let family = 0; made.length < QUESTIONS; family += 1) {
    const subject = `${name()} ${name()}`;
    const [asked, ruled] = VERBS[family % VERBS.length] ?? ['', ''];
    const common = { event: `${subject} ${family}`, createdAt: '2026-01-01T00:00:00Z', endDate: '2026-12-31T12:00:00Z' };
    DAYS.forEach((day, rung) => {
      const amount = `$${(rung + 1) * 10},000`;
      const next = `$${(rung + 2) * 10},000`;
      const deadline = { title: `Will ${subject} ${asked} by ${day}, 2026?`, description: `This market will resolve to "Yes" if ${subject} ${ruled} by ${day}, 2026, 11:59 PM ET.${REST}` };
      const compared = rung % 2 === 0 ? [`above ${amount}`, `higher than ${amount}`] : [`between ${amount} and ${next}`, `between ${amount} and ${next}`];
      const price = { title: `Will the price of ${subject} be ${compared[0] ?? ''} on June 30?`, description: `This market will resolve to "Yes" if the Binance 1 minute candle for ${subject} 12:00 in the ET timezone (noon) on June 30, 2026 has a final "Close" price ${compared[1] ?? ''}.${REST}` };
      made.push({ id: `q${made.length}`, ...common, ...(family % 2 === 0 ? deadline : price) });
    });
  }
  return made.slice(0, QUESTIONS);
}

const indexed = (question: Question): IndexedQuestion => ({ id: question.id, title: question.title, description: question.description ?? '' });

export const advisorsBench: Bench = {
  name: 'advisors',
  run() {
    const all = questions();
    const before = heap();
    const documents = all.map(indexed);
    const building = timed(3, 1, () => void createLexicalIndex(documents));
    const index = createLexicalIndex(documents);
    const candidates = timed(1000, 100, (at) => void index.candidates({ ...(documents[(at * 7) % documents.length] ?? { id: '', title: '', description: '' }), id: 'new' }, CANDIDATES));
    let relations = 0;
    let kept: unknown = null;
    // Conditions are made anew each time: a reading is kept with its condition.
    const rules = timed(3, 1, () => {
      const found = proposeByRules(eventsOfQuestions(all).events);
      relations = found.length;
      kept = found;
    });
    const megabytes = Math.round((heap() - before) / 1e6);
    return Promise.resolve([
      rowOf('pre-filter: index of 10,000 questions', building),
      rowOf('pre-filter: 20 candidates for one question', candidates, { baseline: { name: 'index of all', samples: building }, note: 'target 5 ms' }),
      rowOf('all rule relations of 10,000 questions', rules, { baseline: { name: 'index of all', samples: building }, note: `target 10,000 ms; ${relations} relations; ${kept === null ? 0 : megabytes} MB of heap kept with index and relations (target 200 MB${globalThis.gc ? '' : '; without --expose-gc an upper bound'})` }),
    ]);
  },
};

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
