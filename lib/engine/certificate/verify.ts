/**
 * The independent verifier: decides from the certificate alone whether its floor, costs and edges are true. It shares no code with the
 * engine. Two methods: (1) the multipliers, in exact integers, after each multiplied row is shown to follow from its relation's meaning;
 * (2) every pattern of the legs' truths, where that is small enough. Either proves the floor; if (2) finds an atom below it, it is refused.
 *
 * (1) For y allowed by all rows and any u >= 0:  s.y >= (s - A'u).y + u.b >= u.b + sum_i min(0, s_i - (A'u)_i),  s_i = net YES shares.
 * What it cannot know: whether a relation is true in the world, and whether the books were really so. Callers compare relation ids,
 * versions and book hashes with their own.
 */
import type { Certificate, CertificateRule, Verified } from '../../domain/basket';
import { conditionKeysOf } from '../../domain/relation';
import { fail, ok, type Result } from '../../domain/result';
import { legProblem } from './verify-money';
import { checkPatterns, type PatternAnswer } from './verify-patterns';
import { allows, leastOver, strangerIn } from './verify-rules';
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
  if (!isCertificate(certificate)) return refuse(shapeProblem(certificate) ?? 'certificate: malformed');
  const problem = referenceProblem(certificate) ?? moneyProblem(certificate) ?? ruleProblem(certificate) ?? worstProblem(certificate);
  if (problem) return refuse(problem);
  const bound = multiplierBound(certificate);
  const byMultipliers = bound !== null && bound >= certificate.floorMicros;
  const answer = checkPatterns(certificate, asserted(certificate).map((rule) => rule.body), patternNodes);
  if (answer.kind === 'refuted') return refuse(`the floor is false: ${describeAtom(answer)}`);
  if (!byMultipliers && answer.kind !== 'confirmed') return refuse('nothing in it proves the floor');
  return ok({
    certificate: certificate as Verified<Certificate>,
    byMultipliers,
    byPatterns: answer.kind,
    patterns: answer.kind === 'confirmed' ? answer.patterns : 0,
  });
}

function refuse(problem: string): Result<never> {
  return fail('certificate-refused', `The proof of this basket does not hold (${problem}). Facet will not act on it.`);
}

function describeAtom(answer: Extract<PatternAnswer, { kind: 'refuted' }>): string {
  const happened = Object.entries(answer.atom).filter(([, truth]) => truth).map(([key]) => key);
  return `it pays ${answer.payoffMicros} micros when ${happened.length === 0 ? 'nothing' : happened.join(', ')} happens`;
}

/** Every condition named is listed once, no leg appears twice, and nothing is sold that is not held. */
function referenceProblem(certificate: Certificate): string | null {
  const known = new Set(certificate.conditions.map(({ key }) => key));
  if (known.size !== certificate.conditions.length) return 'a condition is listed twice';
  const lanes = new Set<string>();
  for (const { condition, token, side, sizeMicros } of certificate.legs) {
    if (!known.has(condition)) return `a leg names the unknown condition ${condition}`;
    const lane = `${side} ${condition}.${token}`;
    if (lanes.has(lane)) return `the leg ${lane} appears twice`;
    lanes.add(lane);
    if (side === 'sell' && sizeMicros > (certificate.inventory[`${condition}.${token}`] ?? 0)) return `the leg ${lane} sells more than is held`;
  }
  for (const { body, terms } of certificate.rules) {
    const stranger = strangerIn(body, known) ?? terms.find(([key]) => !known.has(key))?.[0] ?? null;
    if (stranger !== null) return `a rule names the unknown condition ${stranger}`;
  }
  return null;
}

function moneyProblem(certificate: Certificate): string | null {
  const fees = new Map(certificate.conditions.map(({ key, fee }) => [key, fee]));
  const total = { cost: 0, fees: 0, limit: 0 };
  for (const leg of certificate.legs) {
    const fee = fees.get(leg.condition);
    const problem = fee ? legProblem(leg, fee) : 'no fee schedule';
    if (problem) return `leg ${leg.side} ${leg.condition}.${leg.token}: ${problem}`;
    const sign = leg.side === 'buy' ? 1 : -1;
    total.cost += sign * leg.costMicros;
    total.fees += leg.feeMicros;
    total.limit += sign * leg.costAtLimitMicros + leg.feeAtLimitMicros;
  }
  if (!Object.values(total).every(Number.isSafeInteger)) return 'the amounts are too large to add up exactly';
  if (total.cost !== certificate.costMicros) return 'the costs do not add up';
  if (total.fees !== certificate.feesMicros) return 'the fees do not add up';
  if (certificate.edgeMicros !== certificate.floorMicros - total.cost - total.fees) return 'the edge is not floor minus cost minus fees';
  if (certificate.edgeAtLimitsMicros !== certificate.floorMicros - total.limit) return 'the edge at the limits is wrong';
  return null;
}

