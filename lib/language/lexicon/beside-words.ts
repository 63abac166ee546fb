/** Words of what stands beside the sentence that decides, by the place in which they may stand (sentence-forms.ts). */
import { linesOf } from './lines';

/** Said of what is there when the thing happens, and of tokens that are counted. */
export const MADE_WORDS = linesOf(`
launched conducted initiated carried fired produced made
used operated owned issued published located based
produces entering uses involve involves include includes
including contain contains intended authorized
affiliated and/or locked non-swappable swappable vested
unvested staked wrapped
`).flatMap((line) => line.split(' '));

/** How a page of a source is called and read. */
export const PAGE_WORDS = linesOf(`
weekend through downloadable chart selected top bar settings
one-minute candles tab column row table page
official found published displayed shown reported here under
section figure figures reports report overwhelming
broad definitive confirming confirmation any
`).flatMap((line) => line.split(' '));

/** Behind these stands a noun, whatever else the word may be; "to" and "by" are not among them. */
export const BEFORE_NOUNS = linesOf(`
a an the any its their his her
of for on in with from at into per via against between
`).flatMap((line) => line.split(' '));

/** Behind "and", these say how things stand and not what happens: "signs the treaty and in force". */
export const BEFORE_STATES = linesOf(`
in
at
on
to
for
with
as
`);

/** What something is in, at, on or under while it lasts. */
export const LASTING_STATES = linesOf(`
force effect office power place use service custody jail prison
exile session charge control existence operation
progress being stores war peace large liberty trial sale board
hold air court
`).flatMap((line) => line.split(' '));
