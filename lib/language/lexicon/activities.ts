/**
 * Activities, places and states of affairs, for the closed vocabulary (vocabulary.ts).
 * A word stands here only if, wherever it stands in a sentence, it can neither deny, limit, order nor measure what the
 * sentence says: no "lack", "rate", "annual", "only", "leading".
 */
import { linesOf } from './lines';

/** What is done or used. */
export const ACTIVITIES = linesOf(`
space
use
used
usage
based
construction
establishment
development
modification
editing
candidacy
background
traffic
markets
process
experiment
constellation
detection
element
contest
crop
pharmaceutical
biotechnology
waste
propulsion
cannabis
spacesuit
satellites
equipment
output
electricity
reporter
expulsions
recalls
personnel
results
series
results
industry
sector
tourism
generation
imports
exports
duties
greenhouse
capita
surveillance
spaces
fleet
nationals
governments
`);

/** War, borders, membership. */
export const STATES_OF_AFFAIRS = linesOf(`
war
peace
conflict
attack
attacks
invasion
incident
accident
explosion
evacuation
border
borders
region
regions
province
town
cities
village
island
embassy
airport
park
surface
orbit
independence
membership
recognition
approval
endorsement
support
`);
