/**
 * Whether a certificate speaks of what was asked: verified rules about other relations, or fills at other prices, prove
 * nothing here.
 */
import type { Certificate } from '../../domain/basket';
import { isDerived, maxCostOf } from '../../domain/basket';
import { conditionsByKey } from '../../domain/condition';
import { deepEqual } from '../../domain/deep-equal';
import type { Instance } from '../../domain/instance';
import { isExecutable } from '../../domain/relation';
import { MICROS } from '../../domain/units';
import type { Component } from '../relations/relations';

/**
 * Every asserted rule of the certificate is an executable relation of the component, unchanged; every leg is one of its
 * conditions.
 */
export function certificateMatchesComponent(certificate: Certificate, component: Component): boolean {
  const relations = new Map(component.relations.map((relation) => [relation.id, relation] as const));
  const conditions = new Map(component.conditions.map((condition) => [String(condition.id), condition] as const));
  return (
    certificate.rules.every((rule) => {
      if (isDerived(rule)) return true;
      const relation = relations.get(rule.relationId);
      return (
        relation !== undefined &&
        isExecutable(relation) &&
        relation.version === rule.relationVersion &&
        relation.source === rule.source &&
        deepEqual(relation.body, rule.body)
      );
    }) &&
    certificate.conditions.every(({ key, fee }) => {
      const known = conditions.get(key)?.fee;
      return (
        known === null || (known !== undefined && known.ratePpm === fee.ratePpm && known.exponent === fee.exponent)
      );
    }) &&
    certificate.legs.every((leg) => (conditions.get(leg.condition)?.fee ?? null) !== null)
  );
}

/** Every leg could still be ordered: its market takes orders, and its price and size fit what the venue asks now. */
export function certificateFitsTerms(certificate: Certificate, component: Component): boolean {
  const conditions = conditionsByKey(component.conditions);
  return certificate.legs.every((leg) => {
    const condition = conditions.get(leg.condition);
    return (
      condition !== undefined &&
      condition.acceptingOrders &&
      !condition.closed &&
      condition.stopped === undefined &&
      leg.limitPriceMicros % condition.tickMicros === 0 &&
      leg.sizeMicros >= condition.minSizeMicros
    );
  });
}

/**
 * Prices and sizes are those of the books that were sent to the engine, level by level, in lots, above the venue's
 * minimums, and within the budget at the limits.
 */
export function certificateMatchesInstance(certificate: Certificate, instance: Instance): boolean {
  const terms = new Map(instance.conditions.map((condition) => [condition.key, condition] as const));
  if (certificate.voids !== 0 || Object.keys(certificate.inventory).length > 0) return false;
  if (instance.budgetMicros !== null && maxCostOf(certificate) > instance.budgetMicros) return false;
  return certificate.legs.every((leg) => {
    const condition = terms.get(leg.condition);
    const book = instance.books[leg.condition]?.[leg.token];
    if (!condition || !book || leg.side !== 'buy') return false;
    const said = certificate.books.find((entry) => entry.condition === leg.condition && entry.token === leg.token);
    if (said?.hash !== book.hash || said.verifiedAtMs !== book.verifiedAtMs) return false;
    if (
      leg.sizeMicros % instance.lotMicros !== 0 ||
      leg.sizeMicros < condition.minSizeMicros ||
      leg.limitPriceMicros % condition.tickMicros !== 0
    )
      return false;
    // A marketable buy is judged at the best price, which is what the first of its shares costs.
    const best = book.asks[0]?.priceMicros ?? 0;
    if (condition.minBuyMicros !== undefined && leg.sizeMicros * best < condition.minBuyMicros * MICROS) return false;
    return leg.fills.every((fill) =>
      book.asks.some((level) => level.priceMicros === fill.priceMicros && level.sizeMicros >= fill.sizeMicros),
    );
  });
}
