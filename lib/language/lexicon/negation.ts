/** What denies, and what only carries grammar, where texts are compared by their stems (stems.ts). */
import { linesOf } from './lines';

/** Deny wherever they stand ("no" has exceptions). */
export const NEGATIONS = linesOf(`
not
no
never
won't
doesn't
don't
didn't
isn't
aren't
wasn't
cannot
can't
nobody
none
neither
nor
without
`);

/** "Fails to hold" denies, "the failure" does not. */
export const FAILING = linesOf(`
fail
fails
failed
`);

/** Say nothing of what is claimed. */
export const UNSTEMMED = linesOf(`
will
a
an
the
any
do
does
did
be
is
are
was
been
being
to
of
that
has
have
had
`);
