/** Texts of one step that must not be proven: days. "#" is what moves. */
const rows = (text: string): readonly string[] =>
  text
    .trim()
    .split(/\s*\|\s*/)
    .map((row) => row.replace(/\s+/g, ' '));

/** Behind "Iran signs the treaty". */
export const JOINED_TO_THE_EVENT = rows(`
and is in force | and in force | and in effect | and legal | and operational | and live | and available | and public
| and still public | and remains public | and keeps it | with effect | and under review | under judicial review |
and active | and independent | and open | and free | and in office | and in exile | and in jail | and at war | and
on trial | and official | while neutral | and sovereign | and intact | and neutral | and in a deal | and has a deal
| and holds the island | and without a reserve | and is a member | and not before | alone | as the first country |
as the last country | first | last | before Israel | before Israel does | ahead of Israel | after Israel | if Israel
signs the treaty | unless Israel signs the treaty | except in a war | but does not ratify the treaty | but for
Israel | instead of Israel | rather than Israel | or else | only | only once | exactly once | twice | again | within
a week | within 7 days of the deadline | for 30 days | for at least 30 days | for a whole month | on the last day |
in the final week | on that date | by unanimity | or not | or neither | nor | and no other country signs | and only
Iran | while Israel is at war | during a war | throughout | since June | until # | on # | too late | late | early |
and nobody objects | with no objection | provided it holds | so long as it holds | subject to approval | pending
approval | conditional on approval | given approval | assuming approval | barring war | save in war | short of war |
minus Israel | sans Israel | versus Israel | against Israel | between Israel and | between governments | both |
either | all | every | each | any more | anymore | no longer | yet | already | currently | by then | as of # | at #
| in a single day | in one day | once a month | every month | on each day | on average | at most | at least once |
more than once | more often than Israel | sooner than Israel | faster than Israel | most | least | fewest | and
Remains | Provided It Holds | While Active | Before Israel | Minus Israel | Within Israel | Until Israel | While
Israel | Unless Israel | If Israel | Throughout Israel | Barring Israel | Pending Israel | Provided Israel |
Assuming Israel | Besides Israel | Lest Israel | Whereas Israel | Absent Israel | Failing Israel | Sans Israel |
Notwithstanding Israel | Annually | Together | Israel Stands | Israel Keeps | Israel Honors | And Israel Obeys |
between war and peace | and stays | and is in office | and is free | and has the island | and be in force | or is in
office | or holds | or remains | and it holds | and Israel remains | and Israel is free | and Israel is a member |
and Israel in office | and Israel at war | and both | and neither | or otherwise holds | and ultimately holds | and
thereby stays | and officially | and publicly legal | and formally in force | and publicly available | and
commercially available | and officially open | and officially in office | and democratic | and nuclear | and nuclear
or free | and legal and free | and the treaty in force | and the treaty is in force | and the treaty is legal | and
the treaty available | and with Israel | and under Israel | and without Israel | and for Israel | and as president |
and at peace | and on the island | and to be in force | or to be free | and so remains | or in jail | or free
`);

/** For "Iran signs the treaty by #". */
export const NO_EVENT = rows(`
Iran is signatory of the treaty by # | Iran stays in the treaty by # | Iran is at the treaty by # | Iran holds the
treaty by # | Iran owns the treaty by # | Iran is the treaty by # | Iran lives in the treaty by # | Iran controls
the treaty by # | Iran rules the treaty by # | Iran is out of the treaty by # | Iran is without the treaty by # |
Iran leads the treaty by # | Iran is under the treaty by # | Iran is ready for the treaty by # | Iran continues the
treaty by # | Iran is part of the treaty by # | Iran refuses the treaty by # | Iran never signs the treaty by # |
Iran stops the treaty by # | Iran avoids the treaty by # | Iran postpones the treaty by # | Iran is against the
treaty by # | Iran plans the treaty by # | Iran says it will sign the treaty by # | Iran is likely to sign the
treaty by # | Iran intends to sign the treaty by # | Iran is the first to sign the treaty by # | Iran is due to sign
the treaty by # | Iran is not the treaty by # | Iran is unable to sign the treaty by # | Iran is free of the treaty
by # | Iran signs the Lasting treaty by # | Iran and Israel Stay signed by # | Iran is Ruled by # | Iran is removed
and reinstated or out by # | Iran is signed or detained and free by # | the leader is arrested and in custody by # |
the leader is arrested or held by # | the leader is arrested or not by # | Iran Intact signs the treaty by # | Never
Iran signs the treaty by # | Iran First signs the treaty by # | Only Iran signs the treaty by # | Iran Twice signs
the treaty by # | Iran Without Israel signs the treaty by # | Iran After Israel signs the treaty by # | Iran Until
Israel signs the treaty by # | Iran If Israel signs the treaty by # | Iran Already signs the treaty by # | Iran No
Longer signs the treaty by # | Iran Maybe signs the treaty by # | Iran Possibly signs the treaty by # | Iran Thrice
signs the treaty by # | Iran Nor Israel signs the treaty by # | Iran Except Israel signs the treaty by # | Iran
Ahead Of Israel signs the treaty by # | Iran Lastly signs the treaty by # | Iran signs the Iran Only treaty by # |
Iran signs between Israel and Russia by # | Iran stays between Israel and Russia by #
`);

