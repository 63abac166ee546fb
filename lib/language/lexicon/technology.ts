/**
 * Machines and energy, for the closed vocabulary (vocabulary.ts).
 * A word stands here only if, wherever it stands in a sentence, it can neither deny, limit, order nor measure what the
 * sentence says: no "lack", "rate", "annual", "only", "leading".
 */
import { linesOf } from './lines';

/** Energy, networks, vehicles. */
export const TECHNOLOGY = linesOf(`
energy
power
plant
plants
reactor
reactors
fuel
gas
carbon
emissions
climate
grid
grids
infrastructure
network
networks
system
systems
technology
technologies
intelligence
machine
learning
computer
computers
computing
quantum
algorithm
software
hardware
internet
website
platform
service
services
product
products
device
devices
equipment
tool
tools
chip
chips
camera
engine
robot
robots
robotics
vehicle
vehicles
car
cars
truck
trucks
aircraft
plane
ship
ships
drone
drones
station
base
`);

/** Weapons, craft, storms. */
export const CRAFT_AND_WEATHER = linesOf(`
weapon
device
bomb
test
missile
rocket
spacecraft
satellite
mission
moon
earth
mars
earthquake
earthquakes
magnitude
hurricane
hurricanes
storm
storms
tornado
tornadoes
snow
rain
inches
degrees
temperature
`);
