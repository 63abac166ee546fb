/**
 * Words that are refused in a text that decides and that a title may hold beside its slot, since the rules decide
 * (docs/maths.md 3.6): where an amount goes, what ends, what is measured. Not here: denials, doubts, orders, "only",
 * "still", "remain", "exactly", "all".
 */
import { linesOf } from './lines';

export const TITLE_ONLY_WORDS = linesOf(`
between
against
end
ends
ended
high
out
place
leader
both
either
fall
falls
drop
drops
dip
dips
crash
hit
hits
reach
reaches
bear
withdraw
withdraws
withdrawn
suspend
suspended
cancelled
canceled
average
minimum
annual
final
change
inside
within
during
after
vs
broken
hold
holds
next
`);