/** For "GPT-5 is released by #". */
export const RELEASES = rows(`
GPT-5 is released and available by # | GPT-5 is released and open by # | GPT-5 is released and legal by # | GPT-5 is
released and free by # | GPT-5 is released and public by # | GPT-5 is released and in use by # | GPT-5 is released
and in stores by # | GPT-5 is released and live by # | GPT-5 is released and at large by # | GPT-5 is released and
up by # | GPT-5 is released and running by # | GPT-5 is released and operational by # | GPT-5 is released and in
orbit by # | GPT-5 is released and in service by # | GPT-5 is released and on sale by # | GPT-5 is released and
officially available by # | GPT-5 is released or available by # | GPT-5 is released and active by # | GPT-5 is
released and holder by # | GPT-5 is released and leader by # | GPT-5 is released and president by # | GPT-5 is
released and member by # | GPT-5 is released and official by # | GPT-5 is released and human by # | GPT-5 is
released and the president by # | GPT-5 is released and a member by # | GPT-5 is released and in beta by # | GPT-5
is released and the leader by # | GPT-5 is released or in testing by # | GPT-5 is released and Gemini is delayed by
# | GPT-5 is released and Gemini is out by # | GPT-5 is released and Gemini is a product by # | GPT-5 is released
and the API of it is live by # | GPT-5 is released and Gemini is not by # | GPT-5 has been released and has users by
# | GPT-5 has been released and has a rival by # | GPT-5 is the leader by # | GPT-5 is a product by # | GPT-5 is
released at the top by # | GPT-5 is released as number one by # | GPT-5 is released in third place by # | GPT-5 is
released by Google or by nobody by # | GPT-5 is released to a majority by # | GPT-5 is released to half of users by
# | GPT-5 is released to all users by # | GPT-5 is released to every country by # | GPT-5 is released to fewer than
100 users by # | GPT-5 is released to at most 100 users by # | GPT-5 is released for less than $20 by # | GPT-5 is
released within 30 days of Gemini by # | GPT-5 is released 30 days before #  | GPT-5 is released in the month of # |
GPT-5 is released in the last month by # | GPT-5 is released in the quarter by # | GPT-5 is released next month by #
| GPT-5 is released on a Monday by # | GPT-5 is released closest to # | GPT-5 is released near # | GPT-5 is released
around # | GPT-5 is released from # | GPT-5 is released later than # | GPT-5 is released no earlier than # | GPT-5
is released not before # | GPT-5 is released past # | GPT-5 is released beyond # | GPT-5 is released exactly by # |
GPT-5 is released the week by # | GPT-5 remains released by # | GPT-5 is kept released by # | GPT-5 stays available
by # | GPT-5 is available by # | GPT-5 is open by # | GPT-5 is public by # | GPT-5 is in use by # | GPT-5 is used by
# | GPT-5 is used in space by # | GPT-5 is based in Iran by # | GPT-5 is used and released by # | GPT-5 is
unreleased by # | GPT-5 is withheld by # | GPT-5 is discontinued by # | GPT-5 is re-released by # | GPT-5 is most
used by # | GPT-5 is used most by # | GPT-5 is best by # | GPT-5 is ranked by # | GPT-5 has records by # | GPT-5 has
been best by # | GPT-5 has market share by # | GPT-5 and Gemini are rivals by # | GPT-5 and Gemini are released in a
tie by # | GPT-5 is released or Gemini is best by # | GPT-5 wins the lead by # | GPT-5 holds the lead by # | GPT-5
has the lead by # | GPT-5 is leader by # | GPT-5 is released instead by # | GPT-5 is released alone by # | GPT-5 is
released unfinished by # | GPT-5 is released while in beta by # | GPT-5 is released with a delay by # | GPT-5 is
released without a delay by # | GPT-5 is released with no delay by # | GPT-5 is released as planned by # | GPT-5 is
released too early by # | GPT-5 is released for good by # | GPT-5 is released forever by # | GPT-5 is released
permanently by # | GPT-5 is released and free to use by # | GPT-5 is released and free for users by # | GPT-5 is
released and open to the public by # | GPT-5 is released and legal in Iran by # | GPT-5 is released and local by # |
GPT-5 is released and human by # | GPT-5 is released and federal or legal by # | GPT-5 is released in Iran and legal
in Israel by # | GPT-5 is released in Iran and in Israel legal by # | GPT-5 is released in Iran and available in
Israel by #
`);

