/**
 * What accounts do with shares outside the order book, as the contracts of both protocol versions do it: split, merge,
 * convert and redeem, with the contracts' refusals. The sides of a conversion that nobody may spend are kept in an
 * account of their own, so that for every market YES shares = NO shares = collateral still holds, and per event
 *   backing = collateral of its outcomes - (number of outcomes - 1) x converted amount.
 */
import type { EventSpec, MarketSpec } from '../model';
import type { Ledger } from './ledger';
import type { Markets, MarketState } from './markets';

/** Holds what a conversion burns; the venue's fee goes to the vault. */
export const BURNED = 'burned';
export const VAULT = 'vault';
const WHOLE_BIPS = 10_000;

export type Refusal =
  | 'insufficient balance'
  | 'NoConvertiblePositions'
  | 'InvalidIndexSet'
  | 'unknown market'
  | 'unknown event'
  | 'result not received';

/** null: done. */
export type Outcome = Refusal | null;

/** What one share of YES and of NO is worth, in parts of their sum. */
export type Payouts = readonly [number, number];

export class Chain {
  private readonly payouts = new Map<string, Payouts>();
  /** Shares that each event's conversions burned, by event id. */
  readonly converted = new Map<string, { readonly outcomes: number; burnedMicros: number }>();

  constructor(
    private readonly ledger: Ledger,
    private readonly markets: Markets,
    private readonly nowMs: () => number,
  ) {}

  /** A dollar into YES and NO. */
  split(account: string, conditionId: string, amountMicros: number): Outcome {
    const market = this.markets.byCondition.get(conditionId);
    if (!market) return 'unknown market';
    if (this.ledger.available(account, 'cash') < amountMicros) return 'insufficient balance';
    this.ledger.holding(account, 'cash').balanceMicros -= amountMicros;
    this.mint(market.spec, amountMicros, [account, account]);
    return null;
  }

  merge(account: string, conditionId: string, amountMicros: number): Outcome {
    const market = this.markets.byCondition.get(conditionId);
    if (!market) return 'unknown market';
    if (market.spec.tokens.some((tokenId) => this.ledger.available(account, { tokenId }) < amountMicros))
      return 'insufficient balance';
    this.mint(market.spec, -amountMicros, [account, account]);
    this.ledger.holding(account, 'cash').balanceMicros += amountMicros;
    return null;
  }

  /** From now on shares of the market can be redeemed. */
  report(conditionId: string, payouts: Payouts): void {
    this.payouts.set(conditionId, payouts);
  }

  /**
   * Protocol v1 takes the whole balance of both sides, v2 an amount of one side; each side is rounded down.
   */
  redeem(
    account: string,
    conditionId: string,
    only?: { readonly outcome: 0 | 1; readonly amountMicros: number },
  ): Outcome {
    const market = this.markets.byCondition.get(conditionId);
    if (!market) return 'unknown market';
    const payouts = this.payouts.get(conditionId);
    if (!payouts) return 'result not received';
    const wanted = (outcome: 0 | 1): number => {
      if (only !== undefined) return only.outcome === outcome ? only.amountMicros : 0;
      return this.ledger.available(account, { tokenId: market.spec.tokens[outcome] });
    };
    if (
      only !== undefined &&
      this.ledger.available(account, { tokenId: market.spec.tokens[only.outcome] }) < only.amountMicros
    )
      return 'insufficient balance';
    for (const outcome of [0, 1] as const) this.pay(account, market, outcome, wanted(outcome));
    return null;
  }

  private pay(account: string, { spec }: MarketState, outcome: 0 | 1, sharesMicros: number): void {
    if (sharesMicros === 0) return;
    const [yes, no] = this.payouts.get(spec.conditionId) ?? [0, 0];
    const cashMicros = Math.floor((sharesMicros * (outcome === 0 ? yes : no)) / (yes + no));
    const tokenId = spec.tokens[outcome];
    this.ledger.holding(account, { tokenId }).balanceMicros -= sharesMicros;
    this.ledger.holding(account, 'cash').balanceMicros += cashMicros;
    this.ledger.moveCollateral(spec.conditionId, -cashMicros);
    this.ledger.payouts.push({
      account: this.ledger.account(account).name,
      conditionId: spec.conditionId,
      tokenId,
      sharesMicros,
      cashMicros,
      timeMs: this.nowMs(),
    });
  }

