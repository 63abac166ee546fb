/** What the engine's commands share: reading FILE or standard input, and one-line refusals. */
import { readFileSync } from 'node:fs';

export const EXIT_BAD_INPUT = 2;

export function readJson(
  file: string | undefined,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: string } {
  if (file === undefined) return { ok: false, problem: 'name a file, or - for standard input' };
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch {
    return { ok: false, problem: `${file}: cannot be read` };
  }
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, value };
  } catch {
    return { ok: false, problem: `${file}: is not JSON` };
  }
}

/** Options that a command knows; an unknown one is refused, so that a typing error never changes what is solved. */
export function readArguments(known: readonly string[]): {
  readonly file: string | undefined;
  readonly options: ReadonlySet<string>;
  readonly problem: string | null;
} {
  const words = process.argv.slice(2);
  const files = words.filter((word) => word === '-' || !word.startsWith('-'));
  const options = new Set(words.filter((word) => word !== '-' && word.startsWith('-')));
  const unknown = [...options].find((option) => !known.includes(option));
  const problem =
    unknown !== undefined
      ? `${unknown}: unknown option`
      : files.length > 1
        ? `${files[1] ?? ''}: one file at a time`
        : null;
  return { file: files[0], options, problem };
}

export function refuse(problem: string): void {
  process.stderr.write(`${problem.split('\n')[0] ?? problem}\n`);
  process.exitCode = EXIT_BAD_INPUT;
}
