/** Runs a file of vectors through the product's code; a case that throws does not hold. */
import { comparable, settlement, type Runner } from './settlement';
import { differenceOf, isRecord, type Difference, type Tolerance } from './compare';
import type { Input } from './read';

export interface FileResult {
  readonly name: string;
  readonly cases: number;
  readonly held: number;
  readonly failed: readonly { readonly id: string; readonly difference: Difference }[];
}

export const runners: Readonly<Record<string, Runner>> = settlement;

/** @throws Error where the file is none of vectors. */
export async function runFile(name: string, file: unknown): Promise<FileResult> {
  const run = runners[name];
  if (run === undefined) throw new Error(`${name}: no such vectors are known`);
  if (!isRecord(file) || file['format'] !== 'facet-vectors/1' || !Array.isArray(file['vectors']))
    throw new Error(`${name}: is no file of vectors`);
  const tolerance: Tolerance = isRecord(file['tolerance']) ? file['tolerance'] : {};
  const failed: { readonly id: string; readonly difference: Difference }[] = [];
  for (const [i, vector] of file['vectors'].entries()) {
    const difference = await differenceAt(run, vector, tolerance);
    const id = isRecord(vector) && typeof vector['id'] === 'string' ? vector['id'] : String(i);
    if (difference !== null) failed.push({ id, difference });
  }
  const cases = file['vectors'].length;
  return { name, cases, held: cases - failed.length, failed };
}

async function differenceAt(run: Runner, vector: unknown, tolerance: Tolerance): Promise<Difference | null> {
  const want = isRecord(vector) ? vector['expect'] : undefined;
  const input: unknown = isRecord(vector) ? vector['input'] : undefined;
  if (!isRecord(input) || !isRecord(want)) return { path: '', got: 'no input or no expectation', want };
  try {
    return differenceOf(await run(input satisfies Input), comparable(want), tolerance);
  } catch (error) {
    return { path: '', got: error instanceof Error ? error.message : String(error), want };
  }
}
