/**
 * Text of a function call for a page. Runners that compile TypeScript on the fly keep function names through a helper
 * called `__name`, which does not exist in a page; the text brings its own.
 */
export function pageCode<A>(code: (argument: A) => unknown, argument: A): string {
  return `(() => { const __name = (value) => value; return (${code.toString()})(${JSON.stringify(argument)}); })()`;
}
