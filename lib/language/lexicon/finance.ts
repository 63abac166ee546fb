/**
 * What is owned and traded, for the closed vocabulary (vocabulary.ts).
 * A word stands here only if, wherever it stands in a sentence, it can neither deny, limit, order nor measure what the
 * sentence says: no "lack", "rate", "annual", "only", "leading".
 */
import { linesOf } from './lines';

/** Companies, coins, prices. */
export const FINANCE = linesOf(`
offering
ipo
fdv
valuation
market
cap
capitalization
price
token
coin
share
shares
stock
stocks
exchange
company
companies
fund
etf
index
bitcoin
ether
ethereum
gold
silver
oil
solana
usd
eth
btc
xrp
bnb
dogecoin
cardano
litecoin
monero
zcash
toncoin
hyperliquid
`);
