/** Vectors of settlement by file: each case through the builders that the product runs. */
import { Wallet, getBytes } from 'ethers';
import { walletCandidates } from '../../lib/venues/polymarket/orders/accounts';
import { parseAddress } from '../../lib/domain/ids';
import * as calls from '../../lib/venues/polymarket/settlement/calls';
import { NEG_RISK_ADAPTER } from '../../lib/venues/polymarket/settlement/contracts';
import { convertPayout } from '../../lib/venues/polymarket/settlement/convert';
import * as v1 from '../../lib/venues/polymarket/settlement/ids-v1';
import { comboIds, parsePositionV2 } from '../../lib/venues/polymarket/settlement/ids-v2';
import { sessionEnvelope } from '../../lib/venues/polymarket/settlement/session-envelope';
import * as relayer from '../../lib/venues/polymarket/settlement/relayer-requests';
import {
  proxyTransaction,
  safeTransaction,
  sendCallsRequest,
} from '../../lib/venues/polymarket/settlement/wallet-calls';
import { isRecord } from './compare';
import { amount, count, list, records, text, texts, type Input } from './read';
import { comboBasket, frechet, queueFills, tape } from './combos';
import { ledgerScenario, type LedgerVector } from './ledger';
import { submission } from './submission';

export type Runner = (input: Input) => unknown;

function idsV1(input: Input): unknown {
  const conditionId = text(input, 'conditionId');
  const [yes, no] = v1.tokenIdsV1(conditionId, input['negRisk'] === true);
  const question = typeof input['questionId'] === 'string' ? input['questionId'] : null;
  return {
    collectionYes: v1.collectionId(conditionId, 1),
    collectionNo: v1.collectionId(conditionId, 2),
    yes,
    no,
    ...(question === null
      ? {}
      : {
          questionIndex: v1.questionIndex(question),
          conditionIdFromQuestion: v1.negRiskConditionId(question),
          marketIdFromQuestion: v1.negRiskMarketId(question),
        }),
  };
}

function idsV2(input: Input): unknown {
  const positionId = text(input, 'positionId');
  const position = parsePositionV2(positionId);
  if (position === null) return { isV2: false };
  return { ...position, hex: `0x${BigInt(positionId).toString(16).padStart(64, '0')}`, isV2: true };
}

function outcome(value: unknown): 0 | 1 {
  return Number(value) === 0 ? 0 : 1;
}

/** The builder of each function of the contracts. */
const BUILDERS: Readonly<Record<string, (to: string, args: readonly unknown[]) => calls.Call>> = {
  approve: (_, [spender, most]) => calls.approveDollars(String(spender), amount(most)),
  setApprovalForAll: (to, [operator, allowed]) =>
    calls.approveShares(
      to.toLowerCase().startsWith('0x4d97') ? 'v1' : 'v2',
      String(operator),
      String(allowed) === 'true',
    ),
  splitPosition: (to, args) => calls.splitV1(marketOf(to, args), amount(args[4])),
  mergePositions: (to, args) => calls.mergeV1(marketOf(to, args), amount(args[4])),
  redeemPositions: (to, args) => calls.redeemV1(marketOf(to, args)),
  convertPositions: (_, [market, set, of]) => calls.convertV1(String(market), amount(set), amount(of)),
  split: (_, [condition, of]) => calls.splitV2(String(condition), amount(of)),
  merge: (_, [condition, of]) => calls.mergeV2(String(condition), amount(of)),
  redeem: (_, [condition, side, of]) => calls.redeemV2(String(condition), outcome(side), amount(of)),
  horizontalSplit: (_, [event, of]) => calls.horizontalSplitV2(String(event), amount(of)),
  horizontalMerge: (_, [event, of]) => calls.horizontalMergeV2(String(event), amount(of)),
  convert: (_, [event, index, of]) => calls.convertV2(String(event), Number(index), amount(of)),
  migratePositions: (to, [ids, outcomes, amounts]) => {
    const [conditions, sides, sizes] = [ids, outcomes, amounts].map((each) => (Array.isArray(each) ? each : []));
    return calls.migrateToV2(
      to,
      (conditions ?? []).map((id, i) => ({
        conditionId: String(id),
        outcome: outcome(sides?.[i]),
        amount: amount(sizes?.[i]),
      })),
    );
  },
};

function marketOf(to: string, args: readonly unknown[]): calls.MarketV1 {
  return { conditionId: String(args[2]), negRisk: to.toLowerCase() === NEG_RISK_ADAPTER.toLowerCase() };
}