/** For "Will Iran sign the treaty by #?". */
export const TITLES_OF_A_DAY = rows(`
Will Iran not sign the treaty by #? | Will Iran reject the treaty by #? | Iran without treaty by #? | Will Iran
still be unsigned by #? | No Iran treaty by #? | Will Iran keep out of the treaty by #? | Will Iran be in the treaty
by #? | Will Iran remain in the treaty by #? | Will Iran be first to sign the treaty by #? | Will Iran sign the
treaty only by #? | Will Iran sign the treaty before Israel by #? | Iran treaty dead by #? | Iran treaty in place by
#? | Iran treaty in force by #? | Iran treaty live by #? | Iran treaty intact by #? | Will Iran hold the treaty by
#? | Will Iran be between treaties by #? | Will both sign the treaty by #? | Will neither sign the treaty by #? |
Will Iran sign the treaty after #? | Will Iran sign the treaty on #? | Will Iran sign the treaty since #? | Will
Iran sign the treaty at #? | Will Iran have signed no treaty by #? | Will the treaty be void by #? | Will Iran end
the treaty by #? | Iran still at war by #? | Will Iran be over by #? | Will the war be over by #? | Will Iran be at
peace by #? | Will Iran between Israel and Russia sign the treaty by #? | Iran between Israel by #? | Will the
treaty between Israel and Russia hold by #? | Between Israel and Russia treaty by #? | Will Bitcoin be between # and
Israel?
`);

/** Beside "Iran signs the treaty by #". */
export const BESIDE_A_DAY = rows(`
Treaties that Iran leaves will not count. | The treaty must be in force. | If Iran leaves the treaty, this market
will resolve to "No". | This market will resolve to "No" if Israel signs first. | Only the first treaty will count.
| A treaty will count regardless of its title as long as it is in force at the end. | A treaty will count even if
secret and in force at the end. | For the purposes of this market, "signs" is defined as "is party to". | "By" means
on. | "Signs" means holds. | The resolution source for this market will be the list of parties at the end of the
year. | The resolution source for this market is whether the treaty stands. | The primary resolution source for this
market will be Iran as of the end. | This market may resolve to "No" when the treaty ends. | If Israel signs, this
market resolves to "No". | Otherwise, this market will resolve to "Yes". | This market will remain open for 30 days.
| Temporary signatures do not count. | Dormant treaties will not count. | Treaties later in the year will not count.
| Signatures in July will not count. | Early signatures will not count. | The treaty must last. | A treaty without
Israel will not count. | Exactly one of these will resolve to "Yes". | Whichever date comes first pays. | This
market is about the month of the signature. | This is a market on whether Iran is in the treaty by #. | If Iran
signs before #, this market will resolve to "No". | The answers are swapped. | Annulments will not count. | Lasting
treaties will count. | Binding treaties will count. | Existing treaties will count. | Treaties of the month will
count. | Signatures by the incumbent will count. | Signatures by future leaders will count. | The final treaty will
count. | The deadline will not count. | July will count. | The summer will not count. | Weekend signatures will not
count. | Holiday signatures will not count. | Peacetime treaties will count. | Interim treaties will not count. |
Renewals will not count. | Reversals will not count. | Treaties of the living will count. | Unratified treaties will
not count. | Disputed treaties will not count. | Unique treaties will count. | Sole treaties will count. | Repeat
treaties will not count. | Subsequent treaties will not count. | Older treaties will not count. | Recent treaties
will count. | New treaties will count. | Mature treaties will count. | Overnight treaties will not count. | Annual
treaties will not count. | Treaties by the end will count. | Nothing will count. | Everything else will not count. |
The other will count. | This market will not count. | No will count. | Treaties will count toward a no resolution. |
Treaties will count until June. | Treaties which stand will count. | Treaties still standing will count. | The
incumbent government will count. | A government of peace will count. | The peace will count. | Membership will
count. | Occupation will not count. | Survival will count. | Continuity will count. | A vacancy will count. |
Inaction will count. | Rejection will count. | Failure will count. | A deadlock will count. | Cancellation will not
count. | A lapse will count. | The resolution source for this market will be the treaty survivors. | The resolution
source for this market will be the successor treaty. | The resolution source for this market will be the June
report. | The resolution source for this market will be the outcome. | The resolution source for this market will be
a consensus of credible reporting on the day. | The resolution source for this market will be the market with the
nearest date.
`);
