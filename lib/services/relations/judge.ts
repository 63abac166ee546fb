/** Asks of each component which of its relations can stand together; what takes long is asked in pieces, later. */
import { byTrust, objectionSteps, type Candidates } from '../../relations/in-force';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import { buildComponents, type Component } from './components';
import { heldBackBecause, type HeldBack } from './held-back';
import { runInSlices, runSlice } from './slices';
import type { EventIndex } from './statements';

/** Verdicts that are not known after this come later. */
const JUDGE_MS = 10;

export interface Judgement {
  readonly held: ReadonlyMap<string, HeldBack>;
  /** Relations that are left out: held back, or without a verdict yet. */
  readonly left: ReadonlySet<string>;
  /** Components without a verdict. */
  readonly waiting: readonly Component[];
  /** All components, as if nothing were left out. */
  readonly all: readonly Component[];
}

type Verdict = ReadonlyMap<string, HeldBack>;

export interface Judge {
  /**
   * Verdicts as far as they are known or quickly found; relations that wait for theirs are left out until it is there.
   */
  judge(index: EventIndex, candidates: Candidates): Judgement;
  /** Finds the verdicts of these, then tells. */
  later(waiting: readonly Component[]): Promise<void>;
}

export function createJudge(options: {
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly name: (key: string) => string;
  readonly onVerdicts: () => void;
}): Judge {
  const { clock, log, signal, name, onVerdicts } = options;
  /** Verdicts by the relations of a component: they depend on nothing else. */
  const judged = new Map<string, Verdict>();
  let judging = false;

  function* verdictSteps(component: Component): Generator<undefined, Verdict> {
    const objections = yield* objectionSteps(byTrust(component.relations));
    return new Map([...objections].map(([id, objection]) => [id, heldBackBecause(id, objection, name)] as const));
  }

  /** A defect in the search leaves apart what is not construction; the others still get their verdict. */
  function apart(component: Component, error: unknown): Verdict {
    log.error('verdict-threw', { reason: error instanceof Error ? error.message : 'unknown' });
    const unsure = component.relations.filter(({ source }) => source !== 'structure');
    return new Map(
      unsure.map(({ id }) => [id, heldBackBecause(id, { reason: 'contradicts', set: [] }, name)] as const),
    );
  }

  function quickly(component: Component): Verdict | undefined {
    try {
      const slice = runSlice(verdictSteps(component), clock);
      return slice.done ? slice.value : undefined;
    } catch (error) {
      return apart(component, error);
    }
  }

  return {
    judge(index, candidates) {
      const held = new Map(
        [...candidates.refused].map(([id, objection]) => [id, heldBackBecause(id, objection, name)] as const),
      );
      const left = new Set<string>();
      const waiting: Component[] = [];
      const keys = new Set<string>();
      const until = clock.nowMs() + JUDGE_MS;
      const all = buildComponents(index, [...candidates.structure, ...candidates.proven, ...candidates.accepted]);
      for (const component of all) {
        if (component.relations.every(({ source }) => source === 'structure')) continue;
        const key = verdictKey(component);
        keys.add(key);
        let verdict = judged.get(key);
        if (verdict === undefined && clock.nowMs() < until) {
          verdict = quickly(component);
          if (verdict !== undefined) judged.set(key, verdict);
        }
        if (verdict === undefined) {
          waiting.push(component);
          for (const relation of component.relations) if (relation.source !== 'structure') left.add(relation.id);
          continue;
        }
        for (const [id, reason] of verdict) {
          held.set(id, reason);
          left.add(id);
        }
      }
      for (const key of judged.keys()) if (!keys.has(key)) judged.delete(key);
      return { held, left, waiting, all };
    },
    async later(waiting) {
      if (judging) return;
      judging = true;
      // What could be judged at once has had its time; sockets and clicks get their turn first.
      await new Promise<void>((resolve) => clock.after(0, resolve, signal));
      for (const component of waiting) {
        const verdict = await runInSlices(verdictSteps(component), clock, signal).catch((error: unknown) =>
          apart(component, error),
        );
        judged.set(verdictKey(component), verdict);
      }
      judging = false;
      onVerdicts();
    },
  };
}

function verdictKey(component: Component): string {
  return component.relations
    .map(({ id, version, status }) => `${id} ${version} ${status}`)
    .sort()
    .join('\n');
}
