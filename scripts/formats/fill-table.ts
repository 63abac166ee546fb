/**
 * Tables of fills (docs/formats.md 5): one row a moment, its features, what was asked for and what became of it. Any
 * problem is told with the row and column where it lies.
 */
import { DELAYS, MOMENT_COLUMNS, SIZES, type FillMoment } from '../../lib/signals/fills/columns';

export type Split = 'train' | 'cal' | 'test';

export interface FillTable {
  readonly rows: readonly (FillMoment & {
    readonly split: Split | 'purge';
    readonly t: number;
    readonly token: string;
  })[];
}

const SPLITS: readonly string[] = ['train', 'cal', 'test', 'purge'];
const OUTCOMES = SIZES.flatMap((size) => DELAYS.map((delay) => `y_${size}_${delay}`));
const ASKED = SIZES.map((size) => `q_${size}`);
const NEEDED: readonly string[] = ['t', 'token', 'split', 'size1', ...MOMENT_COLUMNS, ...ASKED, ...OUTCOMES];

/** @throws Error that names the place, where the text is no such table. */
export function parseFillTable(text: string): FillTable {
  const lines = text.split(/\r?\n/);
  const names = (lines[0] ?? '').split(',');
  const missing = NEEDED.find((name) => !names.includes(name));
  if (missing !== undefined) throw new Error(`header: no column "${missing}"`);
  const unknown = names.find((name) => !NEEDED.includes(name));
  if (unknown !== undefined) throw new Error(`header: unknown column "${unknown}"`);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`header: column "${twice}" twice`);
  const places = new Map(names.map((name, at) => [name, at] as const));
  const rows = lines.slice(1).flatMap((line, at) => (line === '' ? [] : [parseRow(line, at + 2, places)]));
  if (rows.length === 0) throw new Error('no rows');
  return { rows };
}

function parseRow(line: string, lineNumber: number, places: ReadonlyMap<string, number>) {
  const cells = line.split(',');
  const at = `line ${lineNumber}`;
  if (cells.length !== places.size) throw new Error(`${at}: ${cells.length} cells for ${places.size} columns`);
  const cell = (name: string): string => cells[places.get(name) ?? -1] ?? '';
  const number = (name: string): number => {
    const value = Number(cell(name));
    if (cell(name).trim() === '' || !Number.isFinite(value)) throw new Error(`${at}: "${name}" is no number`);
    return value;
  };
  const positive = (name: string): number => {
    const value = number(name);
    if (!(value > 0)) throw new Error(`${at}: "${name}" is not above 0`);
    return value;
  };
  const split = cell('split');
  if (!isSplit(split)) throw new Error(`${at}: unknown split "${split}"`);
  const bit = (name: string): number => {
    const value = number(name);
    if (value !== 0 && value !== 1) throw new Error(`${at}: "${name}" is neither 0 nor 1`);
    return value;
  };
  return {
    split,
    t: number('t'),
    token: cell('token'),
    // A feature that is not known is an empty cell; the booster has a side for it.
    features: Float64Array.from(MOMENT_COLUMNS, (name) => (cell(name) === '' ? NaN : number(name))),
    size: positive('size1'),
    asked: ASKED.map(positive),
    outcomes: Uint8Array.from(OUTCOMES, bit),
  };
}

function isSplit(text: string): text is Split | 'purge' {
  return SPLITS.includes(text);
}
