/**
 * What the copies together say. Pure.
 *
 *   nothing anywhere                         -> none (a first start, or a Facet from before there were copies)
 *   every place holds what others know of it -> whole, the newest counts
 *   anything else                            -> damaged, the newest of the epoch that most places agree on is the best
 */
import type { MemoryFault } from '../../ports/memory';
import { COPY_PLACES, type Copy, type CopyPlace } from './copy';

/** What one place gave. */
export type Reading =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable' }
  /** Something is there and its seal does not hold. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'intact'; readonly copy: Copy };

export type Readings = Readonly<Record<CopyPlace, Reading>>;

export interface Found {
  readonly place: CopyPlace;
  readonly fault: MemoryFault;
}

export type Verdict =
  | { readonly kind: 'none' }
  | { readonly kind: 'whole'; readonly best: Copy }
  | { readonly kind: 'damaged'; readonly best: Copy | null; readonly faults: readonly Found[] };

export function compareCopies(readings: Readings): Verdict {
  const { journal, local, copy: third } = readings;
  // A browser without the third place says nothing by that.
  if (journal.kind === 'absent' && local.kind === 'absent' && (third.kind === 'absent' || third.kind === 'unreadable'))
    return { kind: 'none' };
  const copies = COPY_PLACES.flatMap((place) => {
    const reading = readings[place];
    return reading.kind === 'intact' ? [reading.copy] : [];
  });
  const epoch = agreedEpoch(copies);
  const own = copies.filter(({ id }) => id === epoch);
  const best = own.reduce<Copy | null>((top, copy) => (top === null || copy.seq > top.seq ? copy : top), null);
  const faults = COPY_PLACES.flatMap((place): readonly Found[] => {
    const fault = faultOf(readings[place], epoch, Math.max(0, ...own.map(({ known }) => known[place])));
    return fault === null ? [] : [{ place, fault }];
  });
  return faults.length === 0 && best !== null ? { kind: 'whole', best } : { kind: 'damaged', best, faults };
}

/** `known`: the newest that is known to have been written there; 0 when it never was. */
function faultOf(reading: Reading, epoch: string | null, known: number): MemoryFault | null {
  switch (reading.kind) {
    case 'absent':
      return known > 0 || epoch === null ? 'lost' : null;
    case 'unreadable':
      // A place that never worked, as a browser without it, has lost nothing.
      return known > 0 || epoch === null ? 'unreadable' : null;
    case 'changed':
      return 'changed';
    case 'intact':
      if (reading.copy.id !== epoch) return 'changed';
      return reading.copy.seq < known ? 'older' : null;
  }
}

/** The epoch that most copies are of; null when there is none or no majority. */
function agreedEpoch(copies: readonly Copy[]): string | null {
  const counts = new Map<string, number>();
  for (const { id } of copies) counts.set(id, (counts.get(id) ?? 0) + 1);
  const [first, second] = [...counts].sort(([, a], [, b]) => b - a);
  if (first === undefined || first[1] === second?.[1]) return null;
  return first[0];
}
