/**
 * The list of questions by meaning as the extension makes it: each title is read once and its vector kept, in batches small enough to be
 * withdrawn, one list at a time. Whatever goes wrong ends in a failure that means "words alone", and the pack is left alone for a while.
 */
import type { Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { Embed, Embedder, Meaning, MeaningIndex } from '../../ports/meaning';
import { createEmbeddingIndex } from './embedding';

/** 2 kB each. The watchlist holds some 500 questions beside those of the open pages; what is beyond is found by words alone. */
const MAX_VECTORS = 2_000;
/** About 0.2 s of one core; what is withdrawn costs no more than this. */
const BATCH = 8;
/** The venue's longest title has 127 characters. Attention costs the square of a text, and anybody can write a title. */
const MAX_CHARACTERS = 300;
/** A pack that failed is not started again for every list. */
const LEFT_ALONE_MS = 600_000;
/** The first batch also waits for the Worker and its 28 MB: half a second on two busy cores. */
const FIRST_MS = 60_000;
const NEXT_MS = 20_000;
/** Vectors come rounded to 32 bits. */
const LENGTH_TOLERANCE = 1e-3;

export function createMeaning({ embedder, clock, log }: { readonly embedder: Embedder; readonly clock: Clock; readonly log: Log }): Meaning {
  /** By text, the one used longest ago first. */
  const vectors = new Map<string, Float32Array>();
  let works = true;
  let leftAloneUntilMs = 0;
  let turn: Promise<unknown> = Promise.resolve();

  /** A model that hangs costs the time limit; `rest` then ends it. */
  async function read(texts: readonly string[], limitMs: number, signal: AbortSignal): Promise<Result<readonly Float32Array[]>> {
    const asked = new AbortController();
    const late = new Promise<typeof LATE>((resolve) => clock.after(limitMs, () => resolve(LATE), asked.signal));
    const withdrawn = new Promise<typeof WITHDRAWN>((resolve) => signal.addEventListener('abort', () => resolve(WITHDRAWN), { once: true, signal: asked.signal }));
    try {
      const answer = await Promise.race([embedder.embed(texts, signal), late, withdrawn]);
      return answer.ok ? checked(answer.value, texts.length, dimensionOf(vectors)) : answer;
    } finally {
      asked.abort();
    }
  }

  async function learn(missing: readonly string[], signal: AbortSignal): Promise<Result<void>> {
    const startedMs = clock.nowMs();
    try {
      for (let at = 0; at < missing.length; at += BATCH) {
        if (signal.aborted) return WITHDRAWN;
        const batch = missing.slice(at, at + BATCH);
        const answer = await read(batch, at === 0 ? FIRST_MS : NEXT_MS, signal);
        if (signal.aborted) return WITHDRAWN;
        if (!answer.ok) return answer;
        batch.forEach((text, index) => { const vector = answer.value[index]; if (vector) vectors.set(text, vector); });
      }
      log.info('meaning-read', { titles: missing.length, ms: clock.nowMs() - startedMs });
      return ok(undefined);
    } finally {
      embedder.rest();
    }
  }

  async function index(questions: readonly { readonly id: string; readonly title: string }[], signal: AbortSignal): Promise<Result<MeaningIndex>> {
    if (clock.nowMs() < leftAloneUntilMs) return LEFT_ALONE;
    const named = questions.map(({ id, title }) => ({ id, title: textOf(title) })).filter(({ title }) => title !== '').slice(0, MAX_VECTORS);
    const wanted = [...new Set(named.map(({ title }) => title))];
    const missing = wanted.filter((text) => !vectors.has(text));
    const learned = missing.length === 0 ? ok(undefined) : await learn(missing, signal);
    if (!learned.ok) return learned;
    const known = new Map(wanted.flatMap((text) => { const vector = vectors.get(text); return vector ? [[text, vector] as const] : []; }));
    keepNewest(known);
    const embed: Embed = (texts) => Promise.resolve(ok(texts.flatMap((text) => known.get(textOf(text)) ?? [])));
    const made = await createEmbeddingIndex({ embed, questions: named, signal });
    return made.ok ? ok({ size: made.value.size, candidates: (text, limit, asked) => made.value.candidates(textOf(text), limit, asked) }) : made;
  }

  function keepNewest(used: ReadonlyMap<string, Float32Array>): void {
    for (const [text, vector] of used) {
      vectors.delete(text);
      vectors.set(text, vector);
    }
    for (const text of vectors.keys()) {
      if (vectors.size <= MAX_VECTORS) break;
      vectors.delete(text);
    }
  }

  return {
    async index(questions, signal) {
      // One at a time: the end of one list must not take the model from the next.
      const own = turn.then(() => index(questions, signal)).catch((error: unknown) => fail('meaning-threw', error instanceof Error ? error.message : 'unknown', 'later'));
      turn = own;
      const made = await own;
      if (made.ok) works = true;
      else if (made.error.code !== WITHDRAWN.error.code && made.error.code !== LEFT_ALONE.error.code) {
        works = false;
        leftAloneUntilMs = clock.nowMs() + LEFT_ALONE_MS;
        log.warn('meaning-failed', { code: made.error.code, reason: made.error.message });
      }
      return made;
    },
    foundBy: () => (works ? 'words-and-meaning' : 'words'),
  };
}

const WITHDRAWN = { ok: false, error: { code: 'aborted', message: 'The list of candidates is not wanted any more.', retry: 'later' } } as const;

const LEFT_ALONE = { ok: false, error: { code: 'meaning-left-alone', message: 'The embedding pack failed a moment ago. Candidates are found by words alone.', retry: 'later' } } as const;
const LATE = { ok: false, error: { code: 'meaning-late', message: 'The embedding pack did not answer in time.', retry: 'later' } } as const;

function textOf(title: string): string {
  return title.slice(0, MAX_CHARACTERS).trim();
}

function dimensionOf(vectors: ReadonlyMap<string, Float32Array>): number | null {
  for (const vector of vectors.values()) return vector.length;
  return null;
}

/** The answer crossed from another thread: it is taken only if it can be what was asked for. */
function checked(answer: readonly unknown[], count: number, dimension: number | null): Result<readonly Float32Array[]> {
  const found = Array.isArray(answer) ? answer.filter((vector) => vector instanceof Float32Array) : [];
  const length = dimension ?? found[0]?.length ?? 0;
  const sound = found.length === count && found.every((vector) => vector.length === length && Math.abs(Math.hypot(...vector) - 1) < LENGTH_TOLERANCE);
  return sound ? ok(found) : fail('meaning-nonsense', `The embedding pack did not answer with ${count} vectors of one length.`, 'later');
}
