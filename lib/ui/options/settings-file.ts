/** Settings as a file and as changes: what a person would move to another machine, and nothing that is secret. */
import * as z from 'zod/mini';
import { commands } from '../../protocol/commands';
import { patched } from '../../protocol/parse-table';
import { DEFAULT_SETTINGS, settings as table, type Settings, type SettingsPatch } from '../../protocol/settings';
import * as en from '../../words/en';
import { FIELDS, SWITCHES } from '../components/setting-fields';

const FORMAT = 'facet-settings/1';
const fileShape = z.object({ format: z.literal(FORMAT), settings: z.record(z.string(), z.unknown()) });

/** Each needs leave of the browser for its host, which no file can give. */
const WITH_A_HOST: ReadonlySet<string> = new Set(['spotKraken', 'spotCoinbase']);

type Values = Readonly<Record<string, unknown>>;

const rows: Readonly<Record<string, { readonly patch: boolean }>> = table;

/** Those that a form may change; mode and the like are commands of their own and are in no file. */
function changeable(settings: Settings): Values {
  const isIn = (key: string): boolean => rows[key]?.patch === true && !WITH_A_HOST.has(key);
  return Object.fromEntries(Object.entries(settings).filter(([key]) => isIn(key)));
}

/** @throws ZodError on what no form could have made. */
const patchOf = (values: Values): SettingsPatch => commands.updateSettings.input.parse(values);

export function fileOf(settings: Settings): string {
  return `${JSON.stringify({ format: FORMAT, settings: changeable(settings) }, null, 2)}\n`;
}

/** Null where it is no such file. Keys that this version does not know, or whose value it refuses, refuse the file. */
export function readFile(text: string): SettingsPatch | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const file = fileShape.safeParse(value);
  const patch = file.success ? commands.updateSettings.input.safeParse(file.data.settings) : null;
  if (!patch?.success || Object.keys(patch.data).some((key) => WITH_A_HOST.has(key))) return null;
  return patch.data;
}

export const toDefaults = (): SettingsPatch => patchOf(changeable(DEFAULT_SETTINGS));

/** What of the patch is not so already, and what would bring it back. */
export function changesOf(
  settings: Settings,
  wanted: SettingsPatch,
): { readonly patch: SettingsPatch; readonly back: SettingsPatch; readonly sentences: readonly string[] } {
  const now = changeable(settings);
  const then: Values = wanted;
  const keys = Object.keys(then).filter((key) => JSON.stringify(then[key]) !== JSON.stringify(now[key]));
  const pick = (from: Values): SettingsPatch => patchOf(Object.fromEntries(keys.map((key) => [key, from[key]])));
  const patch = pick(then);
  const after = patched(table, settings, patch);
  return { patch, back: pick(now), sentences: keys.map((key) => sentenceOf(key, settings, after)) };
}

function sentenceOf(key: string, before: Settings, after: Settings): string {
  const said = en.options.data;
  const field = FIELDS.find((each) => each.key === key);
  if (field) {
    const text = (settings: Settings): string =>
      field.unit === '$' ? `$${field.read(settings)}` : `${field.read(settings)} ${field.unit}`;
    return said.change(field.label, text(before), text(after));
  }
  if (key === 'mutedEvents')
    return said.change(said.mutedLabel, said.muted(before.mutedEvents.length), said.muted(after.mutedEvents.length));
  const onOff = (settings: Values): string => (settings[key] === true ? said.on : said.off);
  return said.change(said.unfielded[key] ?? labelOf(key), onOff(before), onOff(after));
}

const labelOf = (key: string): string => SWITCHES.find((each) => each.key === key)?.label ?? key;
