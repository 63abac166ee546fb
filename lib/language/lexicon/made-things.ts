/**
 * What is made, said or held, for the closed vocabulary (vocabulary.ts).
 * A word stands here only if, wherever it stands in a sentence, it can neither deny, limit, order nor measure what
 * the
 * sentence says: no "lack", "rate", "annual", "only", "leading".
 */
import { linesOf } from './lines';

/** Elections, papers, shows, contests. */
export const MADE_THINGS = linesOf(`
election
elections
referendum
campaign
nomination
legislation
bills
laws
policy
policies
regulation
regulations
ruling
constitution
amendment
initiative
framework
standard
standards
program
programs
project
projects
proposal
plan
plans
budget
funding
revenue
sales
tax
taxes
tariff
tariffs
sanctions
subsidies
merger
acquisition
partnership
sponsorship
settlement
lawsuit
trial
verdict
warrant
warrants
statement
letter
speech
announcement
publication
information
evidence
study
studies
paper
papers
journal
interview
podcast
show
series
documentary
video
trailer
curriculum
ceremony
conference
summit
meeting
visit
tour
tournament
tournaments
championship
championships
trophy
cup
match
matches
game
games
race
races
prize
olympics
`);

/** Works and their parts. */
export const WORKS = linesOf(`
model
version
product
game
film
movie
album
song
season
episode
book
app
update
beta
`);
