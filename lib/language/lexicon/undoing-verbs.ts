/**
 * Events that undo, refuse or end another ("Will the IPO be suspended"): where a title asks for one of them, its rules
 * must speak of it.
 */
import { linesOf } from './lines';

export const UNDOING_VERBS = linesOf(`
ban
close
crash
delist
deport
die
dismiss
dissolve
expel
recall
return
sanction
secede
suspend
terminate
veto
acquit
`);

/** Of them, those by which somebody goes. */
export const LEAVING_VERBS = linesOf(`
abdicate
cease
depart
exit
leave
left
remove
resign
retire
oust
`);
