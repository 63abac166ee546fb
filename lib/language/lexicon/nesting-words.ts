/**
 * Words by which a later day or a lower amount may be harder and not easier: no nesting may be concluded in a sentence
 * that holds one, unless it is harmless there.
 */
import { linesOf } from './lines';

/** Negations, superlatives, what lasts. */
export const BLOCKING_PHRASES = linesOf(`
not
no
never
none
nobody
nothing
neither
nor
without
unless
except
excluding
cannot
can't
won't
isn't
doesn't
didn't
aren't
wasn't
fail
fails
failed
remain
remains
remained
stay
stays
still
keep
keeps
survive
survives
continue
continues
maintain
maintains
avoid
avoids
hold above
holds above
hold below
hold until
holds until
hold onto
hold on to
retain
retains
only
most
fewest
least
largest
biggest
highest
lowest
smallest
longest
top
best
worst
first
last
closest
nearest
leading
leads
ahead
rank
ranks
ranked
average
throughout
entire
every
always
consecutive
up to
unchanged
before
`);

/** Fixed names that hold a blocking word but say nothing superlative about the condition. */
export const NEUTRAL_PHRASES = linesOf(`
all time high
all-time high
record high
first day of trading
its first week
its first day
its first month
this market will resolve to no
resolve to no
resolves to no
resolve no
resolves no
resolve as no
no otherwise
and no if
market cap
for best
oscar for best
best picture
best actor
best actress
best director
`);

/**
 * Make a longer time no easier, but take nothing from "at least this much": an average above 5 is above 4. A rank above
 * 5 is 4.
 */
export const HARMLESS_WORDS_FOR_AMOUNTS = linesOf(`
average
consecutive
best
worst
highest
lowest
largest
biggest
smallest
longest
remain
remains
remained
stay
stays
still
survive
survives
continue
continues
maintain
maintains
hold
holds
retain
retains
throughout
entire
every
always
last
`);

/**
 * Being the first to do something by a day is being the first to do it by a later day; "before" that is left names no
 * day.
 */
export const HARMLESS_WORDS_FOR_TIME = linesOf(`
first
before
`);

/** The same, where the sentence says "at any point": then one such moment is enough. */
export const HARMLESS_WORDS_AT_ANY_POINT = linesOf(`
best
worst
top
rank
ranks
ranked
highest
lowest
largest
biggest
smallest
leading
ahead
most
average
`);
