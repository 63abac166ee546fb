/**
 * The dual of the safe-trade program, min R(mu) over A mu >= b, 0 <= mu <= 1 (docs/maths.md 2.2, docs/maths.md 2.3),
 * solved again after each change of one condition's curve: a dual simplex over piecewise linear costs (Fourer, "A
 * simplex algorithm for piecewise-linear programming" I, 1985; ratio test with long steps: Maros, "Computational
 * Techniques of the Simplex Method", 2003, chapter 10). Every variable has finite ends, so a changed curve only moves
 * non-basic variables to another of their breakpoints, and a tick costs a few pivots.
 *
 * Nothing here is trusted: `verified` computes both sides of weak duality from the multipliers and fair prices alone.
 * Letters: A, b, mu, u as there; y = multipliers with both signs during the search, g = A'y, alpha = a row of (inverse
 * basis x columns).
 */
import { seeded } from '../../domain/random';
import type { OutcomeSpace } from '../space/space';
import { BasisState, SMALL_PIVOT } from './basis-state';
import type { AskTable, CurveTable } from './curve';
import { dualityBounds, type DualPoint } from './duality';
import { PivotRow } from './pivot-row';
import { ratioTest, type Candidates } from './ratio-test';

/** A fair price may leave its segment by this much (dollars) before it counts. */
const FEASIBLE = 1e-9;
/** The pivot element computed by row and by column may differ by this share before the inverse counts as worn. */
const WORN = 1e-6;
const PIVOTS_PER_INVERSE = 400;
/**
 * Steps without progress in a row after which the leaving variable is drawn instead of chosen, so that no cycle lasts.
 */
const STALLED = 60;

export class DualSimplex {
  readonly curves: CurveTable;
  /** Value of every variable: fair prices first, then the rows' slacks. */
  readonly values: Float64Array;
  /** u: multiplier by row, never negative for an inequality; written by `verified`. */
  readonly multipliers: Float64Array;
  /** A'u by condition; written by `verified`. */
  readonly gradients: Float64Array;
  readonly #state: BasisState;
  readonly #pivotRow: PivotRow;
  readonly #direction: Float64Array;
  readonly #candidates: Candidates;
  readonly #random = seeded(1);

