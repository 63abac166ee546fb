/**
 * Names that rules bring in beside those of the title. Any other word that is only written large in the rules may be an
 * ordinary one ("Tesla Somehow sells"), and no rule may judge it.
 */
import { linesOf } from './lines';

/** Exchanges, companies, papers. */
export const BRANDS = linesOf(`
binance
coinbase
kraken
okx
bybit
uniswap
coingecko
coinmarketcap
pyth
chainlink
nasdaq
comex
cme
gc00
google
apple
microsoft
amazon
meta
nvidia
tesla
openai
anthropic
deepseek
reuters
bloomberg
wikipedia
strava
metaculus
`);

/** First names of persons in office or in the news. */
export const PERSONS = linesOf(`
emmanuel
donald
joe
vladimir
volodymyr
benjamin
keir
nicolás
nicolas
xi
elon
sam
tim
mark
jeff
kamala
`);

/** Titles, and words of which names of countries are made. */
export const TITLES = linesOf(`
president
prime
minister
united
states
kingdom
america
american
european
union
republic
federation
islamic
arab
emirates
north
south
korea
korean
new
zealand
saudi
arabia
hong
kong
`);

/** Countries and their peoples. */
export const COUNTRIES = linesOf(`
france
french
germany
german
italy
italian
spain
spanish
portugal
poland
polish
ukraine
ukrainian
russia
russian
china
chinese
japan
japanese
india
indian
iran
iranian
iraq
israel
israeli
gaza
lebanon
syria
syrian
turkey
turkish
egypt
venezuela
venezuelan
brazil
brazilian
argentina
mexico
mexican
canada
canadian
australia
australian
cuba
cuban
taiwan
pakistan
afghanistan
greenland
denmark
norway
sweden
finland
netherlands
belgium
switzerland
austria
hungary
romania
serbia
greece
ethiopia
nigeria
sudan
kenya
vietnam
thailand
indonesia
philippines
colombia
chile
peru
`);

/** Cities, states, seas. */
export const CITIES = linesOf(`
paris
london
washington
moscow
kyiv
beijing
tokyo
york
california
texas
florida
pacific
atlantic
`);

/** Authorities, leagues, planets. */
export const BODIES = linesOf(`
nasa
esa
spacex
faa
fda
cdc
noaa
usgs
fomc
sec
doj
fbi
cia
nato
eu
un
us
uk
u.s
u.k
u.n
usa
imf
opec
bls
bea
nba
nfl
nhl
mlb
fifa
uefa
olympic
olympics
earth
mars
moon
`);

/** Adverbs end so, and most names do not. */
export const NAMES_IN_LY = linesOf(`
italy
july
emily
kelly
molly
sally
billy
reilly
assembly
family
supply
weekly
daily
grammarly
calendly
ally
`);
