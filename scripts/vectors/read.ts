/** Values of a vector by what they are; a vector of another form is a fault of the file, said with its key. */
import { isRecord } from './compare';

export type Input = Readonly<Record<string, unknown>>;

export function text(input: Input, key: string): string {
  const value = input[key];
  if (typeof value !== 'string') throw new Error(`"${key}" is no text`);
  return value;
}

export function count(input: Input, key: string): number {
  const value = input[key];
  if (typeof value !== 'number') throw new Error(`"${key}" is no number`);
  return value;
}

export function list(input: Input, key: string): readonly unknown[] {
  const value = input[key];
  if (!Array.isArray(value)) throw new Error(`"${key}" is no list`);
  return value;
}

export function texts(input: Input, key: string): readonly string[] {
  return list(input, key).map((each) => {
    if (typeof each !== 'string') throw new Error(`"${key}" holds something else than texts`);
    return each;
  });
}

export function records(input: Input, key: string): readonly Input[] {
  return list(input, key).map((each) => {
    if (!isRecord(each)) throw new Error(`"${key}" holds something else than records`);
    return each;
  });
}

/** The innermost amount as an integer of any size; "max" is the largest that the chain knows. */
export function amount(value: unknown): bigint {
  return value === 'max' ? 2n ** 256n - 1n : BigInt(String(value));
}
