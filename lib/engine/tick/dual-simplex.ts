/**
 * The dual of the safe-trade program, min R(mu) over A mu >= b, 0 <= mu <= 1 (maths 2.2, 2.3), solved again after each
 * change of one condition's curve: a dual simplex over piecewise linear costs (Fourer, "A simplex algorithm for
 * piecewise-linear programming" I, 1985; ratio test with long steps: Maros, "Computational Techniques of the Simplex
 * Method", 2003, chapter 10). Every variable has finite ends, so a changed curve only moves non-basic variables to
 * another of their break points, and a tick costs a few pivots.
 *
 * Nothing here is trusted: `verified` computes both sides of weak duality from the multipliers and fair prices alone.
 * Letters: A, b, mu, u as there; y = multipliers with both signs during the search, g = A'y, alpha = a row of (inverse
 * basis x columns).
 */
import { seeded } from '../../domain/random';
import type { OutcomeSpace } from '../space/space';
import { BasisInverse, rowMatrix, type RowMatrix } from './basis';
import { CurveTable, type AskTable } from './curve';
import { chooseStep, type Candidates } from './ratio-test';

/** A fair price may leave its segment by this much (dollars) before it counts. */
const FEASIBLE = 1e-9;
/** Rounding that the rows of verified fair prices may show (dollars). */
const ROW_TOLERANCE = 1e-8;
const SMALL_PIVOT = 1e-7;
/** The pivot element computed by row and by column may differ by this share before the inverse counts as worn. */
const WORN = 1e-6;
const PIVOTS_PER_INVERSE = 400;
/**
 * Steps without progress in a row after which the leaving variable is drawn instead of chosen, so that no cycle lasts.
 */
const STALLED = 60;

export interface DualPoint {
  /** What the multipliers prove of the program's optimum, and what the fair prices prove above it; dollars. */
  readonly lower: number;
  readonly upper: number;
}

export class HotSimplex {
  readonly matrix: RowMatrix;
  readonly curves: CurveTable;
  /** Value of every variable: fair prices first, then the rows' slacks. */
  readonly values: Float64Array;
  /** u: multiplier by row, never negative for an inequality; written by `verified`. */
  readonly multipliers: Float64Array;
  /** A'u by condition; written by `verified`. */
  readonly gradients: Float64Array;
  readonly #y: Float64Array;
  readonly #inverse: BasisInverse;
  readonly #basic: Int32Array;
  /** Place in the basis, or -1. */
  readonly #place: Int32Array;
  /** Break point of a non-basic variable; start of the segment of a basic one. */
  readonly #spot: Int32Array;
  /** Column of each variable times y. */
  readonly #g: Float64Array;
  readonly #alpha: Float64Array;
  readonly #touched: Int32Array;
  readonly #isTouched: Uint8Array;
  #touchedCount = 0;
  readonly #moved: Float64Array;
  readonly #direction: Float64Array;
  readonly #candidates: Candidates;
  #pivots = 0;
  readonly #random = seeded(1);

  constructor(space: OutcomeSpace, asks: AskTable) {
    const matrix = rowMatrix(space);
    const { rows, conditions } = matrix;
    const variables = rows + conditions;
    this.matrix = matrix;
    this.curves = new CurveTable(variables, asks);
    for (let row = 0; row < rows; row += 1)
      this.curves.setRange(conditions + row, matrix.equality[row] ? 0 : this.#widthOf(row));
    for (let condition = 0; condition < conditions; condition += 1) this.curves.rebuild(condition);
    this.values = new Float64Array(variables);
    this.multipliers = new Float64Array(rows);
    this.gradients = new Float64Array(conditions);
    this.#y = new Float64Array(rows);
    this.#inverse = new BasisInverse(matrix);
    this.#basic = new Int32Array(rows);
    this.#place = new Int32Array(variables);
    this.#spot = new Int32Array(variables);
    this.#g = new Float64Array(variables);
    this.#alpha = new Float64Array(variables);
    this.#touched = new Int32Array(variables);
    this.#isTouched = new Uint8Array(variables);
    this.#moved = new Float64Array(rows);
    this.#direction = new Float64Array(rows);
    this.#candidates = {
      variable: new Int32Array(variables + 1),
      rate: new Float64Array(variables + 1),
      ratio: new Float64Array(variables + 1),
      spot: new Int32Array(variables + 1),
      count: 0,
    };
    this.reset();
  }

