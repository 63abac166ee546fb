/** Commands as calls on services; the table of lib/protocol/commands.ts decides who may ask for what. */
import { canonicalJson } from '../../lib/verifier/canonical';
import { verifyInFull } from '../../lib/verifier/verify';
import type { CertificateHash } from '../../lib/domain/ids';
import { parseCertificateHash } from '../../lib/domain/ids';
import type { Certificate } from '../../lib/domain/basket';
import type { Result } from '../../lib/domain/result';
import { fail, ok } from '../../lib/domain/result';
import { moneyMicros } from '../../lib/domain/units';
import { goOn, stopEverything, switchMode } from '../../lib/services/execution/mode';
import { isUnresolved } from '../../lib/domain/execution';
import type { CommandHandlers } from '../../lib/protocol/commands';
import type { Services } from './container';
import { createRelationHandlers } from './relation-handlers';

export function createHandlers(services: Services): CommandHandlers {
  const { settings, portfolio, execution, opportunities, database, log } = services;

  async function certificateOf(
    hash: string,
  ): Promise<
    Result<{ readonly hash: CertificateHash; readonly certificate: Certificate; readonly eventTitle: string }>
  > {
    const parsed = parseCertificateHash(hash);
    if (parsed === null) return badHash();
    const shown = opportunities.byHash(parsed);
    if (shown)
      return ok({ hash: parsed, certificate: shown.certified.certificate, eventTitle: shown.component.event.title });
    const stored = await database.certificates.get(parsed);
    if (!stored.ok) return stored;
    return stored.value
      ? ok({ hash: parsed, certificate: stored.value.certificate, eventTitle: stored.value.eventTitle })
      : fail('proof-gone', 'This proof is no longer kept. Export the current one.', 'later');
  }

  return {
    ...createRelationHandlers(services),
    async execute({ certificateHash, maxCostMicros, mode }) {
      const parsed = parseCertificateHash(certificateHash);
      return parsed === null
        ? badHash()
        : execution.execute({ certificateHash: parsed, maxCostMicros: moneyMicros(maxCostMicros), mode });
    },
    async exportCertificate({ certificateHash }) {
      const found = await certificateOf(certificateHash);
      return found.ok ? ok({ json: canonicalJson(found.value.certificate) }) : found;
    },
    async recheck({ certificateHash }) {
      const found = await certificateOf(certificateHash);
      if (!found.ok) return found;
      const checked = verifyInFull(found.value.certificate);
      if (!checked.ok) return checked;
      const methods = [
        checked.value.byMultipliers ? 'by the multipliers of its rules' : null,
        checked.value.byPatterns === 'confirmed'
          ? `by trying all ${checked.value.patterns} patterns of its outcomes`
          : null,
      ].filter((text) => text !== null);
      return ok({ sentence: `Checked again just now: the floor holds, ${methods.join(' and ')}.` });
    },
    async updateSettings(patch) {
      const saved = await settings.update(patch);
      return saved.ok ? ok({}) : saved;
    },
    async listWallets() {
      const listed = await portfolio.listWallets();
      return listed.ok ? ok({ providers: listed.value }) : listed;
    },
    async connectWallet({ uuid }) {
      const held = execution.all().find(isUnresolved)?.account ?? null;
      const connected = await portfolio.connect({ uuid, mustBe: held?.owner ?? null }, AbortSignal.timeout(300_000));
      if (!connected.ok) return connected;
      await portfolio.refreshBalance(AbortSignal.timeout(15_000));
      return ok({ owner: connected.value.account.owner, funder: connected.value.account.funder });
    },
    async disconnectWallet() {
      if (execution.all().some(isUnresolved))
        return fail(
          'orders-open',
          'Orders of this account are still open or of unknown fate. Stay connected until they are accounted for.',
          'later',
        );
      const paper = await settings.setMode('paper');
      if (!paper.ok) return paper;
      const gone = await portfolio.disconnect();
      return gone.ok ? ok({}) : gone;
    },
    async setMode({ mode }) {
      const switched = await switchMode(mode, services, AbortSignal.timeout(20_000));
      if (!switched.ok) return switched;
      log.info('mode', { mode });
      return ok({});
    },
    async panic() {
      const stopped = await stopEverything(services);
      log.warn('panic', { ok: stopped.ok });
      return stopped;
    },
    resume: () => goOn(services).then((lifted) => (lifted.ok ? ok({}) : lifted)),
    async copyLog() {
      return ok({ text: await log.text() });
    },
  };
}

function badHash(): Result<never> {
  return fail('bad-hash', 'That is not the number of a proof.');
}
