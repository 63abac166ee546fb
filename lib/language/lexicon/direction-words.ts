/**
 * Words that stand at an amount and say which side of it counts. These lists only keep bad proposals away; what may be
 * proven is decided by the closed vocabulary (ladder-shapes.ts).
 */
import { linesOf } from './lines';

/** Before the amount: this much or more. */
export const UP_PHRASES = linesOf(`
greater than or equal to
more than or equal to
higher than or equal to
equal to or greater than
equal to or more than
equal to or above
equal to or higher than
equal or greater than
at or above
at or over
meets or exceeds
meet or exceed
equal or exceed
equals or exceeds
no less than
not less than
no fewer than
not fewer than
no lower than
not lower than
at least
a minimum of
minimum of
in excess of
upwards of
more than
greater than
higher than
larger than
or more than
rise to
rises to
rise above
rises above
climb to
climb above
break above
breaks above
cross above
up to at least
above
over
exceed
exceeds
exceeded
exceeding
surpass
surpasses
surpassed
surpassing
beyond
reach
reaches
reached
reaching
achieve
achieves
attain
attains
>
>=
≥
↑
`);

/** Before the amount: this much or less. */
export const DOWN_PHRASES = linesOf(`
less than or equal to
lower than or equal to
fewer than or equal to
equal to or less than
equal to or below
equal to or lower than
equal to or fewer than
at or below
at or under
no more than
not more than
no greater than
not greater than
no higher than
not higher than
at most
a maximum of
maximum of
less than
fewer than
lower than
smaller than
dip to
dips to
dip below
dips below
dip under
fall to
falls to
fall below
falls below
drop to
drops to
drop below
drops below
decline to
sink to
crash to
down to
in the top
within the next
in the next
within
sub
below
under
beneath
<
<=
≤
↓
`);

/** Behind the amount. */
export const UP_AFTER_PHRASES = linesOf(`
or higher
or more
or above
or greater
or over
or larger
and above
and higher
and up
or longer
`);

/** Behind the amount. */
export const DOWN_AFTER_PHRASES = linesOf(`
or lower
or less
or below
or fewer
or under
or smaller
and below
and lower
and under
or shorter
`);

/** Neither side. */
export const EXACT_PHRASES = linesOf(`
exactly
precisely
equal to
closest to
nearest to
`);

/** May stand between "above" and the amount. */
export const AMOUNT_FILLERS = linesOf(`
a
an
the
of
price
prices
level
mark
value
total
to
at
be
market
cap
capitalization
valuation
or
equal
usd
eur
gbp
cad
aud
jpy
inr
`);

/** May stand between the amount and "or more": "5 seats or more" stays unread, "$5 million or more" is one amount. */
export const AMOUNT_AFTER_FILLERS = linesOf(`
usd
usdt
points
point
degrees
percent
people
seats
`);