  /** How far the row's sum can pass its least value with every fair price in [0, 1]. */
  #widthOf(row: number): number {
    const { rowStart, rowValue, atLeast } = this.matrix;
    let most = -(atLeast[row] ?? 0);
    for (let slot = rowStart[row] ?? 0; slot < (rowStart[row + 1] ?? 0); slot += 1)
      most += Math.max(0, rowValue[slot] ?? 0);
    return Math.max(0, most);
  }

  /** From nothing: no multipliers, every fair price where its own book wants it. */
  reset(): void {
    const { rows, conditions } = this.matrix;
    this.#inverse.reset();
    this.#pivots = 0;
    this.#y.fill(0);
    this.#g.fill(0);
    this.#spot.fill(0);
    this.#place.fill(-1);
    for (let row = 0; row < rows; row += 1) {
      this.#basic[row] = conditions + row;
      this.#place[conditions + row] = row;
    }
    this.#settle();
  }

  /**
   * The condition's asks changed: its curve is read again and the multipliers stay optimal for the fair prices that
   * follow.
   */
  changed(condition: number): void {
    const { curves, values } = this;
    const place = this.#place[condition] ?? -1;
    curves.rebuild(condition);
    this.#moved.fill(0);
    if (place < 0) this.#move(condition, this.#nearest(condition));
    else {
      const spot = curves.segmentOf(condition, values[condition] ?? 0);
      this.#spot[condition] = spot;
      const change = (curves.slopes[condition * curves.stride + spot] ?? 0) - (this.#g[condition] ?? 0);
      if (change !== 0) {
        this.#rowOf(place);
        this.#shift(place, change);
        this.#resettle();
      }
    }
    this.#shiftBasics();
  }

  /** False when the search did not end: too many steps, or a basis too worn to go on. */
  solve(maxSteps: number): boolean {
    if (this.#pivots > PIVOTS_PER_INVERSE) this.refactor();
    let stalled = 0;
    for (let step = 0; step < maxSteps; step += 1) {
      const place = this.#leaving(stalled > STALLED);
      if (place < 0) return true;
      const length = this.#step(place);
      if (length === null) return false;
      stalled = length > 1e-12 ? 0 : stalled + 1;
    }
    return false;
  }

  /**
   * Both sides of weak duality, from scratch: whatever the search did, the optimum lies between them. The lower one
   * holds for any u >= 0, the upper one for fair prices inside every row (Infinity when they are not).
   */
  verified(): DualPoint {
    const { rows, conditions, rowStart, rowIndex, rowValue, atLeast, equality } = this.matrix;
    const { curves, values, multipliers, gradients } = this;
    let lower = 0;
    let upper = 0;
    for (let row = 0; row < rows; row += 1) {
      // A slack held at its far end has a negative y; the bounds of its fair prices carry it as well (mu is at 0 or 1
      // throughout the row).
      multipliers[row] = equality[row] ? (this.#y[row] ?? 0) : Math.max(0, this.#y[row] ?? 0);
      lower += (multipliers[row] ?? 0) * (atLeast[row] ?? 0);
      let slack = -(atLeast[row] ?? 0);
      const end = rowStart[row + 1] ?? 0;
      for (let slot = rowStart[row] ?? 0; slot < end; slot += 1)
        slack += (rowValue[slot] ?? 0) * (values[rowIndex[slot] ?? 0] ?? 0);
      if (slack < -ROW_TOLERANCE || (equality[row] && slack > ROW_TOLERANCE)) upper = Infinity;
    }
    this.#gradientsInto(gradients, multipliers);
    for (let condition = 0; condition < conditions; condition += 1) {
      const price = values[condition] ?? 0;
      const gradient = gradients[condition] ?? 0;
      if (price < -ROW_TOLERANCE || price > 1 + ROW_TOLERANCE) upper = Infinity;
      const spot = this.#spot[condition] ?? 0;
      upper += curves.valueAt(condition, price, spot);
      const best = condition * curves.stride + curves.bestPoint(condition, gradient, spot);
      lower += (curves.heights[best] ?? 0) - gradient * (curves.points[best] ?? 0);
    }
    return { lower, upper };
  }

  /** The basic variable furthest outside its segment; -1 when all are inside. */
  #leaving(drawn: boolean): number {
    const { rows } = this.matrix;
    const { values, curves } = this;
    const { points, stride } = curves;
    let found = -1;
    let worst = FEASIBLE;
    let seen = 0;
    for (let place = 0; place < rows; place += 1) {
      const variable = this.#basic[place] ?? 0;
      const at = variable * stride + (this.#spot[variable] ?? 0);
      const value = values[variable] ?? 0;
      const outside = Math.max((points[at] ?? 0) - value, value - (points[at + 1] ?? 0));
      if (outside <= FEASIBLE) continue;
      seen += 1;
      if (drawn) {
        if (this.#random() * seen < 1) found = place;
      } else if (outside > worst) {
        worst = outside;
        found = place;
      }
    }
    return found;
  }

  /** One step of the dual; its length, or null when there is none or its pivot is too small to trust. */
  #step(place: number): number | null {
    const { curves, values, matrix } = this;
    const { points, stride } = curves;
    const leaving = this.#basic[place] ?? 0;
    const start = leaving * stride + (this.#spot[leaving] ?? 0);
    const up = (values[leaving] ?? 0) > (points[start + 1] ?? 0);
    const sign = up ? 1 : -1;
    const infeasible = up
      ? (values[leaving] ?? 0) - (points[start + 1] ?? 0)
      : (points[start] ?? 0) - (values[leaving] ?? 0);
    this.#rowOf(place);
    this.#gather(leaving, sign);
    const chosen = chooseStep(curves, this.#candidates, infeasible);
    if (chosen < 0) return null;
    const { variable, ratio, spot, rate, count } = this.#candidates;
    const length = Math.max(0, ratio[chosen] ?? 0);
    const entering = variable[chosen] ?? 0;
    if (entering !== leaving && Math.abs(rate[chosen] ?? 0) < SMALL_PIVOT) return null;
    this.#shift(place, sign * length);
    this.#moved.fill(0);
    // Entry 0 is the leaving variable: it may have passed segments of its own.
    this.#spot[leaving] = spot[0] ?? 0;
    for (let entry = 1; entry < count; entry += 1)
      if (entry !== chosen) this.#move(variable[entry] ?? 0, spot[entry] ?? 0);
    if (entering === leaving) {
      this.#spot[leaving] = (spot[0] ?? 0) + sign;
      this.#shiftBasics();
      return length;
    }
    this.#move(entering, spot[chosen] ?? 0);
    this.#shiftBasics();
    const direction = this.#direction.fill(0);
    this.#inverse.addColumn(direction, entering, 1);
    const pivot = direction[place] ?? 0;
    const expected = sign * (rate[chosen] ?? 0);
    if (Math.abs(pivot - expected) > WORN * (1 + Math.abs(expected))) return null;
    const target = (spot[0] ?? 0) + (up ? 1 : 0);
    const goal = points[leaving * stride + target] ?? 0;
    const theta = ((values[leaving] ?? 0) - goal) / pivot;
    for (let position = 0; position < matrix.rows; position += 1) {
      const change = direction[position] ?? 0;
      const basic = this.#basic[position] ?? 0;
      if (change !== 0) values[basic] = (values[basic] ?? 0) - theta * change;
    }
    values[leaving] = goal;
    values[entering] = (values[entering] ?? 0) + theta;
    this.#spot[leaving] = target;
    this.#spot[entering] = (rate[chosen] ?? 0) > 0 ? (spot[chosen] ?? 0) : (spot[chosen] ?? 0) - 1;
    this.#place[leaving] = -1;
    this.#place[entering] = place;
    this.#basic[place] = entering;
    this.#inverse.pivot(place, direction);
    this.#pivots += 1;
    return length;
  }

  /** Non-basic variables that the step moves towards another break point, the leaving one first. */
  #gather(leaving: number, sign: number): void {
    const { slopes, counts, stride } = this.curves;
    const candidates = this.#candidates;
    const own = leaving * stride + (this.#spot[leaving] ?? 0);
    candidates.variable[0] = leaving;
    candidates.rate[0] = sign;
    candidates.spot[0] = this.#spot[leaving] ?? 0;
    const next = (this.#spot[leaving] ?? 0) + sign;
    candidates.ratio[0] =
      next < 0 || next >= (counts[leaving] ?? 0) - 1
        ? Infinity
        : Math.abs((slopes[own + sign] ?? 0) - (slopes[own] ?? 0));
    let count = 1;
    for (let entry = 0; entry < this.#touchedCount; entry += 1) {
      const variable = this.#touched[entry] ?? 0;
      if ((this.#place[variable] ?? 0) >= 0 || this.#isFixed(variable)) continue;
      const rate = sign * (this.#alpha[variable] ?? 0);
      if (rate < 1e-9 && rate > -1e-9) continue;
      const spot = this.#spot[variable] ?? 0;
      if (rate > 0 ? spot >= (counts[variable] ?? 0) - 1 : spot === 0) continue;
      const at = variable * stride + spot;
      const gap =
        rate > 0 ? (slopes[at] ?? 0) - (this.#g[variable] ?? 0) : (this.#g[variable] ?? 0) - (slopes[at - 1] ?? 0);
      candidates.variable[count] = variable;
      candidates.rate[count] = rate;
      candidates.spot[count] = spot;
      candidates.ratio[count] = Math.max(0, gap) / Math.abs(rate);
      count += 1;
    }
    candidates.count = count;
  }

  /** The slack of an equality has no room to move. */
  #isFixed(variable: number): boolean {
    return variable >= this.matrix.conditions && this.matrix.equality[variable - this.matrix.conditions] === 1;
  }

  /** alpha of the place: its row of the inverse times every column. */
  #rowOf(place: number): void {
    const { rows, conditions, rowStart, rowIndex, rowValue } = this.matrix;
    const { table } = this.#inverse;
    const alpha = this.#alpha;
    const touched = this.#touched;
    const isTouched = this.#isTouched;
    for (let entry = 0; entry < this.#touchedCount; entry += 1) {
      alpha[touched[entry] ?? 0] = 0;
      isTouched[touched[entry] ?? 0] = 0;
    }
    let count = 0;
    for (let row = 0, at = place * rows; row < rows; row += 1, at += 1) {
      const rho = table[at] ?? 0;
      if (rho === 0) continue;
      alpha[conditions + row] = -rho;
      isTouched[conditions + row] = 1;
      touched[count] = conditions + row;
      count += 1;
      const end = rowStart[row + 1] ?? 0;
      for (let slot = rowStart[row] ?? 0; slot < end; slot += 1) {
        const condition = rowIndex[slot] ?? 0;
        alpha[condition] = (alpha[condition] ?? 0) + rho * (rowValue[slot] ?? 0);
        if (isTouched[condition]) continue;
        isTouched[condition] = 1;
        touched[count] = condition;
        count += 1;
      }
    }
    this.#touchedCount = count;
  }

  /** y += length x (row of the inverse), and g with it. */
  #shift(place: number, length: number): void {
    if (length === 0) return;
    const { rows } = this.matrix;
    const { table } = this.#inverse;
    for (let row = 0, at = place * rows; row < rows; row += 1, at += 1)
      if (table[at] !== 0) this.#y[row] = (this.#y[row] ?? 0) + length * (table[at] ?? 0);
    for (let entry = 0; entry < this.#touchedCount; entry += 1) {
      const variable = this.#touched[entry] ?? 0;
      this.#g[variable] = (this.#g[variable] ?? 0) + length * (this.#alpha[variable] ?? 0);
    }
  }

  /** Non-basic variables whose gradient left the slopes around them go to the break point that has it. */
  #resettle(): void {
    for (let entry = 0; entry < this.#touchedCount; entry += 1) {
      const variable = this.#touched[entry] ?? 0;
      if ((this.#place[variable] ?? 0) < 0 && !this.#isFixed(variable)) this.#move(variable, this.#nearest(variable));
    }
  }

  /**
   * Where the variable's own curve wants it at its gradient; of two break points that tie, the one nearer to where it
   * is.
   */
  #nearest(variable: number): number {
    const { points, slopes, counts, stride } = this.curves;
    const gradient = this.#g[variable] ?? 0;
    const spot = this.curves.bestPoint(variable, gradient, this.#spot[variable] ?? 0);
    const at = variable * stride + spot;
    if (spot + 1 >= (counts[variable] ?? 0) || slopes[at] !== gradient) return spot;
    const value = this.values[variable] ?? 0;
    return Math.abs((points[at + 1] ?? 0) - value) < Math.abs((points[at] ?? 0) - value) ? spot + 1 : spot;
  }

  /** Puts a non-basic variable on a break point; `#shiftBasics` then moves the basic ones. */
  #move(variable: number, spot: number): void {
    const goal = this.curves.points[variable * this.curves.stride + spot] ?? 0;
    const change = goal - (this.values[variable] ?? 0);
    this.#spot[variable] = spot;
    if (change === 0) return;
    this.values[variable] = goal;
    this.#addColumn(variable, change);
  }

  #addColumn(variable: number, scale: number): void {
    const { conditions, columnStart, columnRow, columnValue } = this.matrix;
    const moved = this.#moved;
    if (variable >= conditions) {
      moved[variable - conditions] = (moved[variable - conditions] ?? 0) - scale;
      return;
    }
    for (let slot = columnStart[variable] ?? 0; slot < (columnStart[variable + 1] ?? 0); slot += 1) {
      const row = columnRow[slot] ?? 0;
      moved[row] = (moved[row] ?? 0) + scale * (columnValue[slot] ?? 0);
    }
  }

  /** Basic values -= inverse x what the non-basic ones added to the rows. */
  #shiftBasics(): void {
    const { rows } = this.matrix;
    const { table } = this.#inverse;
    for (let row = 0; row < rows; row += 1) {
      const change = this.#moved[row] ?? 0;
      if (change === 0) continue;
      for (let place = 0, at = row; place < rows; place += 1, at += rows) {
        const entry = table[at] ?? 0;
        if (entry === 0) continue;
        const basic = this.#basic[place] ?? 0;
        this.values[basic] = (this.values[basic] ?? 0) - change * entry;
      }
    }
  }

  /** A fresh inverse of the same basis, and everything that follows from it. */
  refactor(): void {
    const { rows, conditions } = this.matrix;
    const wanted = [...this.#basic].filter((variable) => variable < conditions);
    const keeps = new Set(this.#basic);
    this.#inverse.reset();
    this.#pivots = 0;
    this.#place.fill(-1);
    for (let row = 0; row < rows; row += 1) {
      this.#basic[row] = conditions + row;
      this.#place[conditions + row] = row;
    }
    for (const variable of wanted) {
      const direction = this.#direction.fill(0);
      this.#inverse.addColumn(direction, variable, 1);
      let pivot = -1;
      for (let place = 0; place < rows; place += 1) {
        const basic = this.#basic[place] ?? 0;
        if (
          basic >= conditions &&
          !keeps.has(basic) &&
          Math.abs(direction[place] ?? 0) > Math.abs(direction[pivot] ?? SMALL_PIVOT)
        )
          pivot = place;
      }
      // A column that the others already span stays out; the search puts right what that breaks.
      if (pivot < 0) continue;
      this.#place[this.#basic[pivot] ?? 0] = -1;
      this.#basic[pivot] = variable;
      this.#place[variable] = pivot;
      this.#inverse.pivot(pivot, direction);
    }
    this.#settle();
  }

  /** Multipliers, gradients and values again from the basis and the segments of its variables. */
  #settle(): void {
    const { rows, conditions, atLeast } = this.matrix;
    const { curves, values } = this;
    const { table } = this.#inverse;
    this.#y.fill(0);
    for (let place = 0; place < rows; place += 1) {
      const variable = this.#basic[place] ?? 0;
      // A variable that has just entered may remember a break point, which is one past its last segment.
      const spot = Math.min(this.#spot[variable] ?? 0, (curves.counts[variable] ?? 0) - 2);
      this.#spot[variable] = spot;
      const slope = curves.slopes[variable * curves.stride + spot] ?? 0;
      if (slope === 0) continue;
      for (let row = 0, at = place * rows; row < rows; row += 1, at += 1)
        this.#y[row] = (this.#y[row] ?? 0) + slope * (table[at] ?? 0);
    }
    this.#gradientsInto(this.#g, this.#y);
    for (let row = 0; row < rows; row += 1) {
      this.#g[conditions + row] = -(this.#y[row] ?? 0);
      this.#moved[row] = -(atLeast[row] ?? 0);
    }
    for (let variable = 0; variable < conditions + rows; variable += 1) {
      if ((this.#place[variable] ?? 0) >= 0) {
        values[variable] = 0;
        continue;
      }
      const spot = this.#isFixed(variable) ? 0 : this.#nearest(variable);
      values[variable] = 0;
      this.#move(variable, spot);
    }
    this.#shiftBasics();
  }

  #gradientsInto(target: Float64Array, multipliers: Float64Array): void {
    const { rows, conditions, rowStart, rowIndex, rowValue } = this.matrix;
    target.fill(0, 0, conditions);
    for (let row = 0; row < rows; row += 1) {
      const multiplier = multipliers[row] ?? 0;
      if (multiplier === 0) continue;
      const end = rowStart[row + 1] ?? 0;
      for (let slot = rowStart[row] ?? 0; slot < end; slot += 1) {
        const condition = rowIndex[slot] ?? 0;
        target[condition] = (target[condition] ?? 0) + multiplier * (rowValue[slot] ?? 0);
      }
    }
  }
}
