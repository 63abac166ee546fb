/**
 * The tables of docs/limits.md, made of the code that they tell about: the rows of the settings that limit money, and
 * every refusal of the gate with its sentence.
 */
import { FAILURES, GATE_FAILURES, type FailureCode, type ParamKind } from '../lib/domain/failures';
import { LIMIT_FAILURES, MODE_FAILURES } from '../lib/domain/limit-failures';
import { parseFailure } from '../lib/domain/parse-failure';
import { formatDecimalMicros } from '../lib/domain/units';
import { settings, type SettingKey } from '../lib/protocol/settings';
import * as en from '../lib/words/en';
import type { FieldKey } from '../lib/words/settings';

export const BEGIN = '<!-- made by npm run limits: change the code, not this -->';
export const END = '<!-- end -->';

/** By setting: the refusals that hold to it, and to what it is held. */
const LIMITS: readonly { readonly key: FieldKey; readonly codes: readonly FailureCode[]; readonly holds: string }[] = [
  { key: 'maxOrderMicros', codes: ['over-order-limit'], holds: 'each order of a set, at its limit' },
  { key: 'maxPositionMicros', codes: ['over-position-limit', 'over-open-limit'], holds: 'a set; all open together' },
  { key: 'maxEventMicros', codes: ['over-event-limit'], holds: 'a set and what is in each event that it touches' },
  { key: 'maxRelationMicros', codes: ['over-relation-limit'], holds: 'a set and what rests on each of its relations' },
  { key: 'maxDayMicros', codes: ['over-day-limit'], holds: 'a set and what was bought since midnight UTC' },
  { key: 'maxOpenLegs', codes: ['over-open-legs'], holds: 'bets of a set and those that are not settled' },
  {
    key: 'maxLossMicros',
    codes: ['over-partial-limit', 'over-loss-limit'],
    holds: 'the worst part of a set; finishing and selling back',
  },
  { key: 'collarTicks', codes: ['beyond-collar'], holds: 'each order of a set, against the best price' },
  { key: 'washSeconds', codes: ['other-side-traded'], holds: 'each order of a set, against own sides taken before' },
  { key: 'maxDrawdownMicros', codes: ['breaker-drawdown'], holds: 'realised results; then only reducing' },
  { key: 'maxLossStreak', codes: ['breaker-streak'], holds: 'realised losses in a row; then only reducing' },
];

const SAMPLE = {
  text: 'Spain',
  words: 'Words.',
  flag: true,
  failure: { code: 'stop-pressed', params: {}, retry: 'never' },
};

function sentenceOf(code: FailureCode): string {
  const kinds: readonly (readonly [string, ParamKind])[] = Object.entries(FAILURES[code]);
  const params = kinds.map(([name, kind]): readonly [string, unknown] => {
    if (typeof kind !== 'string') return [name, kind[0]];
    return [name, kind === 'number' ? (/Micros|Ms$/.test(name) ? 12_340_000 : 3) : SAMPLE[kind]];
  });
  const failure = parseFailure({ code, params: Object.fromEntries(params), retry: 'never' });
  if (failure === null) throw new Error(`no sample of ${code}`);
  return en.failure(failure).replaceAll('|', '\\|');
}

function valueOf(key: SettingKey, which: 'default' | 'strictest'): string {
  const row: { readonly default: unknown; readonly strictest?: unknown; readonly field?: { readonly unit: string } } =
    settings[key];
  const value = row[which];
  if (typeof value !== 'number') return '-';
  const unit = row.field?.unit ?? '';
  return unit === '$'
    ? `$${formatDecimalMicros(value)}`
    : value === 1
      ? `1 ${unit.replace(/(?:e)?s$/, '')}`
      : `${value} ${unit}`;
}

export function limitsTable(): string {
  const rows = LIMITS.map(
    ({ key, codes, holds }) =>
      `| ${en.settings[key].label} | ${holds} | ${valueOf(key, 'default')} | ${valueOf(key, 'strictest')} | ` +
      `${codes.map((code) => `\`${code}\``).join(', ')} |`,
  );
  return ['| limit | held to it | at first | if lost | refused with |', '|---|---|---|---|---|', ...rows].join('\n');
}

export function refusalsTable(): string {
  const codes = Object.keys({ ...LIMIT_FAILURES, ...MODE_FAILURES, ...GATE_FAILURES }) as FailureCode[];
  return [
    '| refusal | what is said |',
    '|---|---|',
    ...codes.map((code) => `| \`${code}\` | ${sentenceOf(code)} |`),
  ].join('\n');
}

/** The text with what stands between its marks made anew, in the order of the tables. */
export function withTables(text: string): string {
  const tables = [limitsTable(), refusalsTable()];
  let at = 0;
  return text.replace(new RegExp(`${BEGIN}[^]*?${END}`, 'g'), () => `${BEGIN}\n\n${tables[at++] ?? ''}\n\n${END}`);
}
