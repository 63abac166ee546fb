/** Words that tell one value from another, and words that tell nothing, where questions are compared. */
import { linesOf } from './lines';

/**
 * Carry a value without a digit: one group a line, told by its first word. Where two questions hold different ones,
 * they are two questions.
 */
export const VALUE_WORDS = linesOf(`
zero nil
thirteen
fourteen
fifteen
sixteen
seventeen
eighteen
nineteen
twenty
thirty
forty
fifty
sixty
seventy
eighty
ninety
hundred hundreds
thousand thousands
million millions
billion billions
trillion trillions
dozen dozens
couple
several
half halves
quarter quarters
double twice
triple thrice
quadruple
once
sixth
seventh
eighth
ninth
tenth
eleventh
twelfth
minus negative
plus
dollar dollars usd
euro euros eur
pound pounds gbp sterling
yen jpy
yuan renminbi cny rmb
franc francs chf
rupee rupees inr
won krw
cent cents
percent percentage
bp bps
basis
mini
micro
nano
lite light
pro
max
ultra
turbo
flash
air
beta
alpha
preview
premium
basic
deluxe
edition
junior jr
senior sr
elder
younger
north northern
south southern
east eastern
west western
central
inner
outer
left
right
bottom
gold golden
silver
bronze
platinum
men men's male
women women's female
boy boys boys'
girl girls girls'
hourly
daily
weekly
monthly
quarterly
yearly annual annually
hour hours
minute minutes
second seconds
week weeks
month months
decade decades
century
average mean
median
net
gross
cumulative
consecutive
combined
red
blue
green
yellow
orange
purple
white
black
`);

/** Say when: parts of a day and a week, seasons, time zones. One group a line. */
export const MOMENT_WORDS = linesOf(`
morning
afternoon
evening
night
overnight
noon
midnight
early
mid
late
monday
tuesday
wednesday
thursday
friday
saturday
sunday
weekend
today
tomorrow
yesterday
tonight
spring
summer
autumn
winter
et
est
edt
utc
gmt
pt
pst
pdt
ct
cst
cdt
mt
mst
mdt
cet
cest
bst
ist
jst
kst
hkt
sgt
msk
aest
`);

/** Order two happenings where no date follows. */
export const ORDER_WORDS = linesOf(`
before prior
after following
`);

/** A question that says these and no more beside another asks nothing more; currencies are read with their amounts. */
export const LIGHT_WORDS = linesOf(`
able
actually
calendar
case
certain
champion
championship
chosen
compared
currently
detail
dollar
euro
event
expect
face
fact
generate
greater
happen
hold
involve
likely
number
occur
officially
place
plan
position
possible
pound
receive
rupee
schedule
selected
set
successfully
take
title
total
used
victory
yen
`);
