/**
 * Words that only carry grammar, for the closed vocabulary (vocabulary.ts).
 * A word stands here only if, wherever it stands in a sentence, it can neither deny, limit, order nor measure what the
 * sentence says: no "lack", "rate", "annual", "only", "leading".
 */
import { linesOf } from './lines';

/** Which one. */
export const DETERMINERS = linesOf(`
a
an
the
any
its
their
his
her
this
that
which
whose
`);

/** Where, whose, with whom. */
export const PREPOSITIONS = linesOf(`
of
in
to
for
at
with
on
as
from
and
anywhere
who
or
by
into
per
via
using
involving
regarding
concerning
related
including
relating
aimed
allowing
mandating
requiring
focused
`);

/** "be" and "have" in the forms that stand before a participle. */
export const AUXILIARIES = linesOf(`
is
are
be
been
has
have
`);

/** Ways in which something is done that leave open neither whether nor when. */
export const ADVERBS = linesOf(`
officially
publicly
formally
collectively
successfully
directly
jointly
explicitly
commercially
internationally
domestically
globally
worldwide
nationally
`);
