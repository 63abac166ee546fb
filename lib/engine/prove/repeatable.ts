/** Numbers in [0, 1) that are the same at every run: drawing atoms must not make answers differ between runs. */
export function repeatable(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
