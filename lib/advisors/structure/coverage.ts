/**
 * Whether the outcomes of a neg-risk group leave out a case. The contract pays no two of them; that one is paid rests
 * on their texts: rows of numbers with a gap, companies of which none may be bought, rules that say "if nobody is
 * named, all resolve to No".
 */
import { coded } from '../../domain/reasons';
import type { Condition } from '../../domain/condition';
import { quantitiesIn } from '../../language/comparison';
import { readText } from '../../language/templates';
import { cleanText } from '../../domain/clean-text';
import { printQuantity, type Quantity } from '../../language/quantities';
import { pattern } from '../../language/pattern';

interface Row {
  readonly low: Quantity | null;
  readonly high: Quantity | null;
}

const UNIT = 1_000_000_000n;
const UP = /[>\u2265]|\b(?:above|over|at least|more than)\b|\bor (?:more|higher|above|greater|over)\b|\+/;
const DOWN = /[<\u2264]|\b(?:below|under|at most|less than|fewer than)\b|\bor (?:less|lower|below|fewer|under)\b/;
const CATCH_ALL = /^(?:no|none|nobody|neither|another|other|nothing|any other|the field|field)\b/i;
/** What may be done to none of those listed, however the event is called. */
const ACTS = pattern(
  [
    String.raw`^will .+? (?:acquire|buy|purchase|announce|release|launch|sign|resign|leave|join|merge|strike`,
    String.raw`|attack|visit|recognize|pardon|invade|meet|ban|sue|arrest|fire|ipo)\b|\bbe (?:acquired`,
    String.raw`|announced|named|nominated|appointed|fired|arrested|charged|indicted|released|signed|confirmed`,
    String.raw`|removed|picked|chosen|selected)\b`,
  ],
  'i',
);
const NOBODY = pattern(
  [
    String.raw`\b(?:if|in the event|should)\b[^.\n]*\b(?:nobody|no one|none of|neither|no (?:candidate|company`,
    String.raw`|team|person|winner|outcome|nominee|country|player))\b[^.\n]*\bresolve[sd]?\b[^.\n]*\bno\b`,
  ],
  'i',
);
const ALL_NO = pattern(
  [
    String.raw`\ball (?:of (?:the|these) )?(?:other )?(?:markets?|outcomes?|options?`,
    String.raw`|brackets?)\b[^.\n]*\bresolve[sd]?\b[^.\n]*\bno\b`,
  ],
  'i',
);

/** What a label of a row of numbers says beside them. */
const ROW_WORDS = pattern([
  String.raw`^(?:[<>]=?|[\u2264\u2265]|or|more|less|fewer|higher|lower|above|below|over|under|at|least|most`,
  String.raw`|than|between|and|to|greater)$`,
]);

/** Reasons why none of them may be paid. */
export function coverageDoubts(group: readonly Condition[]): readonly string[] {
  const rows = group.filter((condition) => !isCatchAll(condition)).map(rowOf);
  const numbers = rows.every((row) => row !== null) ? rows.flatMap((row) => row ?? []) : null;
  const hole = numbers === null ? null : holeIn(numbers);
  return [
    ...(hole === null ? [] : [hole]),
    ...(numbers === null &&
    !group.some(isCatchAll) &&
    group.every((condition) => ACTS.test(cleanText(condition.question)))
      ? [coded('may-be-none')]
      : []),
    ...(group.some(({ description }) => {
      const text = cleanText(description).replaceAll('"', '');
      return NOBODY.test(text) || ALL_NO.test(text);
    })
      ? [coded('none-by-rules')]
      : []),
  ];
}

function isCatchAll({ label }: Condition): boolean {
  return CATCH_ALL.test(cleanText(label));
}

/** The numbers of a label ("100-119", "8 or more (200+ bps)"); null when it is no row of numbers. */
function rowOf({ label }: Condition): Row | null {
  const text = cleanText(label)
    .toLowerCase()
    .replace(/\([^)]*\)/g, ' ')
    .trim();
  const items = readText(text).items;
  const amounts = quantitiesIn(items);
  const words = items.filter((item) => item.kind === 'word' && !ROW_WORDS.test(item.text));
  const [first, second, ...more] = amounts;
  if (first === undefined || more.length > 0 || words.length > 0) return null;
  if (second !== undefined) return first.nanos < second.nanos ? { low: first, high: second } : null;
  return UP.test(text)
    ? { low: first, high: null }
    : DOWN.test(text)
      ? { low: null, high: first }
      : { low: first, high: first };
}

/** Where a number would fall between two of them, or beyond all; null when none would. */
function holeIn(rows: readonly Row[]): string | null {
  if (rows.length < 2) return null;
  const sorted = [...rows].sort((a, b) => Number((a.low?.nanos ?? -UNIT * UNIT) - (b.low?.nanos ?? -UNIT * UNIT)));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return null;
  if (first.low !== null && first.low.nanos > 0n) return coded('hole-below', { amount: printQuantity(first.low) });
  if (last.high !== null) return coded('hole-above', { amount: printQuantity(last.high) });
  for (const [at, after] of sorted.slice(1).entries()) {
    const before = sorted[at];
    if (!before?.high || !after.low) continue;
    const gap = after.low.nanos - before.high.nanos;
    if (gap > toleranceOf(before, after))
      return coded('hole-between', { low: printQuantity(before.high), high: printQuantity(after.low) });
  }
  return null;
}

/** "100-119" and "120-139" leave out nothing that is counted; "0-9" and "20-29" do. */
function toleranceOf(before: Row, after: Row): bigint {
  const widths = [before, after].flatMap(({ low, high }) =>
    low && high && high.nanos > low.nanos ? [high.nanos - low.nanos] : [],
  );
  const half = widths.length === 0 ? 0n : widths.reduce((least, width) => (width < least ? width : least)) / 2n;
  const whole = [before.high, after.low].every((quantity) => quantity?.unit === '' && quantity.nanos % UNIT === 0n);
  return whole && half < UNIT ? UNIT : half;
}
