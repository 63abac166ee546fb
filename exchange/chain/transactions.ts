/**
 * Calls as the deployed contracts carry them out, on the exchange's ledger: a table of contract and function, all calls
 * of a batch or none. What the contracts ask for (approvals, balances, known ids) is asked for; a call to anything else
 * reverts.
 */
import type { Core } from '../core/core';
import type { Outcome } from '../core/chain';
import { accountKey } from '../core/ledger';
import { contracts } from '../crypto/contracts';
import { selectorOf, Words, type Call } from './calldata';

/** null: done; else why it reverts. */
type Reverted = string | null;
type Run = (world: World, account: string, words: Words, to: string) => Reverted;

interface World {
  readonly core: Core;
  /** "owner token operator" of what may be taken. */
  readonly approvals: Map<string, bigint>;
}

const BAD = 'execution reverted: bad arguments';
/** More than any ledger holds. */
const MOST = BigInt(Number.MAX_SAFE_INTEGER);
const SHARES_V1 = contracts.conditionalTokens;
const SHARES_V2 = contracts.positionManager;

const approvalKey = (owner: string, token: string, operator: string): string =>
  `${accountKey(owner)} ${token.toLowerCase()} ${operator.toLowerCase()}`;

interface Taken {
  readonly owner: string;
  readonly token: string;
  readonly operator: string;
}

function lacks({ approvals }: World, { owner, token, operator }: Taken, amount: bigint): Reverted {
  if ((approvals.get(approvalKey(owner, token, operator)) ?? 0n) >= amount) return null;
  return token === contracts.pusd ? 'ERC20: insufficient allowance' : 'ERC1155: need operator approval';
}

function told(outcome: Outcome): Reverted {
  return outcome === null ? null : `execution reverted: ${outcome}`;
}

function micros(amount: bigint | null): number | null {
  return amount === null || amount > MOST ? null : Number(amount);
}

/** Whether the market is settled through this contract; another one does not know its id. */
function knows({ core }: World, conditionId: string, to: string): boolean {
  const spec = core.markets.get(conditionId)?.spec;
  if (!spec) return false;
  if (spec.version === 'v2') return to === contracts.router;
  return to === (spec.negRisk ? contracts.negRiskCollateralAdapter : contracts.binaryAdapter);
}

const approve: Run = ({ approvals }, account, words) => {
  const [spender, amount] = [words.address(0), words.number(1)];
  if (spender === null || amount === null) return BAD;
  approvals.set(approvalKey(account, contracts.pusd, spender), amount);
  return null;
};

const approveAll =
  (token: string): Run =>
  ({ approvals }, account, words) => {
    const [operator, allowed] = [words.address(0), words.number(1)];
    if (operator === null || allowed === null || allowed > 1n) return BAD;
    approvals.set(approvalKey(account, token, operator), allowed * 2n ** 256n);
    return null;
  };

/** One of a condition's own calls; `at` is the word of the amount, `id` that of the condition. */
const onCondition =
  (kind: 'split' | 'merge', at: number, id: number, shares: string): Run =>
  (world, account, words, to) => {
    const [conditionId, amount] = [words.hex(id), words.number(at)];
    const size = micros(amount);
    if (conditionId === null || amount === null || size === null || !knows(world, conditionId, to)) return BAD;
    const token = kind === 'split' ? contracts.pusd : shares;
    return (
      lacks(world, { owner: account, token: token, operator: to }, amount) ??
      told(world.core.chain[kind](account, conditionId, size))
    );
  };

const redeemAll: Run = (world, account, words, to) => {
  const conditionId = words.hex(2);
  if (conditionId === null || !knows(world, conditionId, to)) return BAD;
  return (
    lacks(world, { owner: account, token: SHARES_V1, operator: to }, 1n) ??
    told(world.core.chain.redeem(account, conditionId))
  );
};

const redeemSome: Run = (world, account, words, to) => {
  const [conditionId, outcome, amount] = [words.hex(0), words.number(1), micros(words.number(2))];
  if (conditionId === null || outcome === null || outcome > 1n || amount === null || !knows(world, conditionId, to))
    return BAD;
  const only = { outcome: outcome === 0n ? (0 as const) : (1 as const), amountMicros: amount };
  return (
    lacks(world, { owner: account, token: SHARES_V2, operator: to }, 1n) ??
    told(world.core.chain.redeem(account, conditionId, only))
  );
};

const convertMany: Run = (world, account, words, to) => {
  const [marketId, indexSet, amount] = [words.hex(0), words.number(1), micros(words.number(2))];
  if (marketId === null || indexSet === null || amount === null) return BAD;
  return (
    lacks(world, { owner: account, token: SHARES_V1, operator: to }, 1n) ??
    told(world.core.chain.convert(account, { marketId, indexSet, amountMicros: amount }))
  );
};

