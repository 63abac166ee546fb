/** Texts of one step that must not be proven: amounts. "#" is what moves. */
const rows = (text: string): readonly string[] =>
  text
    .trim()
    .split(/\s*\|\s*/)
    .map((row) => row.replace(/\s+/g, ' '));

/** For "Moana grosses more than # in 2026". */
export const AMOUNT_RULES = rows(`
Moana grosses less than # in 2026 | Moana grosses exactly # in 2026 | Moana grosses more than # but less than $50
million in 2026 | Moana does not gross more than # in 2026 | Moana is the first film to gross more than # in 2026 |
Moana grosses more than # before Dune in 2026 | only Moana grosses more than # in 2026 | no film grosses more than #
in 2026 | Moana grosses more than # and less than Dune in 2026 | Moana grosses more than # and no more in 2026 |
Moana grosses more than # and at most $5 million above # in 2026 | the gross of Moana returns to more than # in 2026
| the gross of Moana rebounds above # in 2026 | the gross of Moana crosses # in 2026 | the gross of Moana is within
# in 2026 | the gross of Moana is closest to # in 2026 | Moana grosses up to # in 2026 | Moana grosses # in 2026 |
Moana grosses more than # unless Dune does in 2026 | Moana grosses more than # except in May in 2026 | Moana grosses
more than # if Dune grosses less in 2026 | Moana grosses less than Dune and more than # in 2026 | Moana ranks above
# in 2026 | Moana last grosses more than # in 2026 | Moana next grosses more than # in 2026 | Moana grosses more
than # for the first time in 2026 | Moana fails to gross more than # in 2026 | Moana is unable to gross more than #
in 2026 | Moana avoids more than # in 2026 | the highest amount Moana grosses is more than # in 2026 | the nearest
amount to the gross is more than # in 2026 | Moana and not Dune grosses more than # in 2026 | Moana grosses more
than # instead of Dune in 2026 | Moana grosses more than # rather than less in 2026 | it is false that Moana grosses
more than # in 2026 | Moana grosses more than # or does not in 2026 | Moana grosses no more than # in 2026 | Moana
grosses never more than # in 2026 | Moana grosses not over # in 2026 | Moana grosses hardly more than # in 2026 |
Moana grosses barely more than # in 2026 | Moana grosses just over # in 2026 | Moana grosses slightly more than # in
2026 | Moana grosses roughly more than # in 2026 | Moana grosses far more than # in 2026 | Moana grosses much more
than # in 2026 | Moana grosses a little over # in 2026 | Moana grosses a round sum over # in 2026 | Moana loses more
than # of its gross above # in 2026 | Moana grosses more than # short of Dune in 2026 | Moana grosses more than #
below Dune in 2026 | Moana grosses half of more than # in 2026 | Moana costs less than # and grosses in 2026 | Moana
grosses more than # only over the 12 month period ending in the first month in 2026 | Moana grosses more than # over
the shortest 12 month period in 2026 | Moana sells for less than # in 2026 | a film which costs more than # is
released in 2026 | films that sell more than # are banned in 2026 | Moana grosses less over the 12 month period
ending in 2026 than # | the film that costs above # wins in 2026 | a film for costs above # is announced in 2026 | a
law on costs above # is signed in 2026 | the ban on sells above # is signed in 2026 | the discount grosses more than
# in 2026 | the deficit grosses more than # in 2026 | the lead grosses more than # in 2026 | the odds grosses more
than # in 2026 | the rank grosses more than # in 2026 | the percentile grosses more than # in 2026 | the position
grosses more than # in 2026 | the minority grosses more than # in 2026 | the loser grosses more than # in 2026 | the
fewest grosses more than # in 2026 | the smallest film grosses more than # in 2026 | the least popular film grosses
more than # in 2026 | the opposite film grosses more than # in 2026 | the inverse grosses more than # in 2026 | the
short grosses more than # in 2026 | the loss grosses more than # in 2026 | the remainder grosses more than # in 2026
| the shortfall grosses more than # in 2026 | the gap grosses more than # in 2026 | the spread grosses more than #
in 2026 | the distance grosses more than # in 2026 | the rest grosses more than # in 2026 | nothing grosses more
than # in 2026 | none grosses more than # in 2026 | nobody grosses more than # in 2026 | no one grosses more than #
in 2026 | neither film grosses more than # in 2026 | half grosses more than # in 2026 | one of two films grosses
more than # in 2026 | exactly one film grosses more than # in 2026 | only one film grosses more than # in 2026 | at
most one film grosses more than # in 2026 | the second film grosses more than # in 2026 | the next film grosses more
than # in 2026 | the last film grosses more than # in 2026 | the former film grosses more than # in 2026 | the
latter film grosses more than # in 2026 | the wrong film grosses more than # in 2026 | the other film grosses more
than # in 2026 | a different film grosses more than # in 2026 | any film but Moana grosses more than # in 2026 |
every film but one grosses more than # in 2026 | few films grosses more than # in 2026 | fewer films grosses more
than # in 2026 | a minority of films grosses more than # in 2026 | less than half of films grosses more than # in
2026 | not Moana grosses more than # in 2026 | Moana alone grosses more than # in 2026 | Moana or nobody grosses
more than # in 2026 | Moana stops grossing more than # in 2026 | Moana ceases grossing more than # in 2026 | Moana
avoids grossing more than # in 2026 | Moana declines to gross more than # in 2026 | Moana is projected to gross more
than # in 2026 | Moana is expected to gross more than # in 2026 | Moana is rumored to gross more than # in 2026 |
Moana could gross more than # in 2026 | Moana may gross more than # in 2026 | Moana should gross more than # in 2026
| Moana might gross more than # in 2026 | Moana would gross more than # in 2026 | Moana promises to gross more than
# in 2026 | Moana is denied to gross more than # in 2026 | Moana never grosses more than # in 2026 | Moana hardly
grosses more than # in 2026 | Moana almost grosses more than # in 2026 | Moana nearly grosses more than # in 2026 |
Moana approaches more than # in 2026 | Moana is close to more than # in 2026 | Moana is short of more than # in 2026
| Moana is within more than # in 2026 | Moana is far from more than # in 2026 | Moana equals more than # in 2026 |
Moana matches more than # in 2026 | Moana is exactly more than # in 2026 | Moana is no more than more than # in 2026
| Moana is not more than # in 2026 | Moana is anything but more than # in 2026 | Moana is less than, not more than #
in 2026 | Moana falls from more than # in 2026 | Moana drops from more than # in 2026 | Moana falls short of more
than # in 2026 | Moana comes up short of more than # in 2026 | Moana loses more than # in 2026 | Moana trails more
than # in 2026 | Moana is behind more than # in 2026 | Moana is beneath more than # in 2026 | Moana is underneath
more than # in 2026 | Moana slips under more than # in 2026 | Moana sinks below more than # in 2026 | Moana bottoms
at more than # in 2026 | Moana tops out at more than # in 2026 | Moana maxes at more than # in 2026 | Moana peaks at
more than # in 2026 | Moana caps at more than # in 2026 | Moana is capped at more than # in 2026 | Moana is limited
to more than # in 2026 | Moana is up to more than # in 2026 | Moana ranges up to more than # in 2026 | Moana goes
from more than # in 2026 | Moana goes through more than # in 2026 | Moana passes through more than # in 2026 | Moana
oscillates around more than # in 2026 | Moana is around more than # in 2026 | Moana is about more than # in 2026 |
Moana averages around more than # in 2026 | Moana stays above # in 2026 | Moana remains above # in 2026 | Moana
keeps above # in 2026 | Moana holds above # in 2026 | Moana first reaches # in 2026 | Moana last reaches # in 2026 |
Moana next reaches # in 2026 | Moana only reaches # in 2026 | Moana exactly reaches # in 2026 | Moana at most
reaches # in 2026
`);

