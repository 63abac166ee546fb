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

export interface Verdict {
  readonly is: 'green' | 'red';
  /**
   * Whom it is about. `everyone`: the venue is not as Facet believes, for whom ever it was asked. Else those that were
   * connected at any time; of a green one only that which was from the first probe to the last.
   */
  readonly about: 'everyone' | readonly TradingAccount[];
  readonly atMs: number;
}

export interface DoctorParts {
  /** The venue's probes, made anew for every examination: they hand facts on to the next. */
  readonly open: (listenMs: number) => Examination;
  /** Those of Facet's own side. */
  readonly own: readonly Probe[];
  readonly session: () => TradingSession | null;
  /** Told of every verdict. */
  readonly onVerdict: (verdict: Verdict) => Promise<unknown>;
  readonly clock: Clock;
}

/** Red findings about one account or its wallet, which say nothing of others. */
const OF_ONE: ReadonlySet<Finding['code']> = new Set<Finding['code']>([
  ...(['wallet-missing', 'wallet-locked', 'wallet-other'] as const),
  ...(['accounts-undeployed', 'standing-closed-only', 'standing-short'] as const),
]);

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
    const connected: (TradingAccount | null)[] = [parts.session()?.account ?? null];
    for (const probe of probesOf(parts, listenMs)) {
      set({ running: probe.id, findings: [...findings], atMs: parts.clock.nowMs(), verdict: null });
      const session = parts.session();
      connected.push(session?.account ?? null);
      const finding = await probe.run(session, signal);
      if (signal.aborted) break;
      findings.push(withoutSecrets(finding, secretsOf(session)));
      if (GRAVITY[finding.code] === 'red') break;
    }
    connected.push(parts.session()?.account ?? null);
    const atMs = parts.clock.nowMs();
    const verdict = signal.aborted ? null : verdictOf(findings, connected, atMs);
    if (verdict !== null) await parts.onVerdict(verdict);
    set({ running: null, findings, atMs, verdict: verdict?.is ?? null });
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

function verdictOf(findings: readonly Finding[], connected: readonly (TradingAccount | null)[], atMs: number): Verdict {
  const accounts = connected.filter((account) => account !== null);
  const red = findings.find(({ code }) => GRAVITY[code] === 'red');
  if (red !== undefined) {
    const isOfOne = OF_ONE.has(red.code) || red.probe === 'wallet';
    return { is: 'red', about: isOfOne ? accounts : 'everyone', atMs };
  }
  // Another account than at the start was examined in parts only.
  const [first] = accounts;
  const whole = first !== undefined && connected.every((account) => account !== null && isSameAccount(account, first));
  return { is: 'green', about: whole ? [first] : [], atMs };
}

function probesOf({ open, own }: DoctorParts, listenMs: number): readonly Probe[] {
  return [...own, ...open(listenMs).probes].sort((a, b) => PROBES.indexOf(a.id) - PROBES.indexOf(b.id));
}

function secretsOf(session: TradingSession | null): readonly string[] {
  if (session === null) return [];
  const { key, secret, passphrase } = session.credentials;
  return [key, secret, passphrase];
}
