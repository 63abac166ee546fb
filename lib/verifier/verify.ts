/**
 * The independent verifier: decides from the certificate alone whether its floor, costs and edges are true. It shares
 * no code with the engine. Two methods: (1) the multipliers, in exact integers, after each multiplied row is shown to
 * follow from its relation's meaning (verify-bound.ts); (2) every pattern of the legs' truths, where that is small
 * enough (verify-patterns.ts). Either proves the floor; if (2) finds an atom below it, it is refused.
 *
 * What it cannot know: whether a relation is true in the world, and whether the books were really so. Callers compare
 * relation ids, versions and book hashes with their own.
 */
import type { Certificate, Verified } from '../domain/basket';
import { fail, ok, type Result } from '../domain/result';
import { multiplierBound, ruleProblem } from './verify-bound';
import { indexCertificate, type IndexedCertificate } from './verify-index';
import { holds } from './verify-meaning';
import { legProblem } from './verify-money';
import { checkPatterns, type PatternAnswer } from './verify-patterns';
import { isCertificate, shapeProblem } from './verify-shape';

export interface Verification {
  readonly certificate: Verified<Certificate>;
  /** Whether the multipliers alone prove the floor. */
  readonly byMultipliers: boolean;
  /** `confirmed`: all patterns of the legs were tried as well. */
  readonly byPatterns: 'confirmed' | 'too-large';
  readonly patterns: number;
}

/** Enough for every group, ladder and bracket path the extension meets; a few milliseconds at most. */
const DEFAULT_PATTERN_NODES = 20_000;

export function verifyCertificate(certificate: unknown): Result<Verified<Certificate>> {
  const answer = verifyInFull(certificate, DEFAULT_PATTERN_NODES);
  return answer.ok ? ok(answer.value.certificate) : answer;
}

/** The same, with what each method said; `patternNodes` bounds the second one's work. */
export function verifyInFull(certificate: unknown, patternNodes = DEFAULT_PATTERN_NODES): Result<Verification> {
  const parsed = parseCertificate(certificate);
  return parsed.ok ? verifyParsed(parsed.value, patternNodes) : parsed;
}

/** Whether it holds: what the engine asks of a certificate before it lets it out. */
export function isProven(certificate: Certificate): boolean {
  return verifyCertificate(certificate).ok;
}

/**
 * A certificate whose shape and names are in order and whose numbers are still to be checked; made only by
 * `parseCertificate`.
 */
export type ParsedCertificate = IndexedCertificate;

/**
 * Shape and names, once; the checks below then run on positions, as often as wanted. The certificate must not be
 * changed afterwards.
 */
export function parseCertificate(certificate: unknown): Result<ParsedCertificate> {
  if (!isCertificate(certificate)) return refuse(shapeProblem(certificate) ?? 'certificate: malformed');
  const indexed = indexCertificate(certificate);
  return typeof indexed === 'string' ? refuse(indexed) : ok(indexed);
}

/**
 * Everything by the first method alone: costs, fees, edges, rows, the worst case and the floor that the multipliers
 * prove.
 */
export function verifyMultipliers(parsed: ParsedCertificate): Result<Verified<Certificate>> {
  const problem = problemOf(parsed);
  if (problem !== null) return refuse(problem);
  return isProvenByMultipliers(parsed)
    ? ok(parsed.certificate as Verified<Certificate>)
    : refuse('its multipliers do not prove the floor');
}

/**
 * The second method reads every member of a rule for every member that it fixes: half a second for a group of 2,000,
 * and an alert waits for it. What the multipliers prove stands without it.
 */
const MOST_READ_TWICE = 500;

function verifyParsed(parsed: ParsedCertificate, patternNodes: number): Result<Verification> {
  const problem = problemOf(parsed);
  if (problem !== null) return refuse(problem);
  const { certificate, rules } = parsed;
  const byMultipliers = isProvenByMultipliers(parsed);
  const answer: PatternAnswer =
    byMultipliers && certificate.conditions.length > MOST_READ_TWICE
      ? { kind: 'too-large' }
      : checkPatterns(
          certificate,
          rules.flatMap(({ isDerived, rule }) => (isDerived ? [] : [rule.body])),
          patternNodes,
        );
  if (answer.kind === 'refuted') return refuse(`the floor is false: ${describeAtom(answer)}`);
  if (!byMultipliers && answer.kind !== 'confirmed') return refuse('nothing in it proves the floor');
  return ok({
    certificate: certificate as Verified<Certificate>,
    byMultipliers,
    byPatterns: answer.kind,
    patterns: answer.kind === 'confirmed' ? answer.patterns : 0,
  });
}

function problemOf(parsed: ParsedCertificate): string | null {
  return moneyProblem(parsed) ?? ruleProblem(parsed) ?? worstProblem(parsed);
}

function isProvenByMultipliers(parsed: ParsedCertificate): boolean {
  const bound = multiplierBound(parsed);
  return bound !== null && bound >= parsed.certificate.floorMicros;
}

function refuse(problem: string): Result<never> {
  return fail('certificate-refused', { problem });
}

function describeAtom(answer: Extract<PatternAnswer, { kind: 'refuted' }>): string {
  const happened = Object.entries(answer.atom)
    .filter(([, truth]) => truth)
    .map(([key]) => key);
  return (
    `it pays ${answer.payoffMicros} micros when ` + `${happened.length === 0 ? 'nothing' : happened.join(', ')} happens`
  );
}

function moneyProblem({ certificate, legs }: ParsedCertificate): string | null {
  let cost = 0;
  let fees = 0;
  let limit = 0;
  let magnitude = 0;
  let shares = 0;
  for (const { leg, fee } of legs) {
    const problem = legProblem(leg, fee);
    if (problem) return `leg ${leg.side} ${leg.condition}.${leg.token}: ${problem}`;
    const sign = leg.side === 'buy' ? 1 : -1;
    cost += sign * leg.costMicros;
    fees += leg.feeMicros;
    limit += sign * leg.costAtLimitMicros + leg.feeAtLimitMicros;
    magnitude += leg.costMicros + leg.feeMicros + leg.costAtLimitMicros + leg.feeAtLimitMicros;
    shares += leg.sizeMicros;
  }
  // Payoffs are sums of sizes, twice over where voids pay halves; cheap shares can be far more micros than they cost.
  if (shares > Number.MAX_SAFE_INTEGER / 4 || magnitude + Math.abs(certificate.floorMicros) > Number.MAX_SAFE_INTEGER)
    return 'the amounts are too large to add up exactly';
  if (cost !== certificate.costMicros) return 'the costs do not add up';
  if (fees !== certificate.feesMicros) return 'the fees do not add up';
  if (certificate.edgeMicros !== certificate.floorMicros - cost - fees)
    return 'the edge is not floor minus cost minus fees';
  if (certificate.edgeAtLimitsMicros !== certificate.floorMicros - limit) return 'the edge at the limits is wrong';
  return null;
}

/** The worst case obeys every relation and pays no less than the floor. */
function worstProblem({ certificate, legs, rules, worst }: ParsedCertificate): string | null {
  for (const { rule, body, isDerived } of rules)
    if (!isDerived && !holds(body, worst)) return `the worst case breaks the relation ${rule.relationId}`;
  let payoff = 0;
  for (const { leg, condition } of legs) {
    if ((leg.token === 'yes') === (worst[condition] === 1))
      payoff += leg.side === 'buy' ? leg.sizeMicros : -leg.sizeMicros;
  }
  return payoff < certificate.floorMicros ? 'the worst case pays less than the floor' : null;
}
