/**
 * What is counted, and how it is told, for the closed vocabulary (vocabulary.ts).
 * A word stands here only if, wherever it stands in a sentence, it can neither deny, limit, order nor measure what the
 * sentence says: no "lack", "rate", "annual", "only", "leading".
 */
import { linesOf } from './lines';

/** Things of which there is a number. */
export const COUNTED = linesOf(`
case
cases
measles
rubeola
medal
medals
goals
points
tweets
posts
followers
subscribers
users
views
votes
seats
wins
deaths
visitors
passengers
launches
flights
units
tons
`);

/** Numbers, times and who reports them. */
export const COUNTS = linesOf(`
number
count
counter
amount
total
length
time
candle
minute
hour
day
timezone
pair
data
kind
year
month
announcements
news
reporting
sources
inclusive
`);
