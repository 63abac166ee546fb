/** A cash-out record for tests of the machine and the words. */
import type { CashOut, CashRequest } from '../../lib/domain/cash-out';
import { parseAddress, parseConditionId, parseTokenId } from '../../lib/domain/ids';
import { moneyMicros, sizeMicros, timeMs } from '../../lib/domain/units';

const owner = parseAddress(`0x${'11'.repeat(20)}`);
const funder = parseAddress(`0x${'22'.repeat(20)}`);
const conditionId = parseConditionId(`0x${'ab'.repeat(32)}`);
const tokenId = parseTokenId('77');

type Way<W extends CashRequest['way']> = Extract<CashRequest, { readonly way: W }>;

export const RELAYED: Way<'relayer'> = { way: 'relayer', nonce: '4', deadlineSeconds: 1_000, body: null, id: null };
export const OWN: Way<'own'> = { way: 'own', count: 3, hashes: [], asked: 0, total: 2 };

export function cashOutOf(over: Partial<CashOut> = {}): CashOut {
  if (!owner || !funder || !conditionId || !tokenId) throw new Error('fixture');
  return {
    id: 'c1',
    account: { owner, funder, signatureType: 3 },
    kind: 'convert',
    state: 'drafted',
    eventTitle: 'Fed decision in June?',
    eventSlug: 'fed',
    sizeMicros: sizeMicros(20_000_000),
    cashMicros: moneyMicros(40_000_000),
    changes: [
      {
        conditionId,
        tokenId,
        token: 'no',
        label: 'No change',
        contract: { protocol: 'v1', negRisk: true },
        changeMicros: -20_000_000,
        heldMicros: 20_000_000,
      },
    ],
    calls: [{ to: `0x${'33'.repeat(20)}`, value: '0', data: '0x' }],
    request: null,
    createdAtMs: timeMs(1_000),
    updatedAtMs: timeMs(1_000),
    failure: null,
    ...over,
  };
}
