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
import type { TimeMs } from '../../domain/units';
import type { Log } from '../../ports/log';
import type { Engine, EngineAnswer, FairPrice } from '../../ports/worker';
import type { Component } from '../relations/relations';
import type { Freshness, InstanceRequest } from './instance';
import { buildInstance } from './instance';
import { certificateMatchesComponent, certificateMatchesInstance } from './matches';

/** A solve on the largest component takes a few milliseconds; a quarter of a second means that something is wrong. */
const SOLVE_LIMIT_MS = 250;

export interface ScanResult {
  readonly component: Component;
  readonly freshness: Freshness;
  readonly answer: EngineAnswer | null;
  /** Present exactly when the engine found a basket and this context verified it. */
  readonly certificate: Hashed<Verified<Certificate>> | null;
  readonly fair: readonly FairPrice[];
  readonly failure: Failure | null;
  readonly atMs: TimeMs;
}

export interface Solver {
  solve(request: InstanceRequest): Promise<ScanResult>;
  /** Of the last solve. */
  failure(): Failure | null;
}

export function createSolver(engine: Engine, log: Log): Solver {
  let nextJob = 1;
  let failure: Failure | null = null;
  return {
    failure: () => failure,
    async solve(request) {
      const { component } = request;
      const { instance, freshness } = buildInstance(request);
      const base = {
        component,
        freshness,
        atMs: request.nowMs,
        answer: null,
        certificate: null,
        fair: [],
        failure: null,
      } satisfies ScanResult;
      if (freshness.usable === 0) return base;
      const id = nextJob++;
      const answer = await engine.solve({ id, instance, exact: false, timeLimitMs: SOLVE_LIMIT_MS });
      failure = answer.kind === 'failed' ? answer.failure : null;
      if (answer.kind === 'failed') return { ...base, answer, failure: answer.failure };
      if (answer.kind !== 'arbitrage') return { ...base, answer, fair: answer.kind === 'none' ? answer.fair : [] };
      const believed = believe(answer.certificate, component, instance);
      if (!believed.ok) {
        log.error(believed.error.code, { job: id });
        return { ...base, answer, fair: answer.fair, failure: believed.error };
      }
      const certificate = { hash: await hashCertificate(believed.value), certificate: believed.value };
      return { ...base, answer, fair: answer.fair, certificate };
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