function calldata(input: Input): unknown {
  const name = text(input, 'function').split('(')[0] ?? '';
  const build = BUILDERS[name];
  if (build === undefined) throw new Error(`no builder for "${name}"`);
  return build(text(input, 'to'), list(input, 'args'));
}

function payouts(input: Input): unknown {
  const result = convertPayout({
    questions: count(input, 'questions'),
    feeBips: count(input, 'feeBips'),
    indexSet: amount(input['indexSet']),
    amount: amount(input['amount']),
  });
  if (result.refused !== null) return result;
  return { cash: String(result.cash), yes: result.yes.map(String), no: result.no.map(String) };
}

function wallets(input: Input): unknown {
  const owner = parseAddress(text(input, 'owner'));
  if (owner === null) throw new Error('no address');
  const [depositBeacon, depositUups, safe, proxy] = walletCandidates(owner).map(({ address }) => address);
  return { depositBeacon, depositUups, safe, proxy };
}

function callsOf(input: Input): readonly calls.Call[] {
  return records(input, 'calls').map((each) => ({
    to: String(each['to'] ?? each['target']),
    value: '0',
    data: text(each, 'data'),
  }));
}

function walletOf(owner: string, kind: 'WALLET' | 'SAFE' | 'PROXY'): string {
  const address = parseAddress(owner);
  const found = address === null ? undefined : walletCandidates(address).find((each) => each.relayerType === kind);
  if (found === undefined) throw new Error('no wallet');
  return found.address;
}

/** Signs with the public test key of the vector, as the owner's wallet would. */
async function relayed(input: Input): Promise<unknown> {
  const signer = new Wallet(text(input, 'privateKey'));
  const owner = text(input, 'owner');
  const base = { owner, nonce: text(input, 'nonce'), calls: callsOf(input) };
  const type = text(input, 'type');
  if (type === 'WALLET') {
    const wallet = walletOf(owner, 'WALLET');
    const request = relayer.depositBatch({ ...base, wallet, deadline: text(input, 'deadline') });
    const signature = await signer.signTypedData(request.domain, request.types, request.message);
    return { digest: request.digest, signature, body: request.body(signature) };
  }
  if (type === 'SAFE') {
    const wallet = walletOf(owner, 'SAFE');
    const request = relayer.safeRequest({ ...base, wallet });
    const signature = relayer.safeMessageSignature(await signer.signMessage(getBytes(request.hash)));
    return {
      safe: wallet,
      to: request.to,
      data: request.data,
      operation: request.operation,
      safeTxHash: request.hash,
      personalSignDigest: request.digest,
      signatureRelayer: signature,
      signatureTypedData: await signer.signTypedData(request.domain, request.types, request.message),
      body: request.body(signature),
    };
  }
  const wallet = walletOf(owner, 'PROXY');
  const gas = { gasLimit: text(input, 'gasLimit'), relay: text(input, 'relay') };
  const request = relayer.proxyRequest({ ...base, ...gas, wallet });
  const signature = await signer.signMessage(getBytes(request.hash));
  return { proxy: wallet, data: request.data, hash: request.hash, signature, body: request.body(signature) };
}

function direct(input: Input): unknown {
  const owner = text(input, 'owner');
  const kind = text(input, 'wallet');
  if (kind === 'safe') return safeTransaction(owner, walletOf(owner, 'SAFE'), callsOf(input));
  if (kind === 'proxy') return proxyTransaction(owner, callsOf(input));
  return sendCallsRequest(owner, callsOf(input));
}

export const settlement: Readonly<Record<string, Runner>> = {
  'v1-ids': idsV1,
  'v2-ids': idsV2,
  'combo-ids': (input) => comboIds(texts(input, 'legs')),
  'v1-calldata': calldata,
  'v2-calldata': calldata,
  'convert-payouts': payouts,
  wallets,
  relayer: relayed,
  'direct-calls': direct,
  'submission-outcomes': submission,
  'ledger-scenarios': (input) => ledgerScenario(input as unknown as LedgerVector['input']),
  'session-envelope': (input) => ({ envelope: sessionEnvelope(text(input, 'sessionSigner'), text(input, 'wrapped')) }),
  frechet,
  'combo-baskets': comboBasket,
  'queue-fills': queueFills,
  tape,
};

/** Keys of an expectation that no code of ours answers: the type hash stands in the digest, advice is no answer. */
export function comparable(want: unknown): unknown {
  if (!isRecord(want)) return want;
  return Object.fromEntries(Object.entries(want).filter(([key]) => key !== 'typeHashBatch' && key !== 'then'));
}
