/** Contracts that turn shares into money on Polygon, both protocol versions (docs/venue.md 8). */

/** The venue's dollar. */
export const PUSD = '0xC011a7E12a19f7B1f670d46F03B03f3342E82DFB';
/** Collateral of binary markets of protocol v1 inside ConditionalTokens; only ids are made from it. */
export const USDCE = '0x2791Bca1f2de4661ED88A30C99A7a9449Aa84174';
/** Collateral of neg-risk markets of protocol v1 inside ConditionalTokens. */
export const WRAPPED_COLLATERAL = '0x3A3BD7bb9528E159577F7C2e685CC81A765002E2';
export const CONDITIONAL_TOKENS = '0x4D97DCd97eC945f40cF65F87097ACe5EA0476045';
/** Oracle of every neg-risk condition of v1, and a spender of neg-risk orders; never called: it pays USDC.e. */
export const NEG_RISK_ORACLE = '0xd91E80cF2E7be2e162c6513ceD06f1dD0dA35296';
/** The adapters that take and pay pUSD; nothing else of v1 is ever called. */
export const BINARY_ADAPTER = '0xAdA100Db00Ca00073811820692005400218FcE1f';
export const NEG_RISK_ADAPTER = '0xadA2005600Dec949baf300f4C6120000bDB6eAab';
/** Protocol v2. */
export const ROUTER = '0x12121212006e4CD160D18e3f00711DA5c3372600';
export const POSITION_MANAGER = '0x006F54F7f9A22e0000CC2AB60031000000ae9fEF';
/** Safe's batch contract, called by delegation. */
export const MULTISEND = '0xA238CBeb142c10Ef7Ad8442C6D1f9E89e07e7761';
/** Through which the relayer's proxy requests are paid. */
export const RELAY_HUB = '0xD216153c06E857cD7f72665E0aF1d7D82172F494';
