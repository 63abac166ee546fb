/**
 * The whole job of the rule advisors, alone in a process that advisors-memory.ts starts with a limited heap: it says at
 * the end how much memory it took at most. Everything stays reachable until then, as it does in the extension.
 */
import { readFileSync } from 'node:fs';
import { createLexicalIndex } from '../lib/language/look-alikes';
import { eventsOfQuestions } from '../scripts/formats/questions';
import { proposeByRules } from '../lib/advisors/rules';
import { indexed, madeQuestions } from './advisors-questions';

const before = process.memoryUsage().rss;
const all = madeQuestions();
const index = createLexicalIndex(all.map(indexed));
const candidates = all.reduce(
  (found, question) => found + index.candidates({ ...indexed(question), id: 'new' }, 20).length,
  0,
);
const { events } = eventsOfQuestions(all);
const relations = proposeByRules(events);
// The collector's lines have standard output for themselves.
console.error(
  JSON.stringify({
    residentMb: (peakResident() - before) / 1e6,
    relations: relations.length,
    candidates,
    questions: index.size,
    events: events.length,
  }),
);

/**
 * Highest resident size. The kernel's own mark where there is one: what `resourceUsage` says a process inherits from
 * whoever started it.
 */
function peakResident(): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  } catch {
    // No Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}
