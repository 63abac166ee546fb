/** Whether what the code answers is what a vector expects: every expected key, numbers within the stated tolerance. */

export interface Tolerance {
  readonly absolute?: number;
  readonly relative?: number;
}

/** The files print twelve significant digits, so the last one is rounded. */
const PRINTED = 5e-12;

export interface Difference {
  readonly path: string;
  readonly got: unknown;
  readonly want: unknown;
}

export interface FileResult {
  readonly name: string;
  readonly cases: number;
  readonly held: number;
  readonly failed: readonly { readonly id: string; readonly difference: Difference }[];
}

/** The first difference; null where there is none. Keys that the vector does not name are not compared. */
export function differenceOf(got: unknown, want: unknown, tolerance: Tolerance, path = ''): Difference | null {
  if (typeof want === 'number') return isNear(got, want, tolerance) ? null : { path, got, want };
  if (Array.isArray(want)) {
    if (!Array.isArray(got) || got.length !== want.length) return { path, got, want };
    return first(want.map((each, i) => differenceOf(got[i], each, tolerance, `${path}[${i}]`)));
  }
  if (isRecord(want)) {
    if (!isRecord(got)) return { path, got, want };
    return first(
      Object.entries(want).map(([key, each]) => differenceOf(got[key], each, tolerance, path ? `${path}.${key}` : key)),
    );
  }
  return Object.is(got, want) ? null : { path, got, want };
}

function isNear(got: unknown, want: number, { absolute = 0, relative = 0 }: Tolerance): boolean {
  if (typeof got !== 'number' || !Number.isFinite(got)) return Object.is(got, want);
  return Math.abs(got - want) <= Math.max(absolute, Math.max(relative, PRINTED) * Math.abs(want));
}

function first(differences: readonly (Difference | null)[]): Difference | null {
  return differences.find((each) => each !== null) ?? null;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
