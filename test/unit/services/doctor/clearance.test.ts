/** What locks real baskets again: a venue that is not as believed locks everybody, and so does a lock not on disk. */
import { describe, expect, it } from 'vitest';
import type { TradingAccount } from '../../../../lib/domain/account';
import type { Clearance } from '../../../../lib/domain/clearance';
import type { Finding, ProbeId } from '../../../../lib/domain/finding';
import { parseAddress } from '../../../../lib/domain/ids';
import { fail, ok } from '../../../../lib/domain/result';
import type { TradingSession } from '../../../../lib/ports/order-entry';
import { createClearance } from '../../../../lib/services/doctor/clearance';
import { createDoctor } from '../../../../lib/services/doctor/doctor';
import { createTestClock } from '../../../kit/clock';
import { ACCOUNT } from '../../../kit/executions';
import { NOW } from '../../../kit/priced-event';

const owner = parseAddress(`0x${'b2'.repeat(20)}`);
if (owner === null) throw new Error('fixture is malformed');
const OTHER: TradingAccount = { owner, funder: owner, signatureType: 0 };
const cleared = (account: TradingAccount): Clearance => ({
  account,
  greenAtMs: 5,
  trials: [{ protocol: 'v1', atMs: 7 }],
});
const sessionOf = (account: TradingAccount): TradingSession => ({
  account,
  credentials: { key: 'k', secret: 's', passphrase: 'p' },
});
const GOOD: Finding = { probe: 'place', code: 'place-open', params: { country: 'CH' } };
const VENUE_RED: Finding = { probe: 'version', code: 'version-unknown', params: { version: '9' } };
const WALLET_RED: Finding = { probe: 'wallet', code: 'wallet-missing', params: {} };

async function boot(connected: TradingAccount | null) {
  const disk = { stored: [cleared(ACCOUNT), cleared(OTHER)] as readonly Clearance[], refuses: false };
  const store = {
    load: () => Promise.resolve(disk.stored),
    save(next: readonly Clearance[]) {
      if (disk.refuses) return Promise.resolve(fail('storage-failed', { doing: 'write', error: 'x' }, 'later'));
      disk.stored = next;
      return Promise.resolve(ok(undefined));
    },
  };
  const clearance = createClearance(store);
  await clearance.load();
  const now: { session: TradingSession | null } = { session: connected && sessionOf(connected) };
  async function examine(...found: readonly (readonly [Finding, TradingAccount | null])[]) {
    const doctor = createDoctor({
      own: [],
      open: () => ({
        probes: found.map(([finding, after]) => ({
          id: finding.probe satisfies ProbeId,
          needsSession: false,
          run() {
            now.session = after && sessionOf(after);
            return Promise.resolve(finding);
          },
        })),
      }),
      session: () => now.session,
      onVerdict: clearance.told,
      clock: createTestClock(NOW),
    });
    return doctor.examine(0, new AbortController().signal);
  }
  const locks = () => [ACCOUNT, OTHER].map((account) => clearance.lockedBecause(account, ['v1'])?.code ?? null);
  return { clearance, disk, examine, locks, store };
}

describe('a red finding', () => {
  it('about the venue locks every account, with nobody connected too', async () => {
    const { examine, locks, disk } = await boot(null);
    expect(locks()).toEqual([null, null]);
    await examine([VENUE_RED, null]);
    expect(locks()).toEqual(['venue-unexamined', 'venue-unexamined']);
    expect(disk.stored.map(({ greenAtMs, trials }) => [greenAtMs, trials.length])).toEqual([
      [null, 1],
      [null, 1],
    ]);
  });

  it('about the venue locks every account when another was connected in between', async () => {
    const { examine, locks } = await boot(ACCOUNT);
    await examine([GOOD, OTHER], [VENUE_RED, OTHER]);
    expect(locks()).toEqual(['venue-unexamined', 'venue-unexamined']);
  });

  it('about the wallet locks the accounts that were connected, and no other', async () => {
    const one = await boot(ACCOUNT);
    await one.examine([WALLET_RED, ACCOUNT]);
    expect(one.locks()).toEqual(['venue-unexamined', null]);
    const none = await boot(null);
    await none.examine([WALLET_RED, null]);
    expect(none.locks()).toEqual([null, null]);
    const both = await boot(ACCOUNT);
    await both.examine([GOOD, OTHER], [WALLET_RED, OTHER]);
    expect(both.locks()).toEqual(['venue-unexamined', 'venue-unexamined']);
  });

  it('that cannot be saved locks all the same, and says that a restart would forget it', async () => {
    const { examine, locks, disk } = await boot(ACCOUNT);
    disk.refuses = true;
    await examine([VENUE_RED, ACCOUNT]);
    expect(locks()).toEqual(['lock-unsaved', 'lock-unsaved']);
    disk.refuses = false;
    await examine([VENUE_RED, ACCOUNT]);
    expect(locks()).toEqual(['venue-unexamined', 'venue-unexamined']);
  });

  it('is kept by the next thing that can be saved, whatever that is', async () => {
    const { examine, locks, disk, clearance } = await boot(ACCOUNT);
    disk.refuses = true;
    await examine([VENUE_RED, ACCOUNT]);
    disk.refuses = false;
    await clearance.tried(OTHER, 'v2', NOW);
    expect(locks()).toEqual(['venue-unexamined', 'venue-unexamined']);
    expect(disk.stored.map(({ greenAtMs }) => greenAtMs)).toEqual([null, null]);
  });
});

describe('a green examination', () => {
  it('is of the account that was connected from its first probe to its last', async () => {
    const { examine, clearance } = await boot(ACCOUNT);
    await examine([GOOD, OTHER], [GOOD, ACCOUNT]);
    expect(clearance.of(ACCOUNT).greenAtMs).toBe(5);
    await examine([GOOD, ACCOUNT]);
    expect([clearance.of(ACCOUNT).greenAtMs, clearance.of(OTHER).greenAtMs]).toEqual([NOW, 5]);
  });
});