function isDerived(rule: CertificateRule): boolean {
  return rule.relationId.startsWith('derived:');
}

function asserted(certificate: Certificate): readonly CertificateRule[] {
  return certificate.rules.filter((rule) => !isDerived(rule));
}

/** Each row must be implied by its relation; a derived clique by relations of the same certificate, pair by pair. */
function ruleProblem(certificate: Certificate): string | null {
  for (const rule of certificate.rules) {
    if (rule.multiplierMicros > 0) {
      const coefficients = new Map(rule.terms);
      const members = new Set(conditionKeysOf(rule.body));
      if (coefficients.size !== rule.terms.length || rule.terms.some(([key]) => !members.has(key))) return `rule ${rule.relationId}: its row is not about its relation`;
      const least = leastOver(rule.body, coefficients);
      if (least === null || least < rule.atLeast) return `rule ${rule.relationId}: its row does not follow from the relation`;
    }
    if (isDerived(rule) && cliqueMembers(rule, certificate) === null) return `rule ${rule.relationId}: does not follow from the other rules`;
  }
  return null;
}

/** Conditions on which a derived clique rests: all members of the relations that exclude its pairs; null when a pair is not excluded. */
function cliqueMembers(rule: CertificateRule, certificate: Certificate): ReadonlySet<string> | null {
  if (rule.body.type !== 'excludes') return null;
  const members = new Set<string>();
  const { of } = rule.body;
  for (const [index, a] of of.entries()) {
    for (const b of of.slice(index + 1)) {
      const excluding = asserted(certificate)
        .map(({ body }) => body)
        .filter((body) => (body.type === 'excludes' || body.type === 'exactly-one' || body.type === 'not') && body.of.includes(a) && body.of.includes(b))
        .sort((left, right) => conditionKeysOf(left).length - conditionKeysOf(right).length)[0];
      if (!excluding) return null;
      for (const key of conditionKeysOf(excluding)) members.add(key);
    }
  }
  return members;
}

function worstProblem(certificate: Certificate): string | null {
  const keys = certificate.conditions.map(({ key }) => key);
  if (Object.keys(certificate.worst).length !== keys.length || keys.some((key) => certificate.worst[key] === undefined)) return 'the worst case does not decide every condition';
  const broken = asserted(certificate).find(({ body }) => !allows(body, certificate.worst));
  if (broken) return `the worst case breaks the relation ${broken.relationId}`;
  let payoff = 0;
  for (const { condition, token, side, sizeMicros } of certificate.legs) {
    const pays = (token === 'yes') === (certificate.worst[condition] === true);
    if (pays) payoff += side === 'buy' ? sizeMicros : -sizeMicros;
  }
  return payoff < certificate.floorMicros ? 'the worst case pays less than the floor' : null;
}

/** Least payoff that the multipliers prove, in micros rounded down; null when the numbers leave the safe integers. */
function multiplierBound(certificate: Certificate): number | null {
  const net = new Map<string, number>(certificate.conditions.map(({ key }) => [key, 0]));
  let size = 0;
  let bound = 0;
  const add = (values: Map<string, number>, key: string, change: number): void => {
    values.set(key, (values.get(key) ?? 0) + change);
    size += Math.abs(change);
  };
  for (const { condition, token, side, sizeMicros } of certificate.legs) {
    const signed = side === 'buy' ? sizeMicros : -sizeMicros;
    add(net, condition, token === 'yes' ? signed : -signed);
    if (token === 'no') bound += signed;
  }
  const reduced = new Map(net);
  const suspended = new Map<string, number>();
  for (const rule of certificate.rules) {
    const { multiplierMicros, atLeast, terms } = rule;
    if (multiplierMicros === 0) continue;
    bound += multiplierMicros * atLeast;
    size += Math.abs(multiplierMicros * atLeast);
    for (const [key, coefficient] of terms) add(reduced, key, -multiplierMicros * coefficient);
    if (certificate.voids > 0) {
      const slack = Math.max(0, atLeast - terms.reduce((sum, [, coefficient]) => sum + Math.min(0, coefficient), 0));
      for (const key of (isDerived(rule) ? cliqueMembers(rule, certificate) : null) ?? conditionKeysOf(rule.body)) add(suspended, key, multiplierMicros * slack);
    }
  }
  for (const value of reduced.values()) bound += Math.min(0, value);
  // A void pays half of the net shares and lifts what the suspended rows gave (counted twice over to stay whole).
  const changes = certificate.voids === 0 ? [] : [...net].map(([key, value]) => value - 2 * (suspended.get(key) ?? 0) - 2 * Math.min(0, reduced.get(key) ?? 0));
  const worst = changes.filter((change) => change < 0).sort((a, b) => a - b).slice(0, certificate.voids);
  bound += Math.floor(worst.reduce((sum, change) => sum + change, 0) / 2);
  return size <= Number.MAX_SAFE_INTEGER / 4 && Number.isSafeInteger(bound) ? bound : null;
}
