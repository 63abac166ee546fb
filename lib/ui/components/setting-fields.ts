/** The settings that have a field, in the order of their table: text that people type to exact integers and back. */
import { formatDecimalMicros, MICROS, parseDecimalMicros } from '../../domain/units';
import { commands, type CommandInput } from '../../protocol/commands';
import { settings as table, type SettingField, type SettingPlace, type Settings } from '../../protocol/settings';
import * as en from '../../words/en';
import type { FieldKey } from '../../words/settings';

export type Patch = CommandInput<'updateSettings'>;

interface Labelled {
  readonly key: FieldKey;
  readonly label: string;
  readonly place: SettingPlace;
}

/** One that is typed. */
export interface Field extends Labelled {
  readonly unit: TypedUnit;
  readonly read: (settings: Settings) => string;
  /** The change, or a sentence that says what to type instead. */
  readonly parse: (text: string) => { readonly patch: Patch } | { readonly problem: string };
}

export interface Switch extends Labelled {
  readonly read: (settings: Settings) => boolean;
  readonly patch: (on: boolean) => Patch;
}

type TypedUnit = Exclude<SettingField['unit'], 'switch'>;

/** Micros of the typed number in one unit of the setting: 10,000 for 1e-4 of a percentage. */
const SCALE: Readonly<Record<TypedUnit, number>> = {
  $: 1,
  shares: 1,
  '%': 10_000,
  markets: MICROS,
  bets: MICROS,
  losses: MICROS,
  ticks: MICROS,
  seconds: MICROS,
  hour: MICROS,
};

/** What the background would take: the table's rows say what is least and most. */
function patchOf(key: FieldKey, value: number | boolean): Patch | null {
  const patch = commands.updateSettings.input.safeParse({ [key]: value });
  return patch.success ? patch.data : null;
}

function fieldOf(key: FieldKey, unit: TypedUnit, place: SettingPlace): Field {
  const scale = SCALE[unit];
  const { label, hint = '' }: { readonly label: string; readonly hint?: string } = en.settings[key];
  return {
    key,
    label,
    place,
    unit,
    read: (settings) => formatDecimalMicros(Number(settings[key]) * scale),
    parse(text) {
      const micros = parseDecimalMicros(text.trim());
      const patch = micros === null || micros % scale !== 0 ? null : patchOf(key, micros / scale);
      return patch === null ? { problem: hint } : { patch };
    },
  };
}

function isFieldKey(key: string): key is FieldKey {
  return Object.hasOwn(en.settings, key);
}

const keys = Object.keys(table).filter(isFieldKey);

export const FIELDS: readonly Field[] = keys.flatMap((key) => {
  const { unit, place = 'limits' }: SettingField = table[key].field;
  return unit === 'switch' ? [] : [fieldOf(key, unit, place)];
});

export const SWITCHES: readonly Switch[] = keys.flatMap((key) => {
  const { unit, place = 'limits' }: SettingField = table[key].field;
  if (unit !== 'switch') return [];
  return [
    {
      key,
      label: en.settings[key].label,
      place,
      read: (settings) => settings[key] === true,
      patch: (on) => patchOf(key, on) ?? {},
    },
  ];
});
