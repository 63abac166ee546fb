/**
 * Verbs of having and reaching an amount: who does it with more than five does it with more than four. Not here:
 * verbs whose object is a rule or a thought ("limit", "ban", "deny", "prevent"), of which the contrary is true.
 */
import { linesOf } from './lines';

/** In their base form; the others are formed (vocabulary.ts). */
export const MEASURE_VERBS = linesOf(`
gross
earn
raise
increase
rise=risen
grow=grown
climb
gain
total
cost=cost
weigh
generate
attract
collect
contribute
spend=spent
rush
throw=thrown
catch=caught
publish
print
export
import
ship
deploy
consume
donate
invest
borrow
repay=repaid
tweet
post
stream
average
settle
trade
`);
