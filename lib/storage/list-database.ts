/**
 * IndexedDB for the venue's list, in a database of its own: it is large, may be lost, and must not be in the way of the
 * journal. It is kept in parts with a digest each, so that it is read in pieces; a copy of which one part came to harm
 * is dropped as a whole, because a group without one of its markets would prove what is not so.
 */
import type { DBSchema } from 'idb';
import type { VenueEvent } from '../domain/condition';
import { ok } from '../domain/result';
import { timeMs } from '../domain/units';
import type { ListStore } from '../ports/list-store';
import { digestOf } from './memory/copy';
import { createOpener } from './opener';
import { parseEvents } from './parse-list';

/** Raised when an event means something else than before: then there is no copy. */
const FORMAT = 1;
const EVENTS_PER_PART = 50;

interface Part {
  readonly format: number;
  readonly readAtMs: number;
  readonly parts: number;
  readonly json: string;
  readonly digest: string;
}

interface ListSchema extends DBSchema {
  /** Key: the part's place. */
  parts: { key: number; value: Part };
}

export interface ListDatabase extends ListStore {
  close(): void;
}

export function createListDatabase(): ListDatabase {
  const { attempt, close } = createOpener<ListSchema>({
    name: 'facet-catalogue',
    version: 1,
    upgrade(db) {
      db.createObjectStore('parts');
    },
  });

  return {
    async load() {
      const read = await attempt('read', async (db) => {
        const parts: readonly unknown[] = await db.getAll('parts');
        const [first] = parts;
        if (first === undefined || (isPart(first) && first.format !== FORMAT)) return null;
        const events: VenueEvent[] = [];
        let readAtMs = 0;
        for (const part of parts) {
          const found = await eventsOf(part, parts.length);
          if (found === null || !isPart(part) || (events.length > 0 && part.readAtMs !== readAtMs))
            throw new DOMException('the stored list has not the expected shape', 'DataError');
          readAtMs = part.readAtMs;
          events.push(...found);
        }
        return { readAtMs: timeMs(readAtMs), events };
      });
      if (!read.ok) await attempt('delete', (db) => db.clear('parts'));
      return read;
    },
    async save({ readAtMs, events }) {
      const texts: string[] = [];
      for (let from = 0; from < events.length; from += EVENTS_PER_PART)
        texts.push(JSON.stringify(events.slice(from, from + EVENTS_PER_PART)));
      const parts = await Promise.all(
        texts.map(async (json): Promise<Part> => ({
          format: FORMAT,
          readAtMs,
          parts: texts.length,
          json,
          digest: await digestOf(json),
        })),
      );
      const done = await attempt('write', async (db) => {
        // Relaxed: the browser may write it later; a copy that is lost is read again from the venue.
        const transaction = db.transaction('parts', 'readwrite', { durability: 'relaxed' });
        await transaction.store.clear();
        await Promise.all(parts.map((part, place) => transaction.store.put(part, place)));
        await transaction.done;
      });
      return done.ok ? ok(undefined) : done;
    },
    close,
  };
}

async function eventsOf(part: unknown, parts: number): Promise<readonly VenueEvent[] | null> {
  if (!isPart(part) || part.format !== FORMAT || part.parts !== parts) return null;
  return (await digestOf(part.json)) === part.digest ? parseEvents(part.json) : null;
}

function isPart(value: unknown): value is Part {
  if (typeof value !== 'object' || value === null) return false;
  const { format, readAtMs, parts, json, digest }: Partial<Record<keyof Part, unknown>> = value;
  return (
    typeof format === 'number' &&
    Number.isSafeInteger(readAtMs) &&
    typeof parts === 'number' &&
    typeof json === 'string' &&
    typeof digest === 'string'
  );
}
