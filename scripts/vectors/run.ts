/** Runs a file of vectors through the product's code; a case that throws does not hold. */
import { comparable, settlement, type Runner } from './settlement';
import { nameOf, signals, wanted } from './signals';
import { differenceOf, isRecord, type Difference, type FileResult, type Tolerance } from './compare';
import type { Input } from './read';

/** Names of all files that are known. */
export const known: ReadonlySet<string> = new Set([...Object.keys(settlement), ...Object.keys(signals)]);

/** Read with the file of vectors that they belong to. */
export const TABLES: ReadonlySet<string> = new Set([
  'coinbase-chain.jsonl.gz',
  'fill-stream.csv.gz',
  'gbdt-synthetic.csv',
]);

/** @throws Error where the file is none of vectors. @param folder where the tables of some files lie. */
export async function runFile(name: string, file: unknown, folder: string): Promise<FileResult> {
  if (!known.has(name)) throw new Error(`${name}: no such vectors are known`);
  const cases: unknown = isRecord(file) ? (file['vectors'] ?? file['cases']) : null;
  const list: unknown = signals[name]?.whole === true ? [file] : cases;
  if (!isRecord(file) || file['format'] !== 'facet-vectors/1' || !Array.isArray(list) || list.length === 0)
    throw new Error(`${name}: is no file of vectors`);
  const stated: Tolerance = isRecord(file['tolerance']) ? file['tolerance'] : {};
  const failed: { readonly id: string; readonly difference: Difference }[] = [];
  for (const [i, each] of list.entries()) {
    const vector: unknown = each;
    const difference = isRecord(vector) ? await differenceAt({ name, folder }, vector, stated) : NO_CASE;
    if (difference !== null) failed.push({ id: isRecord(vector) ? nameOf(vector, i) : String(i), difference });
  }
  return { name, cases: list.length, held: list.length - failed.length, failed };
}

const NO_CASE: Difference = { path: '', got: 'no case', want: 'a case' };

async function differenceAt(
  { name, folder }: { readonly name: string; readonly folder: string },
  vector: Input,
  stated: Tolerance,
): Promise<Difference | null> {
  try {
    const signal = signals[name];
    if (signal !== undefined) {
      const got = signal.run(vector, folder);
      const want = wanted(signal, vector, got);
      // A case of which nothing is compared would hold whatever the code does.
      if (Object.keys(want).length === 0) return { path: '', got: 'nothing to compare', want: Object.keys(vector) };
      return differenceOf(got, want, signal.tolerance ?? stated);
    }
    const [input, want] = [vector['input'], vector['expect']];
    const run: Runner | undefined = settlement[name];
    if (run === undefined || !isRecord(input) || !isRecord(want)) return NO_CASE;
    return differenceOf(await run(input), comparable(want), stated);
  } catch (error) {
    return { path: '', got: error instanceof Error ? error.message : String(error), want: vector['expect'] ?? null };
  }
}
