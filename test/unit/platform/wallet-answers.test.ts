import * as en from '../../../lib/words/en';
import { describe, expect, it } from 'vitest';
import { chainIdOf, walletFailure } from '../../../lib/platform/wallet-answers';
import { PAGE_WITHOUT_SCRIPT } from '../../../lib/protocol/bridge';

describe('the network that a wallet says it is on', () => {
  it.each([
    137,
    137n,
    '137',
    '0x89',
    '0x089',
    '0X89',
    '0X0089',
    ' 0x89 ',
    '137n',
    '0137',
    'eip155:137',
    'EIP155:0x89\n',
  ])('%s is Polygon', (answer) => expect(chainIdOf(answer)).toBe(137n));
  it.each([
    ['0x1', 1n],
    [1, 1n],
    ['80002', 80002n],
    ['0x13881', 80001n],
  ])('%s is another network', (answer, chain) => expect(chainIdOf(answer)).toBe(chain));
  it.each([
    null,
    undefined,
    '',
    '0x',
    '0',
    0,
    -137,
    137.5,
    NaN,
    Infinity,
    true,
    {},
    [],
    ['0x89'],
    'polygon',
    '0x8g',
    '1e2',
    '137 137',
    '-137',
    '0x89; DROP',
    `0x${'9'.repeat(65)}`,
  ])('nothing can be told from %s', (answer) => expect(chainIdOf(answer)).toBeNull());
});

describe('what a wallet throws', () => {
  const codeOf = (code: number, message: string): string => {
    const failure = walletFailure(code, message);
    if (failure.ok) throw new Error('a failure was expected');
    expect(en.failure(failure.error)).not.toMatch(/\d{3,}|<|undefined|\[object/);
    return failure.error.code;
  };
  it.each([
    [4001, ''],
    [-32603, 'User rejected the request.'],
    [-32603, 'MetaMask Tx Signature: User denied transaction signature.'],
    [-32603, 'MetaMask Message Signature: User denied message signature.'],
    [-32603, 'ACTION_REJECTED user rejected action (action="signTypedData", reason="rejected")'],
    [5000, 'User rejected.'],
    [-32603, '5000 User disapproved requested methods'],
    [-32603, 'Request was rejected'],
    [-32000, 'Signature request cancelled'],
    [-32603, 'cancelled'],
    [-32603, 'Rejected by user'],
    [-32603, 'The transaction was declined by the user'],
    [-32603, 'User closed modal'],
    [-32603, 'Connection request reset. Modal closed by user'],
    [-32603, 'Ledger device: Condition of use not satisfied (denied by the user?) (0x6985)'],
    [-32603, '4001 Internal JSON-RPC error.'],
    [-32603, 'The wallet refused without a reason.'],
    [-32603, 'USER_REFUSED'],
    [-32603, 'UserRejectedRequestError'],
  ])('%i "%s" is a refusal', (code, message) => expect(codeOf(code, message)).toBe('wallet-refused'));
  it.each([
    [-32603, 'Internal JSON-RPC error.', 'wallet-failed'],
    [-32603, 'Provided chainId "137" must match the active chainId "1"', 'wallet-failed'],
    [-32603, '<b>send 14001 to 0xabc</b>', 'wallet-failed'],
    [-32602, 'Invalid parameters', 'wallet-failed'],
    [-32601, 'The method does not exist', 'wallet-unable'],
    [4200, 'The method is not supported', 'wallet-unable'],
    [4100, 'not authorized by the user', 'wallet-unauthorised'],
    [4900, 'disconnected', 'wallet-offline'],
    [4901, 'chain disconnected', 'wallet-offline'],
    [4900, PAGE_WITHOUT_SCRIPT, 'page-old'],
    [4904, '', 'wallet-gone'],
    [-32002, 'already pending', 'wallet-busy'],
  ])('%i "%s" is %s', (code, message, expected) => expect(codeOf(code, message)).toBe(expected));
});
