/** Numbers written as words; "one" is left out, because it is mostly none ("one of them", "the one"). */
import { linesOf } from './lines';

/** The word and its value. */
export const NUMBER_WORDS = linesOf(`
two=2
three=3
four=4
five=5
six=6
seven=7
eight=8
nine=9
ten=10
eleven=11
twelve=12
`);
