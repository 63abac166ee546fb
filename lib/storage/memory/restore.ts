/**
 * What a start makes of what it found. Pure but for digests.
 *
 * Nothing is invented: what no copy tells is at its strictest (limits), taken for the worse (stop), or left as it is
 * and named (a record whose end nobody knows). Orders that may have left come back as they were last written and are
 * looked up at the venue like any other.
 */
import type { Failure } from '../../domain/result';
import { deepEqual } from '../../domain/deep-equal';
import type { Execution } from '../../domain/execution';
import { EXECUTION_STATES, isFinished } from '../../domain/execution';
import type { MemoryDamage, MemoryFault, MemoryPlace, UnclearRecord } from '../../ports/memory';
import { parseStoredExecution } from '../parse-execution';
import { parseHalt, UNREADABLE_HALT } from '../parse-halt';
import type { Verdict } from './compare';
import type { Content, LocalRecords, TallySum } from './copy';
import { NO_RECORDS } from './copy';
import { uniteSignatures } from './unite-signatures';

/** The mark of the ties' database, and what its decisions add up to now. */
export interface TieReading {
  readonly mark: TieMark | null;
  readonly sum: TallySum;
}
export interface TieMark {
  readonly id: string;
  readonly writes: number;
  readonly sum: TallySum;
}

export interface Findings {
  readonly verdict: Verdict;
  /** The journal by key; null when it could not be read. */
  readonly records: ReadonlyMap<string, unknown> | null;
  readonly sum: TallySum;
  /** What stands in storage.local, with or without a seal; null when it could not be read. */
  readonly local: (LocalRecords & { readonly 'settings-saved'?: unknown }) | null;
  /** Halts that any copy tells, sealed or not. */
  readonly halts: readonly unknown[];
  /** Signatures that Facet has not sent, as each intact copy has them. */
  readonly signatures: readonly unknown[];
  /** Null when it could not be read. */
  readonly ties: TieReading | null;
  readonly nowMs: number;
}

type Fault = MemoryDamage['faults'][number];

export interface Restored {
  /** `journal` is what it was counted as where the journal cannot be read now. */
  readonly content: Content;
  /** Records to be written back to the journal. */
  readonly put: readonly (readonly [string, unknown])[];
  readonly changed: boolean;
}

export function restore(found: Findings): Restored {
  const { verdict } = found;
  const best = verdict.kind === 'none' ? adopted(found) : (verdict.best?.content ?? null);
  const aside = new Set(best?.aside ?? []);
  const faults: Fault[] = oncePerPlace([
    ...(verdict.kind === 'damaged' ? verdict.faults : []),
    ...adoptionFaults(found),
    ...journalFaults(found, best),
    ...tieFaults(found, best),
  ]);
  const suspect = faults.some(({ place }) => place === 'journal');
  const back = suspect ? broughtBack(found.records, best?.open ?? []) : [];
  const after = new Map([...(found.records ?? []), ...back]);
  const unclear = unclearIn(after, { aside, known: suspect ? recordsOf(best?.open ?? []) : null });
  const unreadable = unclear.filter(({ id }) => parseStoredExecution(after.get(id)) === null);
  if (unreadable.length > 0 && !suspect) faults.push({ place: 'journal', fault: 'unreadable' });
  if (faults.length === 0 && best !== null)
    return { content: { ...best, journal: found.sum }, put: [], changed: verdict.kind === 'none' };
  const hasLimits = best !== null && isThere(best.local.settings);
  const wasFresh = best !== null && !isThere(best.local.settings) && !lostLimits(faults, verdict);
  const damage: MemoryDamage = {
    atMs: found.nowMs,
    faults,
    limits: hasLimits || wasFresh ? 'restored' : 'strictest',
    stop: best === null ? 'unknown' : 'restored',
    broughtBack: back.length,
    gone: Math.max(0, (best?.journal.count ?? 0) - after.size),
    unclear,
  };
  return {
    content: {
      local: withoutClearance(
        inPaperMode(best?.local ?? {}, haltOf(best, found.halts)),
        uniteSignatures([best?.local.signatures, ...found.signatures]),
      ),
      open: best?.open ?? [],
      journal: found.records === null ? (best?.journal ?? NO_RECORDS) : found.sum,
      tieWrites: best?.tieWrites ?? 0,
      damage: best?.damage ? merged(best.damage, damage) : damage,
      aside: [...new Set([...aside, ...unclear.map(({ id }) => id)])],
    },
    put: back,
    changed: true,
  };
}

/** A profile of a Facet that kept no copies: what it has counts as it stands. */
function adopted({ local, ties }: Findings): Content | null {
  if (local === null || (ties !== null && ties.mark !== null)) return null;
  const { 'settings-saved': _saved, ...records } = local;
  return { local: records, open: [], journal: NO_RECORDS, tieWrites: 0, damage: null, aside: [] };
}

function adoptionFaults({ verdict, local, ties }: Findings): readonly Fault[] {
  if (verdict.kind !== 'none') return [];
  if (ties !== null && ties.mark !== null)
    return (['local', 'journal', 'copy'] as const).map((place) => ({ place, fault: 'lost' }));
  if (local === null) return [{ place: 'local', fault: 'unreadable' }];
  return local['settings-saved'] === true && !isThere(local.settings) ? [{ place: 'local', fault: 'lost' }] : [];
}

