/** An exchange with three small markets, and the official client for any owner and wallet kind. */
import { tellTrueTime } from './exchange-time';
import { Wallet } from 'ethers';
import { AssetType, Chain, ClobClient, OrderType, Side, SignatureTypeV2 } from '@polymarket/clob-client-v2';
import type { EventSpec, MarketSpec, NewOrder } from '../../exchange/model';
import { startExchange } from '../../exchange/start';
import type { RunningExchange, StartOptions } from '../../exchange/start';

export { AssetType, OrderType, Side };

const hex32 = (digit: string): string => `0x${digit.repeat(64)}`;

/**
 * v2 ids as on the venue: module, base hash, arity, 64 zero bits, chain, condition, outcome; the condition is the id
 * without its last byte.
 */
const V2_CONDITION = '0x017791f2aabbccddeeff00112233445566000200000000000000000000000000';
const V2_YES = BigInt(V2_CONDITION).toString();

function market(spec: Pick<MarketSpec, 'id' | 'conditionId' | 'slug' | 'tokens'> & Partial<MarketSpec>): MarketSpec {
  return {
    questionId: hex32('1'),
    question: `Will ${spec.slug} happen?`,
    groupItemTitle: spec.slug,
    groupItemThreshold: '0',
    description: 'Rules.',
    version: 'v1',
    negRisk: false,
    negRiskOther: false,
    tickMicros: 10_000,
    minSizeMicros: 5_000_000,
    fee: { rate: '0.04', exponent: 1, takerOnly: true },
    endDate: '2027-06-01T00:00:00Z',
    volume: 1000,
    active: true,
    closed: false,
    acceptingOrders: true,
    ...spec,
  };
}

export const plain = market({
  id: '101',
  conditionId: hex32('a'),
  slug: 'plain',
  tokens: [
    '71321045679252212594626385532706912750332728571942532289631379312455583992563',
    '52114319501245915516055106046884209969926127482827954674443846427813813222426',
  ],
});
export const negRisk = market({
  id: '102',
  conditionId: hex32('b'),
  slug: 'neg-risk',
  tokens: [
    '81321045679252212594626385532706912750332728571942532289631379312455583992563',
    '62114319501245915516055106046884209969926127482827954674443846427813813222426',
  ],
  negRisk: true,
  tickMicros: 1_000,
  fee: null,
});
export const second = market({
  id: '103',
  conditionId: V2_CONDITION,
  slug: 'second',
  tokens: [V2_YES, (BigInt(V2_YES) + 1n).toString()],
  version: 'v2',
});

export const event: EventSpec = {
  id: '9',
  slug: 'event',
  title: 'Event',
  description: '',
  endDate: '2027-06-01T00:00:00Z',
  volume: 3000,
  negRisk: false,
  negRiskAugmented: false,
  cumulativeMarkets: false,
  negRiskMarketId: '',
  markets: [plain, negRisk, second],
};

/** Publicly known development keys: worthless anywhere but here. */
export const KEYS = [
  '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80',
  '0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d',
  '0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a',
] as const;

export const DOLLARS = 1_000_000;

export async function startSmallExchange(options: StartOptions = {}): Promise<RunningExchange> {
  const exchange = await startExchange({ settlementTimes: { minedMs: 20, confirmedMs: 40 }, ...options });
  exchange.core.addEvent(event);
  for (const { tokens } of event.markets)
    exchange.core.deposit('maker', {
      cashMicros: 100_000 * DOLLARS,
      tokens: { [tokens[0]]: 100_000 * DOLLARS, [tokens[1]]: 100_000 * DOLLARS },
    });
  return exchange;
}

/** The client takes an ethers v5 signer; v6 only names the method differently. */
export function signerOf(wallet: Wallet) {
  return {
    getAddress: () => wallet.getAddress(),
    _signTypedData: (...[domain, types, value]: Parameters<Wallet['signTypedData']>) =>
      wallet.signTypedData(domain, types, value),
  };
}

export interface Trader {
  readonly client: ClobClient;
  readonly wallet: Wallet;
  /** Account that pays. */
  readonly funder: string;
}

/**
 * Registers the wallet where there is one, gives it money, derives an API key with the official client, and returns
 * that client.
 */
export async function createTrader(
  exchange: RunningExchange,
  options: {
    readonly key: string;
    readonly type: 0 | 2 | 3;
    /** Its plain account is one that the venue refuses today. */
    readonly isNew?: true;
    readonly cashMicros?: number;
    readonly tokens?: Readonly<Record<string, number>>;
  },
): Promise<Trader> {
  const wallet = new Wallet(options.key);
  // A plain account is one from before new ones were refused.
  const funder =
    options.type === 0
      ? options.isNew === true
        ? wallet.address
        : exchange.wallets.rememberPlain(wallet.address)
      : exchange.wallets.register(wallet.address, options.type === 2 ? 'SAFE' : 'WALLET');
  exchange.core.deposit(funder, { cashMicros: options.cashMicros ?? 1_000 * DOLLARS, tokens: options.tokens ?? {} });
  const common = {
    host: exchange.plainUrl,
    chain: Chain.POLYGON,
    signer: signerOf(wallet),
    throwOnError: true,
    signatureType:
      options.type === 0
        ? SignatureTypeV2.EOA
        : options.type === 2
          ? SignatureTypeV2.POLY_GNOSIS_SAFE
          : SignatureTypeV2.POLY_1271,
    ...(options.type === 0 ? {} : { funderAddress: funder }),
  };
  const quiet = new ClobClient({ ...common, throwOnError: false });
  const creds = await quiet.createOrDeriveApiKey();
  exchange.clock.advance(exchange.faults.current.keyReadyAfterMs);
  tellTrueTime(exchange);
  const client = new ClobClient({ ...common, creds });
  await client.updateBalanceAllowance({ asset_type: AssetType.COLLATERAL });
  return { client, wallet, funder };
}

/** What the venue holds of an asset now: it tells what it read at the last update. */
export async function balanceOf(
  client: ClobClient,
  asset: Parameters<ClobClient['getBalanceAllowance']>[0],
): Promise<Awaited<ReturnType<ClobClient['getBalanceAllowance']>>> {
  await client.updateBalanceAllowance(asset);
  return client.getBalanceAllowance(asset);
}

/** Text of the error that the client throws, "" when it does not. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The maker rests an order; answers its id. @throws Error where the exchange refuses it */
function rest(
  exchange: RunningExchange,
  order: Pick<NewOrder, 'tokenId' | 'side'>,
  price: number,
  size: number,
): string {
  const result = exchange.core.place({
    ...order,
    account: 'maker',
    priceMicros: Math.round(price * 1e6),
    sizeMicros: Math.round(size * 1e6),
    type: 'GTC',
    postOnly: false,
    expiration: 0,
  });
  if (!result.ok) throw new Error(result.error);
  return result.id;
}

export function ask(exchange: RunningExchange, tokenId: string, price: number, size: number): string {
  return rest(exchange, { tokenId, side: 'SELL' }, price, size);
}

export function bid(exchange: RunningExchange, tokenId: string, price: number, size: number): string {
  return rest(exchange, { tokenId, side: 'BUY' }, price, size);
}
