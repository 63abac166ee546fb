/** Puts violations in, one after the other, and notes when each is told, which never are, and what else is told. */
import { performance } from 'node:perf_hooks';
import type { VenueProcess } from './exchange-process';
import type { OfferChange, Told } from './told';

export interface Injected {
  readonly alertOpenMs: readonly number[];
  readonly alertOtherMs: readonly number[];
  /** Until it was confirmed as well, milliseconds; of those outside the open page. */
  readonly confirmedMs: readonly number[];
  /** Slugs of the events whose violation nobody was told of in time. */
  readonly missed: readonly string[];
  /** Slugs of the events of which something was told although nothing was put in. */
  readonly falseAlarms: readonly string[];
}

interface Seen {
  readonly told: number | null;
  readonly confirmed: number | null;
}

/** A violation that is not told by then is missed. */
const LONGEST_MS = 10_000;
/** How long an alert may stand after the violation has gone: the frame, its solve and the next view. */
const LINGERS_MS = 5_000;
/** Between two violations, and how often is looked. */
const PAUSE_MS = 300;
const LOOK_MS = 20;
/** One of so many goes into the open event. */
const OPEN_EVERY = 2;

export async function injectUntil(setUp: {
  /** By `performance.now()`. */
  readonly endMs: number;
  readonly venue: VenueProcess;
  readonly told: Told;
  readonly offers: () => Promise<readonly OfferChange[]>;
  readonly open: string;
  readonly others: readonly string[];
}): Promise<Injected> {
  const { venue, told, offers, open, others } = setUp;
  const alertOpenMs: number[] = [];
  const alertOtherMs: number[] = [];
  const confirmedMs: number[] = [];
  const missed: string[] = [];
  const falseAlarms = new Set<string>();
  /** When the violation of an event was mended; Infinity while it stands. */
  const allowedUntil = new Map<string, number>();

  /** When the event was first told of at or after a moment, and when it was first confirmed. */
  async function readTold(slug: string, sinceMs: number): Promise<Seen> {
    const first: { told: number | null; confirmed: number | null } = { told: null, confirmed: null };
    for (const frame of await told.frames()) {
      for (const each of frame.slugs) {
        if (frame.atMs > (allowedUntil.get(each) ?? 0) + LINGERS_MS) falseAlarms.add(each);
        if (each === slug && frame.atMs >= sinceMs) first.told ??= frame.atMs;
      }
      if (frame.atMs >= sinceMs && frame.confirmed.includes(slug)) first.confirmed ??= frame.atMs;
    }
    return first;
  }

  const readOffer = async (sinceMs: number): Promise<number | null> =>
    (await offers()).find(({ offered, atMs }) => offered && atMs >= sinceMs)?.atMs ?? null;

  for (let count = 0; performance.now() < setUp.endMs; count += 1) {
    const isOpen = count % OPEN_EVERY === 0;
    const slug = isOpen ? open : (others[(count * 7_919) % others.length] ?? open);
    await readTold(slug, Infinity);
    await offers();
    allowedUntil.set(slug, Infinity);
    const atMs = await venue.violate(slug);
    let seenAtMs: number | null = null;
    let confirmedAtMs: number | null = null;
    const isDone = (): boolean => seenAtMs !== null && (isOpen || confirmedAtMs !== null);
    for (let waited = 0; !isDone() && waited < LONGEST_MS; waited = nowMs() - atMs) {
      await pause(LOOK_MS);
      const inTold = await readTold(slug, atMs);
      seenAtMs ??= isOpen ? await readOffer(atMs) : inTold.told;
      confirmedAtMs ??= inTold.confirmed;
    }
    if (!isOpen && confirmedAtMs !== null) confirmedMs.push(confirmedAtMs - atMs);
    if (seenAtMs === null) missed.push(slug);
    else (isOpen ? alertOpenMs : alertOtherMs).push(seenAtMs - atMs);
    await venue.mend();
    const mendedMs = nowMs();
    allowedUntil.set(slug, mendedMs);
    await untilGone(slug, mendedMs);
    await pause(PAUSE_MS);
  }
  return { alertOpenMs, alertOtherMs, confirmedMs, missed, falseAlarms: [...falseAlarms] };

  /** Until a frame no longer tells of it; what tells of it for too long is counted as false by `readTold`. */
  async function untilGone(slug: string, sinceMs: number): Promise<void> {
    for (;;) {
      await pause(LOOK_MS);
      const frames = await told.frames();
      for (const frame of frames)
        for (const each of frame.slugs)
          if (frame.atMs > (allowedUntil.get(each) ?? 0) + LINGERS_MS) falseAlarms.add(each);
      const last = frames.at(-1);
      if (last && last.atMs >= sinceMs && !last.slugs.includes(slug)) return;
      if (nowMs() > sinceMs + 2 * LINGERS_MS) return;
    }
  }
}

function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