/** For "Will Moana gross more than # in 2026?". */
export const AMOUNT_TITLES = rows(`
Will Moana gross less than # in 2026? | Will Moana gross exactly # in 2026? | Will Moana gross between # and $50
million in 2026? | Will Moana not gross more than # in 2026? | Will Moana fail to gross more than # in 2026? | Will
Moana be first to gross more than # in 2026? | Will Moana gross more than # before Dune in 2026? | Will Moana gross
more than # but less than Dune in 2026? | Will only Moana gross more than # in 2026? | Will Moana lose more than #
in 2026? | Will no film gross more than # in 2026? | Will Moana return to more than # in 2026? | Will Moana rebound
above # in 2026? | Will Moana cross # in 2026? | Will Moana stay within # in 2026? | Will Moana come closest to # in
2026? | Will Moana gross at most # in 2026? | Will Moana gross up to # in 2026? | Will Moana gross # or less in
2026? | Will Moana gross under # in 2026? | Will Moana gross double # in 2026? | Will Moana avoid # in 2026? | Will
Moana miss # in 2026? | Will Moana gross # in 2026? | Will Moana gross more than # and Dune less than # in 2026? |
Will Moana gross more than # or Dune less in 2026? | Will Moana rank above # in 2026? | Will Moana place above # in
2026? | Will Moana gross the most above # in 2026? | Will Moana gross more than # less costs in 2026? | Will Moana
in 2026 be less than # in gross? | Will Moana gross more than # fewer in 2026? | Will Moana gross more than #
inversely in 2026? | Will Moana gross more than # at most in 2026? | Will Moana gross more than # sooner than Dune?
| Will Moana gross more than # last in 2026? | Will Moana of 2026 gross exactly #? | Will Moana gross more than #
again in 2026? | Will Moana gross more than # minus Dune in 2026? | Will Moana total under # in 2026? | Will Moana
sell less than # in 2026? | Will Moana cost less than # in 2026? | Will Moana cost at most # in 2026? | Will Moana
cost # or less in 2026?
`);

