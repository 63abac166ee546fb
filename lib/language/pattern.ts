/** A regular expression that is too long for one line, from its pieces in order. */
export function pattern(pieces: readonly string[], flags = ''): RegExp {
  return new RegExp(pieces.join(''), flags);
}
