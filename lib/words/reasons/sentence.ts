/** Shape of the tables beside this file. */
type Names = Readonly<Record<string, readonly string[]>>;

/** One sentence for each code of a table; `say` says a parameter that is a reason itself. */
export type ReasonSentences<Table extends Names> = {
  readonly [Code in keyof Table]: Table[Code] extends readonly []
    ? string
    : (
        params: Readonly<Record<Table[Code][number], string | number>>,
        say: (line: string | number) => string,
      ) => string;
};
