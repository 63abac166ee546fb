/** Words about days and times. */
import { linesOf } from './lines';

/** Of the closed vocabulary. */
export const TIME_ZONES = linesOf(`
et
est
edt
utc
gmt
pt
`);

/** Stand beside a time of day. */
export const WINDOW_TIME_ZONES = linesOf(`
et
est
edt
utc
gmt
pt
pst
pdt
ct
cet
eastern
`);

/**
 * Beside the time zones, may stand between "by" and the date without changing it: "by 11:59 pm ET on June 30", "by the
 * end of June".
 */
export const DATE_FILLERS = linesOf(`
the
on
of
day
date
time
listed
year
month
`);

/** What governs a date, the longest first, and how: "by" it, "before" it, "through" the time until then. */
export const DEADLINE_LEADS = linesOf(`
on or before=by
at or before=by
by or before=by
by or on=by
no later than=by
not later than=by
prior to=before
ahead of=before
up until=through
up to=through
by=by
before=before
until=through
till=through
through=through
thru=through
`);