/** Beside "Moana grosses more than # in 2026". */
export const BESIDE_AN_AMOUNT = rows(`
Only the highest amount will be considered. | Only the highest one pays. | If a higher strike pays, this market will
resolve to "No". | If it does, this market will resolve to "No". | If the event occurs before June 1, 2026, this
market will resolve to "No". | If the outcome is published, this market will resolve to "No". | If the condition is
completed before May 1, 2026, this market will resolve to "No". | If the record is not published, this market will
resolve to "No". | If the goal is completed before May 1, 2026, this market will resolve to "No". | If the mark is
not held, this market will resolve to "No". | If the same amount is released by Dune, this market will resolve to
"No". | If Moana grosses more than $60 million, this market will resolve to "No". | If the gross exceeds the next
strike, this market will resolve to "No". | If the gross is over the target, this market will resolve to "No". | If
Moana doubles it, this market will resolve to "No". | Excess will not count. | Overshoots will not count. | Margins
will not count. | Differences will not count. | Peaks will not count. | Goals will not count. | Targets will not
count. | Milestones will not count. | Half amounts will not count. | Even amounts will not count. | Prime amounts
will not count. | Multiples will not count. | Multiples of ten million will not count. | The ones will not count. |
Others will not count. | Crossings will not count. | Equality will count for the lower one. | For the purposes of
this market, "over" means under. | For the purposes of this market, "over" is defined as below. | For the purposes
of this market, "grosses" refers to the amount left. | For the purposes of this market, "more" means within. | For
the purposes of this market, the gross is defined as the difference to the amount. | "More than" means less than. |
The gross is measured by the distance to the title. | The gross is measured by the distance to it. | This is a
market on the bracket. | This is a market on the exact gross. | This is a market on which bracket Moana is in. | The
market will resolve according to the nearest bracket. | The market will resolve according to the closest strike. |
The market will resolve based on the highest strike. | This market will resolve upon the highest strike. | This
market will resolve to the range. | Exactly one of these markets will resolve to "Yes". | Only one market pays. |
This market will resolve once the goal is published. | If Moana grosses # or less in 2026, this market will resolve
to "Yes". | If Moana grosses less than # in 2026, this market will resolve to "Yes". | If Moana grosses less than #,
this market will resolve 50-50. | If Dune grosses more than #, this market will resolve to "No". | If the gross is a
round one, this market will resolve to "No". | If Moana is not released by #, this market will resolve to "No". |
Revisions above # will not be considered. | Revisions to # will not be considered. | Revisions to the higher amount
will not be considered. | Answers are swapped. | "Yes" means "No". | The opposite applies. | Otherwise, this market
will resolve to "Yes". | Grosses that hit the listed one will not count. | An amount that is a record will not
count. | Amounts will not count. | Numbers will not count. | Sums will not count. | Values will not count. | Such
grosses will not count. | These will not count. | That will not count. | It will not count. | This will not count. |
Which will not count. | So it will not count. | Both will count. | Neither will count. | Ties will be a "No" for the
higher amount. | The resolution source for this market is Box Office Mojo for the higher amount. | The resolution
source is Box Office Mojo above # and the studio below. | The resolution source for this market is the studio for
this amount. | The resolution source for this market will be the studio for the target. | Results will not count. |
Events will not count. | Outcomes will not count. | Achievements will not count. | Claims over it will not count. |
Touches will not count. | Breaches will not count. | Hits will not count. | Strikes will not count. | If Moana is
released or the amount is not published, this market will resolve to "No". | If Moana is held above # or not
released, this market will resolve to "No". | If more than # is released, this market will resolve to "No". | If the
higher is released, this market will resolve to "No". | If the larger sum is published, this market will resolve to
"No". | If the top amount is published, this market will resolve to "No". | If the maximum is published, this market
will resolve to "No". | If the minimum is published, this market will resolve to "No". | If it is released, this
market will resolve to "No". | If that is released, this market will resolve to "No". | If the ones above are
released, this market will resolve to "No". | If the gross of Dune is less than # and published, this market will
resolve to "No". | If every rung is published, this market will resolve to "No". | If a rung is completed, this
market will resolve to "No". | If the total is completed before May 1, 2026, this market will resolve to "No". | If
the quota is completed before May 1, 2026, this market will resolve to "No". | If the objective is completed before
May 1, 2026, this market will resolve to "No". | If the challenge is completed before May 1, 2026, this market will
resolve to "No". | If the bet is completed before May 1, 2026, this market will resolve to "No". | If the threshold
is completed, this market will resolve to "No". | If the run to it is completed, this market will resolve to "No". |
If the ascent is completed, this market will resolve to "No". | If the rise is completed before May 1, 2026, this
market will resolve to "No". | If the sale is completed before May 1, 2026 at #, this market will resolve to "No". |
The quota will not count. | The objective will not count. | The minimum will not count. | Fractional totals will not
count. | Ratios will not count. | The rest will not count. | The remainder will not count. | The maximum will count.
| Records will not count. | Refunds will be counted as #. | Every gross but # will not count. | "Gross" refers to
the balance of it. | The gross refers to the amount short of the title. | Moana is measured as the distance from it.
| This is a market on less. | This is a market on the lower side. | This is a market on the top rung. | The market
will resolve according to the rung closest to the data. | The market will resolve according to the data of the lower
rung. | The market will resolve according to the highest rung. | The market will resolve using the inverse. |
Resolution of this market will take place upon the fall.
`);
