/**
 * Where Polymarket lives. Production only: tests map the host names, never the code (docs/venue.md 1.4,
 * docs/venue.md 1.5).
 */
export const CLOB = 'https://clob.polymarket.com';
export const GAMMA = 'https://gamma-api.polymarket.com';
export const RELAYER = 'https://relayer-v2.polymarket.com';
export const DATA = 'https://data-api.polymarket.com';
export const GEOBLOCK = 'https://polymarket.com/api/geoblock';
export const MARKET_SOCKET = 'wss://ws-subscriptions-clob.polymarket.com/ws/market';
export const USER_SOCKET = 'wss://ws-subscriptions-clob.polymarket.com/ws/user';

/** Polygon. */
export const CHAIN_ID = 137;

/** Wallet factories (ts-sdk `environments.ts`). */
export const DEPOSIT_WALLET_FACTORY = '0x00000000000Fb5C9ADea0298D729A0CB3823Cc07';
export const DEPOSIT_WALLET_BEACON = '0x7A18EDfe055488A3128f01F563e5B479D92ffc3a';
export const DEPOSIT_WALLET_IMPLEMENTATION = '0x58CA52ebe0DadfdF531Cde7062e76746de4Db1eB';
export const PROXY_FACTORY = '0xaB45c5A4B0c941a2F231C04C3f49182e1A254052';
export const SAFE_FACTORY = '0xaacFeEa03eb1561C4e67d661e40682Bd20E3541b';

/** Market-data and lookup calls must not hold up a scan; the venue answers in well under a second. */
export const READ_TIMEOUT_MS = 8_000;
/** After this the fate of an order is looked up by its hash instead of waited for. */
export const SUBMIT_TIMEOUT_MS = 15_000;

/**
 * Largest `POST /books` batch we send; the venue's own maximum is undocumented, 500 is commonly claimed
 * (docs/venue.md 4).
 */
export const BOOKS_PER_REQUEST = 100;
/** `POST /orders` maximum (docs/venue.md 4). */
export const ORDERS_PER_REQUEST = 15;
/** Sizes are signed with two decimals on every tick (clob-client-v2 `roundingConfig`). */
export const SIZE_STEP_MICROS = 10_000;
/** The venue refuses a GTD order that ends sooner (docs/venue.md 2.4). */
export const MIN_LIFE_SECONDS = 180;
/**
 * Delivery was reported to stop above 500 assets on one connection, and to be late well before (docs/venue.md 5.1).
 */
export const ASSETS_PER_SOCKET = { first: 200, later: 500 };
/** So many connections carry few assets: they are the first to be needed. */
export const FIRST_SOCKETS = 10;
/** A browser gives a process 255 sockets, over all hosts; the rest is for the user's orders and spot prices. */
export const MOST_MARKET_SOCKETS = 200;
export const SOCKETS_PER_SECOND = 5;
/** Assets of one subscription, so that their dump stays one frame that the venue can send. */
export const ASSETS_PER_FRAME = 100;

/** Longest frame taken: the dump of a hundred deep books passes four million characters. */
export const MAX_FRAME_CHARS = 16_000_000;

/** Ticks that the venue uses (clob-client-v2 `TickSize`), in micros. */
export const TICKS_MICROS: ReadonlySet<number> = new Set([100_000, 10_000, 5_000, 2_500, 1_000, 100]);
/** 0.0001, the finest of them: every tradable price is a multiple of it. */
export const FINEST_TICK_MICROS = 100;