  /** v1: NO of the questions whose bits are set into dollars and YES of the others. */
  convert(
    account: string,
    call: {
      readonly marketId: string;
      readonly indexSet: bigint;
      readonly amountMicros: number;
      readonly feeBips?: number;
    },
  ): Outcome {
    const { marketId, indexSet, amountMicros, feeBips = 0 } = call;
    const event = this.eventOf(marketId);
    if (!event) return 'unknown event';
    const questions = questionsOf(event);
    if (questions.length <= 1) return 'NoConvertiblePositions';
    if (indexSet === 0n || indexSet >> BigInt(questions.length) !== 0n) return 'InvalidIndexSet';
    const isSet = questions.map((_, i) => ((indexSet >> BigInt(i)) & 1n) === 1n);
    const given = questions.filter((_, i) => isSet[i]);
    if (given.some(({ tokens }) => this.ledger.available(account, { tokenId: tokens[1] }) < amountMicros))
      return 'insufficient balance';
    const feeMicros = Math.floor((amountMicros * feeBips) / WHOLE_BIPS);
    for (const [i, market] of questions.entries()) {
      if (isSet[i]) this.move(market.tokens[1], account, BURNED, amountMicros);
      else {
        this.mint(market, amountMicros, [account, BURNED]);
        this.move(market.tokens[0], account, VAULT, feeMicros);
      }
    }
    const dollars = (given.length - 1) * (amountMicros - feeMicros);
    this.ledger.holding(account, 'cash').balanceMicros += dollars;
    this.ledger.holding(VAULT, 'cash').balanceMicros += (given.length - 1) * feeMicros;
    this.burn(event.id, questions.length, amountMicros);
    return null;
  }

  /** v2: NO of one condition into YES of all the others; the event must list its Other. */
  convertOne(account: string, marketId: string, index: number, amountMicros: number): Outcome {
    const event = this.eventOf(marketId);
    if (!event) return 'unknown event';
    const questions = questionsOf(event);
    const given = questions[index];
    if (!given) return 'InvalidIndexSet';
    if (this.ledger.available(account, { tokenId: given.tokens[1] }) < amountMicros) return 'insufficient balance';
    this.move(given.tokens[1], account, BURNED, amountMicros);
    for (const market of questions) if (market !== given) this.mint(market, amountMicros, [account, BURNED]);
    this.burn(event.id, questions.length, amountMicros);
    return null;
  }

  /** v2: a dollar into YES of every outcome (positive), or those into a dollar (negative). */
  horizontal(account: string, marketId: string, amountMicros: number): Outcome {
    const event = this.eventOf(marketId);
    if (!event) return 'unknown event';
    const questions = questionsOf(event);
    const lacks =
      amountMicros > 0
        ? this.ledger.available(account, 'cash') < amountMicros
        : questions.some(({ tokens }) => this.ledger.available(account, { tokenId: tokens[0] }) < -amountMicros);
    if (lacks) return 'insufficient balance';
    for (const market of questions) this.mint(market, amountMicros, [account, BURNED]);
    this.ledger.holding(account, 'cash').balanceMicros -= amountMicros;
    this.burn(event.id, questions.length, amountMicros);
    return null;
  }

  /** As it stands now; the answer puts it back. Results are reported by the oracle and stay. */
  snapshot(): () => void {
    const converted = [...this.converted].map(([id, row]) => [id, { ...row }] as const);
    return () => {
      this.converted.clear();
      for (const [id, row] of converted) this.converted.set(id, row);
    };
  }

  private eventOf(marketId: string): EventSpec | null {
    return this.markets.events().find((event) => event.negRiskMarketId === marketId) ?? null;
  }

  /** Pairs of a market, minted to (or for negative amounts taken from) the holders of YES and of NO. */
  private mint(market: MarketSpec, amountMicros: number, holders: readonly [string, string]): void {
    for (const outcome of [0, 1] as const)
      this.ledger.holding(holders[outcome], { tokenId: market.tokens[outcome] }).balanceMicros += amountMicros;
    this.ledger.moveCollateral(market.conditionId, amountMicros);
  }

  private move(tokenId: string, from: string, to: string, amountMicros: number): void {
    this.ledger.holding(from, { tokenId }).balanceMicros -= amountMicros;
    this.ledger.holding(to, { tokenId }).balanceMicros += amountMicros;
  }

  private burn(eventId: string, outcomes: number, amountMicros: number): void {
    const row = this.converted.get(eventId) ?? { outcomes, burnedMicros: 0 };
    row.burnedMicros += amountMicros;
    this.converted.set(eventId, row);
  }
}

/** By the index that the contract knows, the last byte of the question id; where there is none, as listed. */
function questionsOf(event: EventSpec): readonly MarketSpec[] {
  const index = ({ questionId }: MarketSpec): number => Number.parseInt(questionId.slice(-2), 16);
  const byIndex = event.markets.every((market) => market.version === 'v1');
  return byIndex ? [...event.markets].sort((a, b) => index(a) - index(b)) : event.markets;
}
