/** One rung of a ladder as its label writes it: the slot, and the words around it. */
import type { Condition } from '../../domain/condition';
import { readText } from '../../language/templates';
import type { Item } from '../../language/windows';

export const UP = /^(?:above|over|more|greater|higher|least|reach|reaches|hit|hits|\u2191|>=?|\u2265)$/;
export const DOWN = /^(?:below|under|less|fewer|lower|most|dip|dips|drop|drops|fall|falls|\u2193|<=?|\u2264)$/;
const QUIET = /^(?:or|and|by|before|at|to|in|than|exactly|only|between|on|the|will|reach|\$)$/;

export interface Rung {
  readonly id: string;
  /** Its label without the slot and the words of comparison. */
  readonly subject: string;
  readonly slot: Exclude<Item, { readonly kind: 'word' }>;
  readonly label: string;
  readonly words: readonly string[];
}

/** Null where the label has no slot, or several. */
export function rungOf({ id, label }: Condition): Rung | null {
  const { items } = readText(label);
  const slots = items.flatMap((item) => (item.kind === 'word' ? [] : [item]));
  const [slot, more] = slots;
  if (slot === undefined || more !== undefined) return null;
  const words = items.flatMap((item) => (item.kind === 'word' ? [item.text] : []));
  const subject = words.filter((word) => !UP.test(word) && !DOWN.test(word) && !QUIET.test(word)).join(' ');
  return { id, subject, slot, label, words };
}