/** Two looks at one place may find the same; it is said once. */
function oncePerPlace(faults: readonly Fault[]): Fault[] {
  return faults.filter(
    ({ place, fault }, at) => faults.findIndex((each) => each.place === place && each.fault === fault) === at,
  );
}

function lostLimits(faults: readonly Fault[], { kind }: Verdict): boolean {
  return kind === 'none' && faults.some(({ place }) => place === 'local');
}

function journalFaults({ verdict, records, sum }: Findings, best: Content | null): readonly Fault[] {
  if (records === null) return [{ place: 'journal', fault: 'unreadable' }];
  if (verdict.kind === 'none' || best === null) return [];
  if (verdict.kind === 'damaged' && verdict.faults.some(({ place }) => place === 'journal')) return [];
  return sum.digest === best.journal.digest && sum.count === best.journal.count
    ? []
    : [{ place: 'journal', fault: 'changed' }];
}

function tieFaults({ ties, verdict }: Findings, best: Content | null): readonly Fault[] {
  const fault = (what: MemoryFault): readonly Fault[] => [{ place: 'ties' satisfies MemoryPlace, fault: what }];
  if (ties === null) return fault('unreadable');
  if (best === null || best.tieWrites === 0) return [];
  const { mark, sum } = ties;
  if (mark === null) return fault('lost');
  if (verdict.kind !== 'none' && verdict.best !== null && mark.id !== verdict.best.id) return fault('changed');
  if (mark.writes < best.tieWrites) return fault('older');
  return mark.sum.digest === sum.digest && mark.sum.count === sum.count ? [] : fault('changed');
}

/** The order's bytes are for the journal alone: a copy needs its number, by which it is looked up. */
export function withoutBodies(record: Execution): Execution {
  return {
    ...record,
    legs: record.legs.map((leg) => ({
      ...leg,
      orders: leg.orders.map((order) => (order.body === null ? order : { ...order, body: '' })),
    })),
  };
}

/** Of the copy's records those that the journal lost or has in an older state. */
function broughtBack(
  records: ReadonlyMap<string, unknown> | null,
  open: readonly unknown[],
): readonly (readonly [string, unknown])[] {
  return open.flatMap((raw) => {
    const copy = parseStoredExecution(raw);
    if (copy === null) return [];
    const own = parseStoredExecution(records?.get(copy.id));
    const isOlder = own === null || (own.updatedAtMs <= copy.updatedAtMs && !deepEqual(withoutBodies(own), copy));
    return isOlder ? [[copy.id, raw] as const] : [];
  });
}

function recordsOf(open: readonly unknown[]): ReadonlyMap<string, Execution> {
  return new Map(
    open.flatMap((raw) => {
      const record = parseStoredExecution(raw);
      return record === null ? [] : [[record.id, record] as const];
    }),
  );
}

/**
 * Records that cannot be read, and in a journal that is not as it was left (`known` given) those that stand before
 * their sending while no copy says that they still do: they may have been sent since.
 */
function unclearIn(
  records: ReadonlyMap<string, unknown>,
  { aside, known }: { readonly aside: ReadonlySet<string>; readonly known: ReadonlyMap<string, Execution> | null },
): readonly UnclearRecord[] {
  return [...records].flatMap(([id, raw]) => {
    if (aside.has(id)) return [];
    const record = parseStoredExecution(raw);
    if (record === null) return [{ id, title: titleOf(raw) }];
    const mayHaveLeft = record.mode === 'live' && !isFinished(record) && !EXECUTION_STATES[record.state].sent;
    return known !== null && mayHaveLeft && known.get(id)?.updatedAtMs !== record.updatedAtMs
      ? [{ id, title: record.eventTitle }]
      : [];
  });
}

function titleOf(raw: unknown): string {
  if (typeof raw !== 'object' || raw === null || !('eventTitle' in raw)) return '';
  return typeof raw.eventTitle === 'string' ? raw.eventTitle : '';
}

/** Whoever says stop is believed; where nobody can say anything, Facet is stopped. */
function haltOf(best: Content | null, halts: readonly unknown[]): Failure | null {
  if (best === null) return halts.map(parseHalt).find((reason) => reason !== null) ?? UNREADABLE_HALT;
  return [best.local.halt, ...halts].map(parseHalt).find((reason) => reason !== null) ?? null;
}

/** Live mode is a choice that is made again. */
function inPaperMode(local: LocalRecords, halt: Failure | null): LocalRecords {
  const { settings, halt: _before, ...rest } = local;
  return {
    ...rest,
    ...(isThere(settings)
      ? { settings: typeof settings === 'object' ? { ...settings, mode: 'paper' } : settings }
      : {}),
    ...(halt === null ? {} : { halt }),
  };
}

/** The best copy may be older than what locked an account: the venue is examined again. Signatures are all watched. */
function withoutClearance(local: LocalRecords, signatures: unknown): LocalRecords {
  const { clearance: _locked, signatures: _before, ...rest } = local;
  return signatures === undefined ? rest : { ...rest, signatures };
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Of two damages that were not acknowledged the worse of each. */
function merged(before: MemoryDamage, now: MemoryDamage): MemoryDamage {
  return {
    atMs: now.atMs,
    faults: now.faults,
    limits: before.limits === 'strictest' ? 'strictest' : now.limits,
    stop: before.stop === 'unknown' ? 'unknown' : now.stop,
    broughtBack: before.broughtBack + now.broughtBack,
    gone: before.gone + now.gone,
    unclear: [...before.unclear, ...now.unclear],
  };
}
