/** What is counted in whole numbers, and what is done to it (counts.ts). */
import { linesOf } from './lines';

/** "There are 3 strikes in 2026" can only count those of the whole span, never those that are there at one moment. */
export const HAPPENINGS = linesOf(`
earthquake
hurricane
tornado
eruption
launch
landing
liftoff
flight
spacewalk
strike
airstrike
attack
explosion
crash
collision
shutdown
tweet
post
visit
rally
speech
interview
arrest
execution
pardon
veto
resignation
goal
homicide
`);

/**
 * Of these nobody has a number that goes on from year to year, as of goals and posts: "SpaceX has 3 launches in 2026"
 * is of the year.
 */
export const HAPPENINGS_OF_A_SPAN = linesOf(`
launches
landings
liftoffs
flights
spacewalks
strikes
airstrikes
attacks
explosions
crashes
collisions
shutdowns
earthquakes
hurricanes
tornadoes
eruptions
`);

/**
 * Counted when something is done to them. Nothing of which half a unit is counted: no points, votes, shares, tons,
 * hours, games, rate cuts.
 */
export const COUNTABLE_THINGS = linesOf(`
rocket
satellite
missile
drone
ship
person
country
state
city
company
medal
bill
law
order
film
movie
album
song
episode
championship
seat
member
candidate
official
employee
soldier
passenger
citizen
migrant
territory
province
vehicle
car
aircraft
plane
bank
team
player
`);

/** Of what kind the counted things are; "person flights" and "player teams" would have numbers of their own. */
export const COUNTABLE_KINDS = linesOf(`
rocket
satellite
missile
drone
ship
vehicle
car
aircraft
plane
bank
`);

/**
 * Done once to each thing, or happening once; what may be done anew every day ("reports 30 aircraft") or undone
 * ("deployed") is not here. "build=built" names a participle that no rule forms.
 */
export const COUNTABLE_ACTS = linesOf(`
occur
happen
launch
land
release
deliver
deport
arrest
convict
indict
pardon
sign
conduct
perform
publish
acquire
purchase
detonate
attack
strike=struck
kill
expel=expelled
score
post
complete
build=built
win=won
elect
appoint
join
ratify
`);

/** May stand between the amount and what is counted, beside names and other nouns of these lists ("drone strikes"). */
export const COUNTABLE_QUALITIES = linesOf(`
confirmed
new
announced
successful
orbital
suborbital
crewed
uncrewed
lunar
commercial
military
nuclear
armed
forces
official
executive
federal
presidential
international
foreign
domestic
gold
silver
bronze
electric
public
`);
