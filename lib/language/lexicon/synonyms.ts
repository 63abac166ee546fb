/** Words that mean the same where a question is asked in other words: one group a line, told by its first word. */
import { linesOf } from './lines';

/** A word that stands in two groups means what the later one says. */
export const SYNONYMS = linesOf(`
announce declare reveal unveil state disclose
launch release introduce publish issue debut
initiate begin start commence
win secure earn gain achieve obtain attain claim capture clinch
defeat beat overcome
exceed surpass top outstrip over above beyond
pass enact approve adopt approval
implement enforce introduce establish institute
legislation law bill act statute
plant facility
require mandate
country nation
firm company corporation business
elect choose select
nominee candidate
official formal officially formally
public publicly
hold conduct
reach attain achieve hit
reduce reduction cut lower decrease decline
increase rise grow growth
construct build construction
politician figure leader
contest compete participate
resign leave depart quit
attack assault strike
deadly lethal fatal
first inaugural debut
report
result outcome finding
agreement deal treaty accord pact
sign ink finalize
usa us u.s u.s.a america american united states
uk u.k britain british
new fresh novel
big major significant
most highest greatest largest biggest
recognize acknowledge
gubernatorial governor
ai artificial intelligence
movie film
game match
championship title
worldwide global globally
nationwide national
ban prohibit prohibition
permit allow
end terminate conclude
join enter accede
visit travel
employ use utilize usage
occur happen place
car vehicle automobile
autonomous self-driving
develop create
discover find
offer provide
back endorse support
crew crewed manned
tie relation
resume re-establish restore
`);
