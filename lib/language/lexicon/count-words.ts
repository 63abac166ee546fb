/** Words around what is counted (counts.ts). */
import { linesOf } from './lines';

/**
 * Could open a second thing to count ("in a match", "by each team", "per week", "who", "in France or Germany") or
 * compare counts. They stand in the vocabulary, which is why they are named here.
 */
export const SPLITTING_WORDS = linesOf(`
a
an
any
another
such
other
each
every
either
both
and
or
per
which
who
whose
that
this
these
those
their
his
her
its
they
he
she
it
him
them
someone
anyone
everyone
individual
individuals
using
via
number
count
counter
amount
total
inclusive
day
hour
minute
month
year
length
time
pair
data
kind
season
series
week
case
`);

/** Lead to one place, one day or all things of a kind. */
export const COUNT_PREPOSITIONS = linesOf(`
of
in
to
for
at
with
on
from
into
`);

/** Stand without an article and are one place; "by country" and "in match" are many. */
export const BARE_PLACES = linesOf(`
space
orbit
`);

/** No place in particular. */
export const EVERYWHERE = linesOf(`
anywhere
worldwide
nationwide
`);
