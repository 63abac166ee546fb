/**
 * A certificate in words, with labels passed in. Sentences are built from what the multipliers used, never from the
 * venue's texts; labels are hostile text and are only ever placed as text.
 */
import type { Certificate, CertificateRule, Leg } from '../../domain/basket';
import type { RelationBody, RelationSource } from '../../domain/relation';
import { formatDecimalMicros, MICROS } from '../../domain/units';
import { describeBody } from '../space/describe';

export type LabelOf = (key: string) => string;

export interface Reason {
  readonly sentence: string;
  readonly source: RelationSource;
  readonly relationId: string;
}

/**
 * "$1,234.50"; whole micros, at least two decimals, at most three. Rounded down, so that nothing is promised that is
 * not there.
 */
export function dollars(micros: number): string {
  const sign = micros < 0 ? '-' : '';
  const thousandths = micros < 0 ? Math.ceil(-micros / 1000) : Math.floor(micros / 1000);
  const whole = Math.floor(thousandths / 1000)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = (thousandths % 1000)
    .toString()
    .padStart(3, '0')
    .replace(/(?<=..)0$/, '');
  return `${sign}$${whole}.${fraction}`;
}

function dollarsUp(micros: number): string {
  return dollars(Math.ceil(micros / 1000) * 1000);
}

/** Shares, at most two decimals. */
function shares(micros: number): string {
  return formatDecimalMicros(Math.floor(micros / 10_000) * 10_000);
}

/** One sentence per relation that the proof uses, heaviest first. */
export function reasonsOf(certificate: Certificate, label: LabelOf): readonly Reason[] {
  const heaviest = new Map<string, CertificateRule>();
  for (const rule of certificate.rules) {
    const known = heaviest.get(rule.relationId);
    if (rule.multiplierMicros > 0 && (!known || known.multiplierMicros < rule.multiplierMicros))
      heaviest.set(rule.relationId, rule);
  }
  return [...heaviest.values()]
    .sort((a, b) => b.multiplierMicros - a.multiplierMicros)
    .map((rule) => ({
      sentence: reasonSentence(rule, certificate, label),
      source: rule.source,
      relationId: rule.relationId,
    }));
}

/** What the rule means for the shares bought: the general statement, then how many of them can pay nothing. */
function reasonSentence({ body }: CertificateRule, certificate: Certificate, label: LabelOf): string {
  const statement = describeBody(body, label);
  const consequence = consequenceFor(body, certificate.legs);
  return `${statement.charAt(0).toUpperCase()}${statement.slice(1)}${consequence === '' ? '' : `, so ${consequence}`}.`;
}

function consequenceFor(body: RelationBody, legs: readonly Leg[]): string {
  const bought = (key: string, token: Leg['token']): boolean =>
    legs.some((leg) => leg.condition === key && leg.token === token && leg.side === 'buy');
  switch (body.type) {
    case 'excludes':
    case 'exactly-one': {
      if (body.of.filter((key) => bought(key, 'no')).length > 1) return 'at most one NO pays nothing';
      return body.type === 'exactly-one' && body.of.every((key) => bought(key, 'yes')) ? 'one YES always pays' : '';
    }
    case 'at-least-one':
      return body.of.every((key) => bought(key, 'yes')) ? 'at least one YES pays' : '';
    case 'implies':
      return bought(body.if, 'no') && bought(body.then, 'yes')
        ? 'NO on the first or YES on the second always pays'
        : '';
    case 'equivalent':
    case 'not':
    case 'and':
    case 'or':
    case 'difference':
    case 'count':
    case 'majority':
    case 'linear':
    case 'settled':
      return '';
  }
}

/** "Buy NO on all 5 outcomes: $3.941 a set, at least $4.00 back whichever wins. 41 sets at this depth." */
export function basketSentence(certificate: Certificate, label: LabelOf): string {
  const { legs } = certificate;
  const spent = certificate.costMicros + certificate.feesMicros;
  const [first] = legs;
  if (!first) return '';
  const even =
    legs.every((leg) => leg.side === first.side && leg.sizeMicros === first.sizeMicros) && first.side === 'buy';
  if (!even)
    return `${legs.map((leg) => legText(leg, label)).join(', ')}: ${dollarsUp(spent)} in all, at least ${dollars(certificate.floorMicros)} back whatever happens.`;
  const perSet = (amount: number): number => (amount * MICROS) / first.sizeMicros;
  const sameToken = legs.every((leg) => leg.token === first.token);
  const all = sameToken && legs.length === certificate.conditions.length && legs.length > 2;
  const what = all
    ? `${first.token.toUpperCase()} on all ${legs.length} outcomes`
    : listOf(legs.map((leg) => `${leg.token.toUpperCase()} on ${label(leg.condition)}`));
  const sets = shares(first.sizeMicros);
  return `Buy ${what}: ${dollarsUp(perSet(spent))} a set, at least ${dollars(perSet(certificate.floorMicros))} back whichever wins. ${sets} ${sets === '1' ? 'set' : 'sets'} at this depth.`;
}

function legText(leg: Leg, label: LabelOf): string {
  return `${leg.side === 'buy' ? 'Buy' : 'Sell'} ${shares(leg.sizeMicros)} ${leg.token.toUpperCase()} on ${label(leg.condition)}`;
}

function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
