/**
 * One component through the engine and back: what it answers counts only when it was verified here, speaks of the
 * relations that were asked and has the prices of the books that were sent.
 */
import { verifyCertificate } from '../../verifier/verify';
import { hashCertificate } from '../../verifier/hash';
import type { Certificate, Hashed, Verified } from '../../domain/basket';
import type { Instance } from '../../domain/instance';
import type { Failure, Result } from '../../domain/result';
import { fail } from '../../domain/result';
import type { MoneyMicros, TimeMs } from '../../domain/units';
import type { Log } from '../../ports/log';
import type { Timings } from '../../ports/timings';
import type { Engine, EngineAnswer, FairPrice } from '../../ports/worker';
import type { Component } from '../relations/relations';
import type { Freshness, InstanceRequest } from './instance';
import { buildInstance } from './instance';
import { certificateMatchesComponent, certificateMatchesInstance } from './matches';

/**
 * A proof runs while nothing else waits and is dropped for whatever comes; a second closes the bounds of components of
 * 500 conditions (docs/maths.md 4.3).
 */
const PROOF_LIMIT_MS = 1_000;

/** Of the engine's own time; a first look takes a few milliseconds, and a search that is not done by then says so. */
const SOLVE_LIMIT_MS = 250;

export interface ScanResult {
  readonly component: Component;
  readonly freshness: Freshness;
  readonly answer: EngineAnswer | null;
  /** Present exactly when the engine found a basket and this context verified it. */
  readonly certificate: Hashed<Verified<Certificate>> | null;
  readonly fair: readonly FairPrice[];
  /**
   * No basket of these books guarantees more, at the venue's lots and least sizes and within the limit; null while that
   * is not proven.
   */
  readonly upperMicros: MoneyMicros | null;
  readonly failure: Failure | null;
  readonly atMs: TimeMs;
}

/** Whether only a full solve can say more. */
export function isOpen({ answer }: ScanResult): boolean {
  return (answer?.kind === 'arbitrage' || answer?.kind === 'unproven') && answer.more === true;
}

export interface Solver {
  /** The first look: nothing, a certified basket, or open. */
  solve(request: InstanceRequest): Promise<ScanResult>;
  /** The full solve behind a first look that left something open; null when it came to no answer. */
  refine(request: InstanceRequest): Promise<ScanResult | null>;
  /**
   * The last result with what a proof adds to it: the bound, a better basket, fair prices on the outcomes themselves.
   * Null when there is nothing to add, or when the signal ended it.
   */
  prove(request: InstanceRequest, last: ScanResult, signal: AbortSignal): Promise<ScanResult | null>;
  /** Of the last solve. */
  failure(): Failure | null;
}

export function createSolver(engine: Engine, log: Log, timings: Timings): Solver {
  let nextJob = 1;
  let failure: Failure | null = null;

  async function ask(request: InstanceRequest, quick: boolean): Promise<ScanResult> {
    const { component } = request;
    const { instance, freshness } = buildInstance(request);
    const base = {
      component,
      freshness,
      atMs: request.nowMs,
      answer: null,
      certificate: null,
      fair: [],
      upperMicros: null,
      failure: null,
    } satisfies ScanResult;
    if (freshness.usable === 0) return base;
    const id = nextJob++;
    const job = { id, instance, exact: false, timeLimitMs: SOLVE_LIMIT_MS };
    const answer = await engine.solve(quick ? { ...job, quick } : job);
    failure = answer.kind === 'failed' ? answer.failure : null;
    if (answer.kind === 'failed') return { ...base, answer, failure: answer.failure };
    if (answer.kind === 'empty-outcome-space') return { ...base, answer };
    if (quick) timings.note('solve', answer.ms);
    const answered = { ...base, answer, upperMicros: answer.upperMicros, fair: answer.fair };
    if (answer.kind !== 'arbitrage') return answered;
    const { certificate: claimed } = answer;
    const believed = timings.time('verify', () => believe(claimed, component, instance));
    if (!believed.ok) {
      log.error(believed.error.code, { job: id });
      return { ...base, answer, fair: answer.fair, failure: believed.error };
    }
    const certificate = { hash: await hashCertificate(believed.value), certificate: believed.value };
    return { ...answered, certificate };
  }

  return {
    failure: () => failure,
    solve: (request) => ask(request, true),
    async refine(request) {
      const result = await ask(request, false);
      return result.answer === null || result.failure !== null ? null : result;
    },
    async prove(request, last, signal) {
      const { instance, freshness } = buildInstance(request);
      if (freshness.usable === 0) return null;
      const id = nextJob++;
      const cancel = (): void => void engine.cancel(id).catch(() => undefined);
      signal.addEventListener('abort', cancel, { once: true });
      const answer = await engine.solve({ id, instance, exact: true, timeLimitMs: PROOF_LIMIT_MS });
      signal.removeEventListener('abort', cancel);
      if (signal.aborted || answer.kind === 'failed' || answer.kind === 'empty-outcome-space') return null;
      const proven = { ...last, fair: answer.fair, upperMicros: answer.upperMicros };
      if (answer.kind !== 'arbitrage') return last.certificate === null ? { ...proven, answer } : proven;
      const believed = believe(answer.certificate, request.component, instance);
      if (!believed.ok) {
        log.error(believed.error.code, { job: id });
        return null;
      }
      const known = last.certificate?.certificate.edgeAtLimitsMicros ?? 0;
      if (believed.value.edgeAtLimitsMicros <= known) return proven;
      return {
        ...proven,
        answer,
        certificate: { hash: await hashCertificate(believed.value), certificate: believed.value },
      };
    },
  };
}

function believe(answered: Certificate, component: Component, instance: Instance): Result<Verified<Certificate>> {
  const verified = verifyCertificate(answered);
  if (!verified.ok) return verified;
  if (!certificateMatchesComponent(verified.value, component)) return fail('certificate-foreign', {}, 'later');
  if (!certificateMatchesInstance(verified.value, instance)) return fail('certificate-prices', {}, 'later');
  return verified;
}
