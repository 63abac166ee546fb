/** The thresholds as fields: text that people type to exact integers and back. */
import { formatDecimalMicros, parseDecimalMicros } from '../../domain/units';
import type { Settings } from '../../protocol/settings';
import type { CommandInput } from '../../protocol/commands';

export type Patch = CommandInput<'updateSettings'>;

export interface Field {
  readonly key: string;
  readonly label: string;
  readonly unit: '$' | '%' | 'shares' | 'events';
  readonly read: (settings: Settings) => string;
  /** The change, or a sentence that says what to type instead. */
  readonly parse: (text: string) => { readonly patch: Patch } | { readonly problem: string };
}

interface Limits {
  readonly least: number;
  readonly most: number;
  /** Micros of the typed number in one unit of the setting: 1 for micros, 10000 for 1e-4 of a percentage. */
  readonly unit: number;
  readonly hint: string;
}

/** Far above any basket, far below an unsafe integer. */
const MOST_MICROS = 1_000_000_000_000;

function number(text: string, limits: Limits): { readonly value: number } | { readonly problem: string } {
  const micros = parseDecimalMicros(text.trim());
  if (micros === null || micros % limits.unit !== 0) return { problem: limits.hint };
  const value = micros / limits.unit;
  return value < limits.least || value > limits.most ? { problem: limits.hint } : { value };
}

interface Spec {
  readonly key: keyof Patch;
  readonly label: string;
  readonly unit: Field['unit'];
  readonly limits: Limits;
  readonly get: (settings: Settings) => number;
  readonly set: (value: number) => Patch;
}

const micros = (least: number, hint: string): Limits => ({ least, most: MOST_MICROS, unit: 1, hint });
const percent = (hint: string): Limits => ({ least: 0, most: 10_000, unit: 10_000, hint });

const SPECS: readonly Spec[] = [
  {
    key: 'minEdgeMicros',
    label: 'Least edge',
    unit: '$',
    limits: micros(0, 'An amount like 0.02.'),
    get: (s) => s.minEdgeMicros,
    set: (value) => ({ minEdgeMicros: value }),
  },
  {
    key: 'minEdgeBps',
    label: 'Least edge, of cost',
    unit: '%',
    limits: percent('A percentage with at most two decimals, like 0.25.'),
    get: (s) => s.minEdgeBps,
    set: (value) => ({ minEdgeBps: value }),
  },
  {
    key: 'maxPositionMicros',
    label: 'Most money in one basket',
    unit: '$',
    limits: micros(1_000_000, 'An amount from 1.'),
    get: (s) => s.maxPositionMicros,
    set: (value) => ({ maxPositionMicros: value }),
  },
  {
    key: 'minDepthMicros',
    label: 'Least depth of every leg',
    unit: 'shares',
    limits: micros(0, 'A number of shares, like 5.'),
    get: (s) => s.minDepthMicros,
    set: (value) => ({ minDepthMicros: value }),
  },
  {
    key: 'sampleSizeMicros',
    label: 'Size shown on the page',
    unit: 'shares',
    limits: micros(1_000_000, 'A number of shares from 1.'),
    get: (s) => s.sampleSizeMicros,
    set: (value) => ({ sampleSizeMicros: value }),
  },
  {
    key: 'bankrollMicros',
    label: 'Bankroll for Kelly',
    unit: '$',
    limits: micros(0, 'An amount like 1000.'),
    get: (s) => s.bankrollMicros,
    set: (value) => ({ bankrollMicros: value }),
  },
  {
    key: 'kellyFractionBps',
    label: 'Fraction of full Kelly',
    unit: '%',
    limits: percent('A percentage from 0 to 100, like 25.'),
    get: (s) => s.kellyFractionBps,
    set: (value) => ({ kellyFractionBps: value }),
  },
  {
    key: 'watchTopEvents',
    label: 'Busiest events to watch',
    unit: 'events',
    limits: { least: 0, most: 60, unit: 1_000_000, hint: 'A whole number from 0 to 60.' },
    get: (s) => s.watchTopEvents,
    set: (value) => ({ watchTopEvents: value }),
  },
];

export const FIELDS: readonly Field[] = SPECS.map(({ key, label, unit, limits, get, set }) => ({
  key,
  label,
  unit,
  read: (settings) => formatDecimalMicros(get(settings) * limits.unit),
  parse: (text) => {
    const parsed = number(text, limits);
    return 'problem' in parsed ? parsed : { patch: set(parsed.value) };
  },
}));