  constructor(space: OutcomeSpace, asks: AskTable) {
    const state = new BasisState(space, asks);
    const { rows, conditions } = state.matrix;
    const variables = rows + conditions;
    this.#state = state;
    this.curves = state.curves;
    this.values = state.values;
    this.multipliers = new Float64Array(rows);
    this.gradients = new Float64Array(conditions);
    this.#pivotRow = new PivotRow(state.matrix);
    this.#direction = new Float64Array(rows);
    this.#candidates = {
      variable: new Int32Array(variables + 1),
      rate: new Float64Array(variables + 1),
      ratio: new Float64Array(variables + 1),
      breakpoint: new Int32Array(variables + 1),
      count: 0,
    };
  }

  /** From nothing: no multipliers, every fair price where its own book wants it. */
  reset(): void {
    this.#state.reset();
  }

  /** A fresh inverse of the same basis. */
  refactor(): void {
    this.#state.refactor();
  }

  /**
   * The condition's asks changed: its curve is read again and the multipliers stay optimal for the fair prices that
   * follow.
   */
  changed(condition: number): void {
    const state = this.#state;
    const { curves, values } = state;
    const position = state.positionOf[condition] ?? -1;
    curves.rebuild(condition);
    state.rowChange.fill(0);
    if (position < 0) state.moveNonbasic(condition, state.restingBreakpoint(condition));
    else {
      const breakpoint = curves.segmentOf(condition, values[condition] ?? 0);
      state.breakpoint[condition] = breakpoint;
      const change = (curves.slopes[condition * curves.stride + breakpoint] ?? 0) - (state.g[condition] ?? 0);
      if (change !== 0) {
        this.#pivotRow.compute(state.inverse.table, position);
        state.updateMultipliers(this.#pivotRow, position, change);
        this.#moveToBest();
      }
    }
    state.updateBasics();
  }

  /** False when the search did not end: too many steps, or a basis too worn to go on. */
  solve(maxSteps: number): boolean {
    const state = this.#state;
    if (state.pivots > PIVOTS_PER_INVERSE) state.refactor();
    let stalled = 0;
    for (let step = 0; step < maxSteps; step += 1) {
      const position = this.#chooseLeaving(stalled > STALLED);
      if (position < 0) return true;
      const length = this.#step(position);
      if (length === null) return false;
      stalled = length > 1e-12 ? 0 : stalled + 1;
    }
    return false;
  }

  /** Both sides of weak duality from scratch, and the multipliers and gradients that prove the lower one. */
  verified(): DualPoint {
    return dualityBounds(this.#state, this.multipliers, this.gradients);
  }

  /** The basic variable furthest outside its segment; -1 when all are inside. */
  #chooseLeaving(drawn: boolean): number {
    const { matrix, values, curves, basic, breakpoint } = this.#state;
    const { breakpoints, stride } = curves;
    let found = -1;
    let worst = FEASIBLE;
    let seen = 0;
    for (let position = 0; position < matrix.rows; position += 1) {
      const variable = basic[position] ?? 0;
      const at = variable * stride + (breakpoint[variable] ?? 0);
      const value = values[variable] ?? 0;
      const outside = Math.max((breakpoints[at] ?? 0) - value, value - (breakpoints[at + 1] ?? 0));
      if (outside <= FEASIBLE) continue;
      seen += 1;
      if (drawn) {
        if (this.#random() * seen < 1) found = position;
      } else if (outside > worst) {
        worst = outside;
        found = position;
      }
    }
    return found;
  }

  /** One step of the dual; its length, or null when there is none or its pivot is too small to trust. */
  #step(position: number): number | null {
    const state = this.#state;
    const { curves, values, basic, matrix } = state;
    const { breakpoints, stride } = curves;
    const leaving = basic[position] ?? 0;
    const start = leaving * stride + (state.breakpoint[leaving] ?? 0);
    const up = (values[leaving] ?? 0) > (breakpoints[start + 1] ?? 0);
    const sign = up ? 1 : -1;
    const infeasible = up
      ? (values[leaving] ?? 0) - (breakpoints[start + 1] ?? 0)
      : (breakpoints[start] ?? 0) - (values[leaving] ?? 0);
    this.#pivotRow.compute(state.inverse.table, position);
    this.#gatherCandidates(leaving, sign);
    const chosen = ratioTest(curves, this.#candidates, infeasible);
    if (chosen < 0) return null;
    const { variable, ratio, breakpoint, rate, count } = this.#candidates;
    const length = Math.max(0, ratio[chosen] ?? 0);
    const entering = variable[chosen] ?? 0;
    if (entering !== leaving && Math.abs(rate[chosen] ?? 0) < SMALL_PIVOT) return null;
    state.updateMultipliers(this.#pivotRow, position, sign * length);
    state.rowChange.fill(0);
    // Entry 0 is the leaving variable: it may have passed segments of its own.
    state.breakpoint[leaving] = breakpoint[0] ?? 0;
    for (let entry = 1; entry < count; entry += 1)
      if (entry !== chosen) state.moveNonbasic(variable[entry] ?? 0, breakpoint[entry] ?? 0);
    if (entering === leaving) {
      state.breakpoint[leaving] = (breakpoint[0] ?? 0) + sign;
      state.updateBasics();
      return length;
    }
    state.moveNonbasic(entering, breakpoint[chosen] ?? 0);
    state.updateBasics();
    const direction = this.#direction.fill(0);
    state.inverse.addColumn(direction, entering, 1);
    const pivot = direction[position] ?? 0;
    const expected = sign * (rate[chosen] ?? 0);
    if (Math.abs(pivot - expected) > WORN * (1 + Math.abs(expected))) return null;
    const target = (breakpoint[0] ?? 0) + (up ? 1 : 0);
    const goal = breakpoints[leaving * stride + target] ?? 0;
    const theta = ((values[leaving] ?? 0) - goal) / pivot;
    for (let index = 0; index < matrix.rows; index += 1) {
      const change = direction[index] ?? 0;
      const variableThere = basic[index] ?? 0;
      if (change !== 0) values[variableThere] = (values[variableThere] ?? 0) - theta * change;
    }
    values[leaving] = goal;
    values[entering] = (values[entering] ?? 0) + theta;
    state.breakpoint[leaving] = target;
    state.breakpoint[entering] = (rate[chosen] ?? 0) > 0 ? (breakpoint[chosen] ?? 0) : (breakpoint[chosen] ?? 0) - 1;
    state.exchange(position, entering, direction);
    state.pivots += 1;
    return length;
  }

  /** Non-basic variables that the step moves towards another breakpoint, the leaving one first. */
  #gatherCandidates(leaving: number, sign: number): void {
    const state = this.#state;
    const { slopes, counts, stride } = state.curves;
    const { touched, alpha } = this.#pivotRow;
    const candidates = this.#candidates;
    const own = leaving * stride + (state.breakpoint[leaving] ?? 0);
    candidates.variable[0] = leaving;
    candidates.rate[0] = sign;
    candidates.breakpoint[0] = state.breakpoint[leaving] ?? 0;
    const next = (state.breakpoint[leaving] ?? 0) + sign;
    candidates.ratio[0] =
      next < 0 || next >= (counts[leaving] ?? 0) - 1
        ? Infinity
        : Math.abs((slopes[own + sign] ?? 0) - (slopes[own] ?? 0));
    let count = 1;
    for (let entry = 0; entry < this.#pivotRow.count; entry += 1) {
      const variable = touched[entry] ?? 0;
      if ((state.positionOf[variable] ?? 0) >= 0 || state.isFixed(variable)) continue;
      const rate = sign * (alpha[variable] ?? 0);
      if (rate < 1e-9 && rate > -1e-9) continue;
      const breakpoint = state.breakpoint[variable] ?? 0;
      if (rate > 0 ? breakpoint >= (counts[variable] ?? 0) - 1 : breakpoint === 0) continue;
      const at = variable * stride + breakpoint;
      const gap =
        rate > 0 ? (slopes[at] ?? 0) - (state.g[variable] ?? 0) : (state.g[variable] ?? 0) - (slopes[at - 1] ?? 0);
      candidates.variable[count] = variable;
      candidates.rate[count] = rate;
      candidates.breakpoint[count] = breakpoint;
      candidates.ratio[count] = Math.max(0, gap) / Math.abs(rate);
      count += 1;
    }
    candidates.count = count;
  }

  /** Non-basic variables whose gradient left the slopes around them go to the breakpoint that has it. */
  #moveToBest(): void {
    const state = this.#state;
    const { touched } = this.#pivotRow;
    for (let entry = 0; entry < this.#pivotRow.count; entry += 1) {
      const variable = touched[entry] ?? 0;
      if ((state.positionOf[variable] ?? 0) < 0 && !state.isFixed(variable))
        state.moveNonbasic(variable, state.restingBreakpoint(variable));
    }
  }
}
