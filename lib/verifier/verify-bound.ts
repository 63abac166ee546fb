/**
 * First method, in exact integers (docs/maths.md 2.5). For y allowed by all rows and any u >= 0:
 *     s.y >= (s - A'u).y + u.b >= u.b + sum_i min(0, s_i - (A'u)_i),   s_i = net YES shares,
 * so no outcome pays less than that plus the NO shares. Only conditions of legs and of rules with a multiplier take
 * part.
 */
import { membersOf, type IndexedBody, type IndexedCertificate, type IndexedRule } from './verify-index';
import { leastOver } from './verify-meaning';

/**
 * A rule whose row does not follow from its relation, or a derived rule that does not follow from the others; null when
 * all do.
 */
export function ruleProblem({ rules, size }: IndexedCertificate): string | null {
  const coefficients = new Float64Array(size);
  const isMember = new Uint8Array(size);
  let asserted: ExclusionsBy | null = null;
  for (const indexed of rules) {
    const { rule, body, terms, isDerived } = indexed;
    if (rule.multiplierMicros > 0) {
      mark(isMember, body, 1);
      let isAbout = true;
      for (let index = 0; index < terms.length; index += 1) {
        const condition = terms[index] ?? -1;
        // A term takes its member away, so that a second one on the same condition is a stranger.
        isAbout &&= isMember[condition] === 1;
        isMember[condition] = 0;
        coefficients[condition] = rule.terms[index]?.[1] ?? 0;
      }
      mark(isMember, body, 0);
      const least = leastOver(body, { coefficients, terms: terms.length });
      for (let index = 0; index < terms.length; index += 1) coefficients[terms[index] ?? -1] = 0;
      if (!isAbout) return `rule ${rule.relationId}: its row is not about its relation`;
      if (least === null || least < rule.atLeast)
        return `rule ${rule.relationId}: its row does not follow from the relation`;
    }
    if (!isDerived) continue;
    asserted ??= exclusionsBy(rules);
    if (cliqueMembers(indexed, asserted) === null)
      return `rule ${rule.relationId}: does not follow from the other rules`;
  }
  return null;
}

function mark(isMember: Uint8Array, { of, markets, result }: IndexedBody, value: number): void {
  for (let index = 0; index < of.length; index += 1) isMember[of[index] ?? -1] = value;
  for (let index = 0; index < markets.length; index += 1) isMember[markets[index] ?? -1] = value;
  if (result >= 0) isMember[result] = value;
}

/** Asserted relations that let at most one of their members happen, by member, smallest first. */
type ExclusionsBy = ReadonlyMap<number, readonly IndexedRule[]>;

function exclusionsBy(rules: readonly IndexedRule[]): ExclusionsBy {
  const by = new Map<number, IndexedRule[]>();
  const excluding = rules.filter(
    ({ isDerived, body }) =>
      !isDerived && (body.type === 'excludes' || body.type === 'exactly-one' || body.type === 'not'),
  );
  for (const rule of excluding.sort((a, b) => a.body.of.length - b.body.of.length)) {
    for (const condition of rule.body.of) {
      const list = by.get(condition);
      if (list) list.push(rule);
      else by.set(condition, [rule]);
    }
  }
  return by;
}

/**
 * Conditions on which a derived clique rests: all members of the relations that exclude its pairs; null when a pair is
 * not excluded.
 */
function cliqueMembers({ body: { type, of } }: IndexedRule, asserted: ExclusionsBy): ReadonlySet<number> | null {
  if (type !== 'excludes') return null;
  const members = new Set<number>();
  for (const [index, a] of of.entries()) {
    for (const b of of.slice(index + 1)) {
      const excluding = asserted.get(a)?.find(({ body }) => body.of.includes(b));
      if (!excluding) return null;
      for (const condition of excluding.body.of) members.add(condition);
    }
  }
  return members;
}

/**
 * Least payoff that the multipliers prove, in micros rounded down; null when the numbers leave the integers that
 * doubles hold exactly.
 */
export function multiplierBound({ certificate: { voids }, size, legs, rules }: IndexedCertificate): number | null {
  const net = new Float64Array(size);
  let magnitude = 0;
  let bound = 0;
  for (const { leg, condition } of legs) {
    const signed = leg.side === 'buy' ? leg.sizeMicros : -leg.sizeMicros;
    net[condition] = (net[condition] ?? 0) + (leg.token === 'yes' ? signed : -signed);
    magnitude += leg.sizeMicros;
    if (leg.token === 'no') bound += signed;
  }
  const reduced = net.slice();
  const suspended = new Float64Array(voids > 0 ? size : 0);
  const asserted = voids > 0 ? exclusionsBy(rules) : null;
  for (const indexed of rules) {
    const { rule, terms } = indexed;
    const multiplier = rule.multiplierMicros;
    if (multiplier === 0) continue;
    bound += multiplier * rule.atLeast;
    magnitude += Math.abs(multiplier * rule.atLeast);
    let slack = rule.atLeast;
    for (let index = 0; index < terms.length; index += 1) {
      const coefficient = rule.terms[index]?.[1] ?? 0;
      const condition = terms[index] ?? -1;
      reduced[condition] = (reduced[condition] ?? 0) - multiplier * coefficient;
      magnitude += Math.abs(multiplier * coefficient);
      slack -= Math.min(0, coefficient);
    }
    if (!asserted || slack <= 0) continue;
    for (const condition of (indexed.isDerived ? cliqueMembers(indexed, asserted) : null) ?? membersOf(indexed.body)) {
      suspended[condition] = (suspended[condition] ?? 0) + multiplier * slack;
      magnitude += multiplier * slack;
    }
  }
  for (let condition = 0; condition < size; condition += 1) bound += Math.min(0, reduced[condition] ?? 0);
  if (voids > 0) {
    // A void pays half of the net shares and lifts what the suspended rows gave (counted twice over to stay whole).
    const changes = Array.from(
      net,
      (value, condition) => value - 2 * (suspended[condition] ?? 0) - 2 * Math.min(0, reduced[condition] ?? 0),
    );
    const worst = changes
      .filter((change) => change < 0)
      .sort((a, b) => a - b)
      .slice(0, voids);
    bound += Math.floor(worst.reduce((sum, change) => sum + change, 0) / 2);
  }
  return magnitude <= Number.MAX_SAFE_INTEGER / 4 && Number.isSafeInteger(bound) ? bound : null;
}
