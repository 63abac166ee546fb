/** `/auth/*`: API keys from a wallet signature, and the account's standing. */
import { verifyClobAuth } from '../crypto/auth';
import type { ApiKey } from '../crypto/auth';
import { errorReply, header, reply } from '../http';
import type { Reply } from '../http';
import { authenticate, isTimely } from './context';
import type { Call, ClobContext } from './context';

const UNAUTHORIZED = 'Unauthorized/Invalid api key';

function signedClaim(context: ClobContext, call: Call): { readonly address: string; readonly nonce: string } | null {
  const claim = {
    address: header(call.request, 'poly_address'),
    timestamp: header(call.request, 'poly_timestamp'),
    nonce: header(call.request, 'poly_nonce') || '0',
    signature: header(call.request, 'poly_signature'),
  };
  return verifyClobAuth(claim) && isTimely(context, Number(claim.timestamp))
    ? { address: claim.address, nonce: claim.nonce }
    : null;
}

const raw = ({ key, secret, passphrase }: ApiKey) => ({ apiKey: key, secret, passphrase });

/** Runs a private call with the API key behind it. */
export function privately(
  route: (context: ClobContext, call: Call, key: ApiKey) => Reply,
): (context: ClobContext, call: Call) => Reply {
  return (context, call) => {
    const key = authenticate(context, call);
    return key ? route(context, call, key) : errorReply(401, UNAUTHORIZED);
  };
}

export const authRoutes: Readonly<Record<string, (context: ClobContext, call: Call) => Reply>> = {
  'POST /auth/api-key': (context, call) => {
    const claim = signedClaim(context, call);
    if (!claim) return errorReply(401, 'Invalid L1 Request headers');
    const key = context.keys.create(claim.address, claim.nonce, context.core.clock.nowMs());
    return key ? reply(raw(key)) : errorReply(400, 'Could not create api key');
  },
  'GET /auth/derive-api-key': (context, call) => {
    const claim = signedClaim(context, call);
    if (!claim) return errorReply(401, 'Invalid L1 Request headers');
    const key = context.keys.revive(claim.address, claim.nonce, context.core.clock.nowMs());
    return key ? reply(raw(key)) : errorReply(400, 'Could not derive api key!');
  },
  'GET /auth/api-keys': privately((context, _call, key) =>
    reply({ apiKeys: context.keys.ofAddress(key.address).map((one) => one.key) }),
  ),
  'DELETE /auth/api-key': privately((context, _call, key) => {
    context.keys.remove(key.key);
    return reply('OK');
  }),
  'GET /auth/ban-status/closed-only': privately(({ faults }, _call, key) =>
    reply({ closed_only: faults.current.closedOnly.some((address) => address.toLowerCase() === key.address) }),
  ),
};
