/**
 * Examines the venue on the user's machine: the probes one after the other, an end at the first red finding. It moves
 * no money and changes no setting; what it found is kept until the next time.
 *
 *   idle --examine--> running --(probe by probe)--> done: green, or the first red
 *          ^                     |                    |
 *          |                     +-- ended by the user: no verdict
 *          +------------------ examine ---------------+
 */
import { isSameAccount, type TradingAccount } from '../../domain/account';
import { GRAVITY, PROBES, type Finding, type ProbeId } from '../../domain/finding';
import { withoutSecrets } from '../../domain/parse-finding';
import type { Clock } from '../../ports/clock';
import type { Examination, Probe } from '../../ports/examination';
import type { TradingSession } from '../../ports/order-entry';
import { createEmitter } from '../emitter';

export interface ExaminationState {
  readonly running: ProbeId | null;
  readonly findings: readonly Finding[];
  /** When the last finding came, milliseconds since 1970; null before the first. */
  readonly atMs: number | null;
  /** null before an examination has ended, and where it was ended before its last probe. */
  readonly verdict: 'green' | 'red' | null;
}

export interface Doctor {
  state(): ExaminationState;
  /**
   * Resolves with what was found; a second call joins the one that runs.
   * @param listenMs how long each socket is listened to
   */
  examine(listenMs: number, signal: AbortSignal): Promise<ExaminationState>;
  subscribe(listener: () => void): () => void;
}

export interface DoctorParts {
  /** The venue's probes, made anew for every examination: they hand facts on to the next. */
  readonly open: (listenMs: number) => Examination;
  /** Those of Facet's own side. */
  readonly own: readonly Probe[];
  readonly session: () => TradingSession | null;
  /** Told of every verdict; `account` is the one that was connected from the first probe to the last, null for none. */
  readonly onVerdict: (verdict: 'green' | 'red', account: TradingAccount | null) => Promise<unknown>;
  readonly clock: Clock;
}

const IDLE: ExaminationState = { running: null, findings: [], atMs: null, verdict: null };

export function createDoctor(parts: DoctorParts): Doctor {
  let state = IDLE;
  let underWay: Promise<ExaminationState> | null = null;
  const changed = createEmitter<void>();
  const set = (next: ExaminationState): void => {
    state = next;
    changed.emit();
  };

  async function run(listenMs: number, signal: AbortSignal): Promise<ExaminationState> {
    const findings: Finding[] = [];
    const atStart = parts.session();
    for (const probe of probesOf(parts, listenMs)) {
      set({ running: probe.id, findings: [...findings], atMs: parts.clock.nowMs(), verdict: null });
      const session = parts.session();
      const finding = await probe.run(session, signal);
      if (signal.aborted) break;
      findings.push(withoutSecrets(finding, secretsOf(session)));
      if (GRAVITY[finding.code] === 'red') break;
    }
    const red = findings.some(({ code }) => GRAVITY[code] === 'red');
    const verdict = signal.aborted ? null : red ? 'red' : 'green';
    // Another account than at the start was examined in parts only.
    const atEnd = parts.session();
    const account =
      atStart !== null && atEnd !== null && isSameAccount(atStart.account, atEnd.account) ? atEnd.account : null;
    if (verdict !== null) await parts.onVerdict(verdict, account);
    set({ running: null, findings, atMs: parts.clock.nowMs(), verdict });
    return state;
  }

  return {
    state: () => state,
    examine(listenMs, signal) {
      underWay ??= run(listenMs, signal).finally(() => {
        underWay = null;
      });
      return underWay;
    },
    subscribe: changed.subscribe,
  };
}

function probesOf({ open, own }: DoctorParts, listenMs: number): readonly Probe[] {
  return [...own, ...open(listenMs).probes].sort((a, b) => PROBES.indexOf(a.id) - PROBES.indexOf(b.id));
}

function secretsOf(session: TradingSession | null): readonly string[] {
  if (session === null) return [];
  const { key, secret, passphrase } = session.credentials;
  return [key, secret, passphrase];
}
