/**
 * From a rounded trade to a certificate: the worst atom as witness, and the floor by multipliers or, where they fall
 * short, by enumeration.
 */
import type { Certificate } from '../../domain/basket';
import { at, sumOf } from '../../domain/arrays';
import { buildCertificate } from './build-certificate';
import { netOf, provenFloor } from '../oracle/floor';
import { leastAtom } from '../oracle/least-atom';
import { FREE, Propagator } from '../../relations/propagate';
import type { Atom } from '../space/search';
import type { OutcomeSpace } from '../space/space';
import { makeTrade, positionsOf, type Trade, type TradeContext } from '../lp/trade';

const WITNESS_NODES = 50_000;
/** A certificate lists at most this many patterns; more is not something anyone re-reads. */
const MAX_PATTERNS = 4096;
/** Conditions with legs that the verifier's pattern search takes on. */
const MAX_PATTERN_CONDITIONS = 20;

/** Atoms kept per component; a basket moves between a handful of worst cases as prices do. */
const MAX_WITNESSES = 48;

/** What one component's proofs leave for the next: the outcome space does not change when prices do. */
export class Witnesses {
  readonly propagator: Propagator;
  readonly #atoms: Atom[] = [];

  constructor(space: OutcomeSpace) {
    this.propagator = new Propagator(space);
  }

  keep(atom: Atom): void {
    this.#atoms.push(atom);
    if (this.#atoms.length > MAX_WITNESSES) this.#atoms.shift();
  }

  /** The least paying of the atoms known; null when there is none. */
  least(net: Float64Array): { readonly atom: Atom; readonly value: number } | null {
    const traded = [...net.keys()].filter((index) => net[index] !== 0);
    let best: { atom: Atom; value: number } | null = null;
    for (const atom of this.#atoms) {
      let value = 0;
      for (const index of traded) if (atom[index] === 1) value += at(net, index);
      if (!best || value < best.value) best = { atom, value };
    }
    return best;
  }
}

/**
 * Null when no atom could be found to witness the floor: without one the outcome space is not known to be non-empty.
 */
export function proveTrade(
  context: TradeContext,
  trade: Trade,
  witnesses = new Witnesses(context.space),
): { readonly certificate: Certificate; readonly trade: Trade } | null {
  const { space, instance } = context;
  const positions = positionsOf(space, trade.legs);
  const net = netOf(positions);
  const byMultipliers = provenFloor(space, positions, trade.multipliers, instance.voids);
  const sold = sumOf(positions.no);
  const certify = (
    floorMicros: number,
    worst: Atom,
    enumeration: readonly Readonly<Record<string, boolean>>[] | null,
  ) => {
    const proven = makeTrade(trade.legs, trade.multipliers, floorMicros);
    return { trade: proven, certificate: buildCertificate({ instance, space, trade: proven, worst, enumeration }) };
  };
  // No atom pays less than the multipliers prove, so one that is known to come within a lot of it is the worst case.
  const known = witnesses.least(net);
  if (known && known.value + sold - byMultipliers <= instance.lotMicros)
    return certify(byMultipliers, known.atom, null);
  const least = leastAtom(
    { space, net, multipliers: trade.multipliers, nodeLimit: WITNESS_NODES, tolerance: 0 },
    witnesses.propagator,
  );
  if (!least) return null;
  witnesses.keep(least.atom);
  const exactFloor = least.value + sold;
  // A lot of rounding is not worth giving up the shorter proof for.
  if (!least.proven || instance.voids > 0 || exactFloor - byMultipliers <= instance.lotMicros)
    return certify(byMultipliers, least.atom, null);
  const enumeration = patternsAtLeast(space, net, least.value);
  return enumeration ? certify(exactFloor, least.atom, enumeration) : certify(byMultipliers, least.atom, null);
}

/** Partial truths that between them cover every atom and each of which already pays `least`; null when too many. */
function patternsAtLeast(
  space: OutcomeSpace,
  net: Float64Array,
  least: number,
): readonly Readonly<Record<string, boolean>>[] | null {
  const conditions = [...net.keys()].filter((index) => at(net, index) !== 0);
  if (conditions.length > MAX_PATTERN_CONDITIONS) return null;
  const propagator = new Propagator(space);
  const decided: Record<string, boolean> = {};
  const patterns: Readonly<Record<string, boolean>>[] = [];
  const descend = (): boolean => {
    let bound = 0;
    let branch = -1;
    for (const index of conditions) {
      const truth = at(propagator.truths, index);
      const value = at(net, index);
      if (truth === FREE) branch = branch < 0 ? index : branch;
      bound += truth === FREE ? Math.min(0, value) : truth * value;
    }
    if (bound >= least || branch < 0) {
      patterns.push({ ...decided });
      return patterns.length <= MAX_PATTERNS;
    }
    const key = at(space.keys, branch);
    for (const truth of [1, 0] satisfies (0 | 1)[]) {
      const mark = propagator.mark();
      decided[key] = truth === 1;
      if (propagator.assign(branch, truth) && !descend()) return false;
      propagator.undoTo(mark);
    }
    delete decided[key];
    return true;
  };
  return descend() ? patterns : null;
}
