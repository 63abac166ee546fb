/** Work that can be done in pieces: whoever runs it may do something else between two of them, or end it there. */
export type Steps<T> = Generator<undefined, T>;

/** Done in one. */
export function finish<T>(steps: Steps<T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}
