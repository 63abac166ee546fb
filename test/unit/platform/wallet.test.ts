import * as en from '../../../lib/words/en';
import { describe, expect, it } from 'vitest';
import { parseAddress, type Address } from '../../../lib/domain/ids';
import { fail, ok, type Result } from '../../../lib/domain/result';
import type { Ask } from '../../../lib/platform/bridge-ports';
import { createWallet } from '../../../lib/platform/wallet';
import type { BridgeAnswer } from '../../../lib/protocol/bridge';

const OWNER = '0x52908400098527886E0F7030069857D2E4169EE7';
const TYPED = { domain: {}, primaryType: 'X', types: {}, message: {} };
type Said = string | null | readonly string[] | { readonly code: number; readonly message: string } | Result<never>;

/** A wallet behind the bridge: an answer for each method, or one for each time it is asked. */
function walletThat(answers: Readonly<Record<string, readonly Said[]>>) {
  const asked: string[] = [];
  const ask: Ask = async (request) => {
    const method = request.kind === 'list' ? 'list' : request.method;
    const before = asked.filter((each) => each === method).length;
    asked.push(method);
    const row = answers[method] ?? [];
    const said = row[Math.min(before, row.length - 1)] ?? null;
    if (typeof said === 'object' && said !== null && 'ok' in said) return said;
    const answer: BridgeAnswer =
      typeof said === 'object' && said !== null && 'code' in said
        ? { nonce: 'n', kind: 'error', ...said }
        : { nonce: 'n', kind: 'value', value: typeof said === 'object' && said !== null ? [...said] : said };
    return ok(answer);
  };
  return { asked, wallet: createWallet(ask) };
}

function owner(): Address {
  const parsed = parseAddress(OWNER);
  if (parsed === null) throw new Error('fixture');
  return parsed;
}

const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);

describe('the network of a wallet', () => {
  const connect = async (answers: Readonly<Record<string, readonly Said[]>>) => {
    const { asked, wallet } = walletThat({ eth_requestAccounts: [[OWNER]], ...answers });
    return { asked, result: await wallet.connect('u') };
  };

  it.each(['137', '0x89', '0x089', '0X89', ' 137 '])('%s is Polygon, and nothing is switched', async (chain) => {
    const { asked, result } = await connect({ eth_chainId: [chain] });
    expect(result).toEqual(ok(OWNER));
    expect(asked).toEqual(['eth_requestAccounts', 'eth_chainId']);
  });

  it('another network is switched, and looked at again in any form', async () => {
    expect(codeOf((await connect({ eth_chainId: ['0x1', '137'] })).result)).toBe('ok');
    expect(codeOf((await connect({ eth_chainId: ['0x1', '1'] })).result)).toBe('wrong-chain');
  });

  it.each<[Said]>([
    ['polygon'],
    [null],
    [['0x89', '0x89']],
    [{ code: -32603, message: 'odd' }],
    [{ code: 4200, message: '' }],
  ])('what cannot be told from %j is said as that, without a number', async (chain) => {
    const { result } = await connect({
      eth_chainId: [chain],
      wallet_switchEthereumChain: [{ code: 4001, message: '' }],
    });
    expect(codeOf(result)).toBe('chain-unknown');
    expect(result.ok ? '' : en.failure(result.error)).not.toMatch(/\d/);
  });

  it('garbage before the switch and Polygon after it is Polygon', async () => {
    expect(codeOf((await connect({ eth_chainId: ['garbage', '0x89'] })).result)).toBe('ok');
  });

  it('a page that went away is not a network', async () => {
    const gone = fail('page-gone', 'Gone.', 'later');
    expect(codeOf((await connect({ eth_chainId: [gone] })).result)).toBe('page-gone');
    expect(codeOf((await connect({ eth_chainId: ['0x1'], wallet_switchEthereumChain: [gone] })).result)).toBe(
      'page-gone',
    );
  });
});

describe('refusals', () => {
  it.each([
    { code: 4001, message: '' },
    { code: -32603, message: 'User rejected the request.' },
    { code: -32603, message: 'ACTION_REJECTED' },
    { code: -32603, message: 'The wallet refused without a reason.' },
  ])('%j is said as one sentence, whatever was asked', async (refusal) => {
    const signing = walletThat({ eth_chainId: ['0x89'], eth_signTypedData_v4: [refusal] }).wallet;
    expect(codeOf(await signing.signTypedData({ uuid: 'u', owner: owner(), typedData: TYPED }))).toBe('wallet-refused');
    expect(codeOf(await walletThat({ eth_requestAccounts: [refusal] }).wallet.connect('u'))).toBe('wallet-refused');
  });
});

describe('a transaction that the wallet answers with an error', () => {
  const send = async (code: number, message: string) => {
    const { wallet } = walletThat({ eth_chainId: ['0x89'], eth_sendTransaction: [{ code, message }] });
    const transaction = { from: OWNER, to: OWNER, value: '0', data: '0x' } as const;
    return codeOf(await wallet.sendTransaction({ uuid: 'u', owner: owner(), transaction }));
  };
  it('is refused by the code alone', async () => expect(await send(4001, 'anything')).toBe('wallet-refused'));
  it.each(['request aborted', 'The request was closed', 'User rejected the request.', 'transaction cancelled'])(
    'is not refused by the text "%s"',
    async (message) => expect(await send(-32603, message)).toBe('wallet-failed'),
  );
});

it('counts the transactions that wait, or those that were mined', async () => {
  const asked: unknown[] = [];
  const wallet = createWallet(async (request) => {
    if (request.kind === 'call' && request.method === 'eth_getTransactionCount') asked.push(request.params[1]);
    return ok({ nonce: 'n', kind: 'value', value: '0x89' });
  });
  await wallet.countTransactions({ uuid: 'u', owner: owner(), of: 'queued' });
  await wallet.countTransactions({ uuid: 'u', owner: owner(), of: 'mined' });
  expect(asked).toEqual(['pending', 'latest']);
});

describe('a receipt', () => {
  const HASH = `0x${'ab'.repeat(32)}`;
  const receipt = async (value: Said) => {
    const { wallet } = walletThat({ eth_chainId: ['0x89'], eth_getTransactionReceipt: [value] });
    const answer = await wallet.fetchReceipt({ uuid: 'u', hash: HASH });
    return answer.ok ? answer.value : answer.error.code;
  };
  it('says what the chain did, or nothing yet', async () => {
    expect(await receipt([HASH, '0x1'])).toBe('done');
    expect(await receipt([HASH.toUpperCase().replace('0X', '0x'), '0x0'])).toBe('reverted');
    expect(await receipt(null)).toBeNull();
  });
  it.each<[Said]>([[[]], [[`0x${'cd'.repeat(32)}`, '0x1']], [[HASH, '']], [[HASH, '0x2']], [HASH], [[HASH]]])(
    'is none that reads %j',
    async (value) => expect(await receipt(value)).toBe('wallet-answer'),
  );
});
