/** Every attack, and the few that `npm test` tries: one of each kind. */
import type { Attack } from './attack';
import { scriptAttacks } from './scripts';
import { styleAttacks } from './styles';

export const attacks: readonly Attack[] = [...styleAttacks, ...scriptAttacks];

const FEW: ReadonlySet<string> = new Set([
  '-webkit-mask-box-image on the root',
  'a thick line through the texts',
  'faces of the page under the names of fonts',
  'text properties that are inherited',
  'all but the button covered, letting presses through',
  'a closed shadow root on the column slots it under a mask',
  'the real offer in a window over its copy that shows the button alone',
  'a thousand calls of click() and made-up events',
  'a cover that lets presses through and goes at the press',
  'moved under the pointer',
  'Tab, Tab, Enter from a field of the page',
]);

/** A name that no attack bears is a list gone stale. */
export const fewAttacks: readonly Attack[] = attacks.filter(({ name }) => FEW.has(name));
if (fewAttacks.length !== FEW.size) throw new Error('an attack was renamed and not in this list');
