/**
 * Rule advisors on 10,000 questions: the pre-filter's index, its candidates for one new question, all rule relations,
 * the heap that stays in use, and the most memory that all of it takes.
 */
import { createLexicalIndex } from '../lib/language/look-alikes';
import { eventsOfQuestions } from '../scripts/formats/questions';
import { proposeByRules } from '../lib/advisors/rules';
import { memoryRow } from './advisors-memory';
import { indexed, madeQuestions } from './advisors-questions';
import { rowOf, timed } from './engine-rows';
import { summarise, type Bench } from './kit';

const CANDIDATES = 20;

export const advisorsBench: Bench = {
  name: 'advisors',
  run() {
    const all = madeQuestions();
    const before = heap();
    const documents = all.map(indexed);
    const building = timed(3, 1, () => void createLexicalIndex(documents));
    const index = createLexicalIndex(documents);
    const candidates = timed(
      1000,
      100,
      (at) =>
        void index.candidates(
          { ...(documents[(at * 7) % documents.length] ?? { id: '', title: '', description: '' }), id: 'new' },
          CANDIDATES,
        ),
    );
    let relations = 0;
    let kept: unknown = null;
    // Conditions are made anew each time: a reading is kept with its condition, and what is kept is counted.
    const processor: number[] = [];
    const rules = timed(3, 1, () => {
      kept = null;
      const started = process.cpuUsage();
      const { events } = eventsOfQuestions(all);
      const found = proposeByRules(events);
      relations = found.length;
      kept = { events, found };
      const { user, system } = process.cpuUsage(started);
      processor.push((user + system) / 1_000);
    });
    const megabytes = Math.round((heap() - before) / 1e6);
    return Promise.resolve([
      rowOf('pre-filter: index of 10,000 questions', building),
      rowOf('pre-filter: 20 candidates for one question', candidates, {
        baseline: { name: 'index of all', samples: building },
        note: 'target 5 ms',
      }),
      rowOf('all rule relations of 10,000 questions', rules, {
        baseline: { name: 'index of all', samples: building },
        note:
          `target 10,000 ms; ${summarise(processor.slice(1)).median.toFixed(0)} ms of processor time, which others ` +
          `on the machine do not lengthen as much; ${relations} relations; ${kept === null ? 0 : megabytes} MB of ` +
          'heap kept with index, events, their readings and ' +
          `relations${globalThis.gc ? '' : ' (without --expose-gc an upper bound)'}`,
      }),
      memoryRow(),
    ]);
  },
};

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
