/**
 * What is quoted on exchanges, with its tickers: one thing a line. A title says "Solana", its rules say "SOL/USDT".
 * Only tickers and names that are no ordinary word and that no other thing bears.
 */
import { linesOf } from './lines';

export const ASSETS = linesOf(`
bitcoin btc xbt btcusdt
ethereum ether eth ethusdt
solana sol solusdt
xrp ripple xrpusdt
dogecoin doge dogeusdt
cardano ada adausdt
bnb binancecoin bnbusdt
litecoin ltc ltcusdt
tron trx trxusdt
polkadot
chainlink linkusdt
avalanche avax avaxusdt
toncoin
shiba shib shibusdt
hyperliquid hype
monero xmr
zcash zec
stellar xlm
polygon matic pol
sui suiusdt
pepe pepeusdt
aave
uniswap
usdt tether
usdc
wti crude cl
brent bz
gold xau gc
silver xag si
nvidia nvda
tesla tsla
apple aapl
microsoft msft
amazon amzn
alphabet google googl
meta
netflix nflx
microstrategy mstr strategy
coinbase
palantir pltr
gamestop gme
s&p spx spy
nasdaq qqq ndx
`);
