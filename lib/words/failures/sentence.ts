/** What a sentence of a failure is: text alone where its code needs no parameters, else text made of them. */
import type { Failure, ParamKind, ParamsOf } from '../../domain/failures';

/** Says the failure that another one came from. */
export type Say = (cause: Failure) => string;

/** Texts in `params` are clean and hold no quotation marks: they may stand between those of a sentence. */
type Sentence<P> = keyof P extends never ? string : (params: P, say: Say) => string;

/** One sentence for each code of a part of the table, no more and no less. */
export type Sentences<Table extends Readonly<Record<string, Readonly<Record<string, ParamKind>>>>> = {
  readonly [C in keyof Table]: Sentence<ParamsOf<Table[C]>>;
};

/** No on "Spain". */
export function share({ token, market }: { readonly token: 'yes' | 'no'; readonly market: string }): string {
  return `${token === 'yes' ? 'Yes' : 'No'} on "${market}"`;
}
