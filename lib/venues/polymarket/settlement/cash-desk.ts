/** Polymarket's ways from shares to cash behind the `CashDesk` port (docs/venue.md 8). */
import type { TradingAccount } from '../../../domain/account';
import type { Result } from '../../../domain/result';
import { fail, ok } from '../../../domain/result';
import type { CashDesk, RelayedRequest } from '../../../ports/cash-desk';
import type { TypedData } from '../../../ports/signer';
import type { PrivateDeps } from '../common/private-call';
import { DOMAIN_FIELDS } from '../orders/order-struct';
import { canonicalSignature, isSignedBy } from '../orders/signing';
import { placesOf } from './places';
import { planCash } from './plan-cash';
import { fetchShares } from './positions';
import { findRelayed } from './relayed';
import { fetchNonce, submit } from './relayer';
import { BATCH_TYPES, depositBatch } from './relayer-requests';
import { createSettlement } from './settlement';
import { proxyTransaction, safeTransaction } from './wallet-calls';

export function createCashDesk(deps: PrivateDeps): CashDesk {
  const settlement = createSettlement(deps);
  return {
    fetchShares: (account, signal) => fetchShares(deps, account, signal),
    async fetchHeld(session, asset, signal) {
      const balance = await settlement.fetchBalance({ ...session, asset, fresh: true }, signal);
      return balance.ok ? ok(balance.value.balanceMicros) : balance;
    },
    placesOf,
    plan: planCash,
    needsRelayer: ({ signatureType }) => signatureType === 3,
    fetchNonce: (account, signal) => fetchNonce(deps, account, signal),
    buildRequest,
    submit: (relayed, signal) => submit(deps, relayed, signal),
    findRelayed: (question, signal) => findRelayed(deps, question, signal),
    transactionsOf(account, calls) {
      const { owner, funder, signatureType } = account;
      if (signatureType === 2) return [safeTransaction(owner, funder, calls)];
      if (signatureType === 1) return [proxyTransaction(owner, calls)];
      return calls.map((call) => ({ from: owner, ...call }));
    },
  };
}

/** The one kind of wallet that is moved through the relayer here: its batch is readable in the wallet's prompt. */
function buildRequest(options: Parameters<CashDesk['buildRequest']>[0]): RelayedRequest {
  const { account, calls, nonce, deadlineSeconds } = options;
  const batch = depositBatch({
    owner: account.owner,
    wallet: account.funder,
    nonce,
    calls,
    deadline: String(deadlineSeconds),
  });
  const typedData: TypedData = {
    domain: batch.domain,
    primaryType: 'Batch',
    types: { EIP712Domain: DOMAIN_FIELDS, ...BATCH_TYPES },
    message: batch.message,
  };
  return { typedData, attach: (signature) => attached(account, typedData, batch, signature) };
}

function attached(
  { owner }: TradingAccount,
  typedData: TypedData,
  batch: ReturnType<typeof depositBatch>,
  given: string,
): Result<string> {
  const signature = canonicalSignature(given);
  if (signature === null || !isSignedBy(owner, typedData, signature)) return fail('bad-signature', {});
  return ok(JSON.stringify(batch.body(signature)));
}
