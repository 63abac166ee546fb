/**
 * `npm run -s vectors -- DIR [--json]`: runs every file of DIR that has the name of a known file of reference vectors
 * through the code that the product runs. Exit 0: all cases of all files hold; 1: one does not; 2: DIR cannot be read,
 * or holds a file that is not known.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readArguments, refuse } from './read-input';
import { krakenChain } from './vectors/chains';
import type { FileResult } from './vectors/compare';
import { known, runFile, TABLES } from './vectors/run';

/** A chain of frames is vectors by itself; the other tables are read with the file that they belong to. */
const CHAIN = 'kraken-chain.jsonl.gz';
const nameOf = (file: string): string => (file === CHAIN ? 'kraken-chain' : basename(file, '.json'));

function filesOf(dir: string): readonly string[] | null {
  try {
    return readdirSync(dir).filter((each) => each !== 'README.md' && !TABLES.has(each));
  } catch {
    return null;
  }
}

async function resultOf(dir: string, name: string): Promise<FileResult> {
  if (name === CHAIN) return krakenChain(join(dir, name));
  const file: unknown = JSON.parse(readFileSync(join(dir, name), 'utf8'));
  return runFile(nameOf(name), file, dir);
}

async function main(): Promise<void> {
  const { file: dir, options, problem } = readArguments(['--json']);
  if (problem !== null) return refuse(problem);
  const files = dir === undefined ? null : filesOf(dir);
  if (dir === undefined || files === null) return refuse(`${dir ?? 'DIR'}: cannot be read`);
  const unknown = files.find((each) => each !== CHAIN && !(each.endsWith('.json') && known.has(nameOf(each))));
  if (unknown !== undefined) return refuse(`${unknown}: no such vectors are known`);
  const results: FileResult[] = [];
  for (const each of files) {
    try {
      results.push(await resultOf(dir, each));
    } catch (error) {
      return refuse(`${each}: ${error instanceof Error ? error.message : 'cannot be read'}`);
    }
  }
  say(results, options.has('--json'));
  if (results.some(({ failed }) => failed.length > 0)) process.exitCode = 1;
}

function say(results: readonly FileResult[], asJson: boolean): void {
  if (asJson) {
    process.stdout.write(`${JSON.stringify({ files: results })}\n`);
    return;
  }
  const sum = (of: (result: FileResult) => number): number => results.reduce((total, each) => total + of(each), 0);
  const lines = results.flatMap(({ name, held, cases, failed }) => [
    `${name}: ${held} of ${cases} cases hold`,
    ...failed.map(({ id, difference: { path, got, want } }) =>
      [`  ${id} ${path}`, `    got  ${JSON.stringify(got)}`, `    want ${JSON.stringify(want)}`].join('\n'),
    ),
  ]);
  lines.push(`${sum(({ held }) => held)} of ${sum(({ cases }) => cases)} cases hold`);
  process.stdout.write(`${lines.join('\n')}\n`);
}

void main();