const convertOne: Run = (world, account, words, to) => {
  const [eventId, index, amount] = [words.hex(0), words.number(1), micros(words.number(2))];
  if (eventId === null || index === null || index > 65_535n || amount === null) return BAD;
  return (
    lacks(world, { owner: account, token: SHARES_V2, operator: to }, 1n) ??
    told(world.core.chain.convertOne(account, eventId, Number(index), amount))
  );
};

const horizontal =
  (sign: 1 | -1): Run =>
  (world, account, words, to) => {
    const [eventId, amount] = [words.hex(0), micros(words.number(1))];
    if (eventId === null || amount === null) return BAD;
    const token = sign === 1 ? contracts.pusd : SHARES_V2;
    return (
      lacks(world, { owner: account, token: token, operator: to }, BigInt(amount)) ??
      told(world.core.chain.horizontal(account, eventId, sign * amount))
    );
  };

const V1 = [
  ['splitPosition(address,bytes32,bytes32,uint256[],uint256)', onCondition('split', 4, 2, SHARES_V1)],
  ['mergePositions(address,bytes32,bytes32,uint256[],uint256)', onCondition('merge', 4, 2, SHARES_V1)],
  ['redeemPositions(address,bytes32,bytes32,uint256[])', redeemAll],
] as const;

/** By contract, then by selector. */
const TABLE: ReadonlyMap<string, ReadonlyMap<string, Run>> = new Map(
  (
    [
      [contracts.pusd, [['approve(address,uint256)', approve]]],
      [SHARES_V1, [['setApprovalForAll(address,bool)', approveAll(SHARES_V1)]]],
      [SHARES_V2, [['setApprovalForAll(address,bool)', approveAll(SHARES_V2)]]],
      [contracts.binaryAdapter, V1],
      [contracts.negRiskCollateralAdapter, [...V1, ['convertPositions(bytes32,uint256,uint256)', convertMany]]],
      [
        contracts.router,
        [
          ['split(bytes31,uint256)', onCondition('split', 1, 0, SHARES_V2)],
          ['merge(bytes31,uint256)', onCondition('merge', 1, 0, SHARES_V2)],
          ['redeem(bytes31,uint256,uint256)', redeemSome],
          ['convert(bytes29,uint16,uint256)', convertOne],
          ['horizontalSplit(bytes29,uint256)', horizontal(1)],
          ['horizontalMerge(bytes29,uint256)', horizontal(-1)],
        ],
      ],
    ] satisfies readonly (readonly [string, readonly (readonly [string, Run])[]])[]
  ).map(([address, rows]) => [
    address.toLowerCase(),
    new Map(rows.map(([signature, run]) => [selectorOf(signature), run] as const)),
  ]),
);

const CHECKSUMMED = new Map(Object.values(contracts).map((address) => [address.toLowerCase(), address] as const));
const IS_APPROVED = selectorOf('isApprovedForAll(address,address)');
const ALLOWANCE = selectorOf('allowance(address,address)');

/** Contracts that the relayer lets a wallet call. */
export function isCallable(to: string): boolean {
  return TABLE.has(to.toLowerCase());
}

export class Transactions {
  private readonly world: World;

  constructor(core: Core) {
    this.world = { core, approvals: new Map() };
  }

  /** All or nothing; null, or why nothing happened. */
  run(account: string, calls: readonly Call[]): Reverted {
    const undo = this.remember();
    for (const call of calls) {
      const reverted = this.one(account, call);
      if (reverted === null) continue;
      undo();
      return reverted;
    }
    return null;
  }

  /** What `run` would say; nothing changes. */
  simulate(account: string, calls: readonly Call[]): Reverted {
    const undo = this.remember();
    const reverted = this.run(account, calls);
    undo();
    return reverted;
  }

  private remember(): () => void {
    const { core, approvals } = this.world;
    const undo = [core.ledger.snapshot(), core.chain.snapshot()];
    const before = [...approvals];
    return () => {
      for (const back of undo) back();
      approvals.clear();
      for (const [key, amount] of before) approvals.set(key, amount);
    };
  }

  /** Answer of a function that only reads; null where it is none that is known. */
  read({ to, data }: Call): string | null {
    const words = new Words(data);
    if (words.selector !== IS_APPROVED && words.selector !== ALLOWANCE) return null;
    const [owner, operator] = [words.address(0), words.address(1)];
    if (owner === null || operator === null) return null;
    const amount = this.world.approvals.get(approvalKey(owner, to, operator)) ?? 0n;
    const most = words.selector === IS_APPROVED ? 1n : 2n ** 256n - 1n;
    return `0x${(amount > most ? most : amount).toString(16).padStart(64, '0')}`;
  }

  private one(account: string, { to, data }: Call): Reverted {
    const words = new Words(data);
    const run = TABLE.get(to.toLowerCase())?.get(words.selector);
    return run ? run(this.world, account, words, CHECKSUMMED.get(to.toLowerCase()) ?? to) : `unknown call to ${to}`;
  }
}
