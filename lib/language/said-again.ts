/**
 * A second sentence of the rules that names what moves: it may say the same again, and nothing else. "This is a
 * market on whether ...", "if it is less, this market resolves to No", "this market may not resolve to No until June
 * 30", and an example of one amount on each side.
 */
import { comparable, slotText } from './classify';
import { spanOf, withYear, type CalendarDate } from './calendar';
import { pattern } from './pattern';
import { RULES, matchProblem } from './shapes';
import type { Item } from './windows';

/** Of one of two texts that are equal but for what moves. */
export interface Slotted {
  readonly kind: 'amount' | 'deadline';
  /** Amount of the title, where it has one. */
  readonly nanos: bigint | null;
  /** The clause that decides, its amount as "<up>" or "<down>" (classify.ts). */
  readonly clause: string;
  readonly names: ReadonlySet<string>;
  /** Last day of the title, where it names one. */
  readonly lastDay: CalendarDate | null;
}

const PREAMBLE = /^this is a (?:poly)?market (?:on|about) (?:whether|if) (.+)$/;
const ELSE_NO = /^if (.+?) (?:then )?(?:this|the) market will resolve to no$/;
const NOT_BEFORE = pattern([
  String.raw`^this market (?:will not|may not|cannot|can not|can only) resolve to no (?:<W>|<throughout>)(?:`,
  String.raw` <t>)?(?: et)?(?: (?:has )?(?:passed|passes))?$`,
]);
/** "E.g. if it is 0.2 %, this market resolves to No, if it is 0.3 %, to Yes." */
const EXAMPLE = pattern([
  String.raw`^(?:thus )?this is the level of precision that will be used when resolving (?:the|this) market`,
  String.raw` e\.g if (.+?) is <Q> (?:the|this) market will resolve to no if it is <moving amount> (?:the`,
  String.raw`|this) market will resolve to yes$`,
]);

export function saysTheSameAgain(items: readonly Item[], other: readonly Item[], slotted: Slotted): boolean {
  const text = slotText(items, { nanos: slotted.nanos, other });
  const lead = PREAMBLE.exec(text)?.[1];
  if (lead !== undefined) return isSameClaim(comparable(lead, { amount: false, date: null }), slotted);
  if (slotted.kind === 'deadline') return NOT_BEFORE.test(text) && items.every((item) => endsAsTitle(item, slotted));
  const example = EXAMPLE.exec(text)?.[1];
  if (example !== undefined)
    return / <up>(?: |$)/.test(slotted.clause) && !/<(?:up|down|Q)>/.test(example) && amountsRise(items, slotted);
  const denied = ELSE_NO.exec(text)?.[1];
  return denied !== undefined && isOtherSide(comparable(denied, { amount: false, date: null }), slotted.clause);
}

/** In known words, the amount once and on the side of the clause, or the day once. */
function isSameClaim(text: string, { kind, clause, names }: Slotted): boolean {
  const said = text.replace(/(?:^| )will(?= )/, '');
  const windows = said.split(' ').filter((word) => word === '<W>').length;
  if (kind === 'deadline' ? windows !== 1 : windows !== 0 || sideOf(said) !== sideOf(clause)) return false;
  const plain = said
    .split(' ')
    .filter((word) => word !== '<W>')
    .join(' ')
    .trim();
  return matchProblem(plain, { names, shape: RULES[kind], where: 'deciding', slot: kind }) === null;
}

function sideOf(text: string): string {
  const sides = text.split(' ').filter((word) => word === '<up>' || word === '<down>');
  return sides.length === 1 ? (sides[0] ?? '') : 'none';
}

/** The same measure, on the other side of the same amount. */
function isOtherSide(denied: string, clause: string): boolean {
  const [a, b] = [sideOf(denied), sideOf(clause)];
  const bare = (text: string): string =>
    text
      .replace(/<(?:up|down)>/, '<C>')
      .replace(/(?:^| )(?:then|the)(?= )/g, '')
      .trim();
  return a !== 'none' && b !== 'none' && a !== b && bare(denied) === bare(clause);
}

function amountsRise(items: readonly Item[], { nanos }: Slotted): boolean {
  const amounts = items.flatMap((item) => (item.kind === 'quantity' ? [item.quantity.nanos] : []));
  const [first, second] = amounts;
  return amounts.length === 2 && first === nanos && second !== undefined && first < second;
}

function endsAsTitle(item: Item, { lastDay }: Slotted): boolean {
  if (item.kind !== 'window' && item.kind !== 'date') return item.kind === 'word' || item.kind === 'time';
  const to = item.kind === 'window' ? item.to : item.date;
  const year = to.year ?? lastDay?.year ?? null;
  if (lastDay === null || year === null) return false;
  return spanOf(withYear(to, year))?.end === spanOf(withYear(lastDay, lastDay.year ?? year))?.end;
}
