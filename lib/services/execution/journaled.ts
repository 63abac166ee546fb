/**
 * What all machines over a journal share: a record, what is being done for it, and the rule that an act comes only
 * after the record that allows it is on disk. Pure.
 *
 *   resting --event--> writing --written--> acting --answer--> writing --> ... --> resting
 */

/** `Act`: what is done outside, told apart by its kind. */
export type Stage<Act> =
  | { readonly kind: 'resting' }
  /** The record is on its way to disk; only then comes the act. */
  | { readonly kind: 'writing'; readonly then: Act | null }
  | { readonly kind: 'acting'; readonly act: Act };

/** A record and what is being done for it now. Only the record outlives the worker. */
export interface Run<Kept, Act> {
  readonly record: Kept;
  readonly stage: Stage<Act>;
}

export type Effect<Kept, Act> =
  /** Write this to the journal: `written` or `write-failed`. */
  | { readonly kind: 'write'; readonly record: Kept }
  /** Something may still happen to it outside: look it up until nothing can. */
  | { readonly kind: 'look-up' }
  | Act;

export interface Step<Kept, Act> {
  readonly run: Run<Kept, Act>;
  readonly effects: readonly Effect<Kept, Act>[];
}

/** A record that nothing is being done for. */
export function atRest<Kept>(record: Kept): Run<Kept, never> {
  return { record, stage: { kind: 'resting' } };
}

export function unchanged<Kept, Act>(run: Run<Kept, Act>): Step<Kept, Act> {
  return { run, effects: [] };
}

export function writing<Kept, Act>(record: Kept, then: Act | null): Step<Kept, Act> {
  return { run: { record, stage: { kind: 'writing', then } }, effects: [{ kind: 'write', record }] };
}

export function acting<Kept, Act>(record: Kept, act: Act): Step<Kept, Act> {
  return { run: { record, stage: { kind: 'acting', act } }, effects: [act] };
}

export function resting<Kept>(record: Kept, isLookedUp: boolean): Step<Kept, never> {
  return { run: atRest(record), effects: isLookedUp ? [{ kind: 'look-up' }] : [] };
}

export function isActing<Act extends { readonly kind: string }>(
  { stage }: Run<unknown, Act>,
  kind: Act['kind'],
): boolean {
  return stage.kind === 'acting' && stage.act.kind === kind;
}
