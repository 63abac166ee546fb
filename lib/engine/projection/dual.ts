/**
 * Projection onto P = {Ay >= b} by cyclic dual ascent: one multiplier at a time is moved to where its row is met or it
 * is zero (Hildreth; Censor & Lent 1981 for Bregman functions). mu_i = link(p_i, (A'u)_i / b_i). The duality gap bounds
 * how far the divergence is from least.
 */
import { at } from '../../domain/arrays';
import type { Link } from './link';

export interface DualRow {
  readonly indices: ArrayLike<number>;
  readonly coefficients: ArrayLike<number>;
  readonly atLeast: number;
  readonly equality: boolean;
}

export interface DualRequest {
  readonly link: Link;
  readonly prices: Float64Array;
  readonly weights: Float64Array;
  readonly rows: readonly DualRow[];
  readonly maxSweeps: number;
  /** Largest row violation accepted. */
  readonly tolerance: number;
}

export interface DualAnswer {
  readonly means: Float64Array;
  readonly divergence: number;
  readonly gap: number;
  readonly sweeps: number;
}

export function projectByDual(request: DualRequest): DualAnswer {
  const { link, prices, weights, rows, maxSweeps, tolerance } = request;
  const multipliers = new Float64Array(rows.length);
  const eta = new Float64Array(prices.length);
  const means = prices.slice();
  let sweeps = 0;
  for (; sweeps < maxSweeps; sweeps += 1) {
    let moved = 0;
    rows.forEach((row, index) => {
      const change = rowStep({ link, prices, weights, row, eta, multiplier: at(multipliers, index) });
      if (change.delta === 0) {
        moved = Math.max(moved, change.violation);
        return;
      }
      multipliers[index] = at(multipliers, index) + change.delta;
      for (let position = 0; position < row.indices.length; position += 1) {
        const condition = at(row.indices, position);
        eta[condition] = at(eta, condition) + (at(row.coefficients, position) * change.delta) / at(weights, condition);
        means[condition] = link.mean(at(prices, condition), at(eta, condition));
      }
      moved = Math.max(moved, change.violation);
    });
    if (moved <= tolerance) break;
  }
  let divergence = 0;
  let dual = 0;
  for (let index = 0; index < prices.length; index += 1) {
    divergence += at(weights, index) * link.divergence(at(means, index), at(prices, index));
    dual += at(weights, index) * link.dual(at(prices, index), at(eta, index));
  }
  rows.forEach((row, index) => {
    dual += at(multipliers, index) * row.atLeast;
  });
  return { means, divergence, gap: Math.max(0, divergence - dual), sweeps: Math.min(sweeps + 1, maxSweeps) };
}

interface RowCase {
  readonly link: Link;
  readonly prices: Float64Array;
  readonly weights: Float64Array;
  readonly row: DualRow;
  readonly eta: Float64Array;
  readonly multiplier: number;
}

/** The row's sum is increasing in its own multiplier: Newton, halved into a bracket when it leaves it. */
function rowStep({ link, prices, weights, row, eta, multiplier }: RowCase): {
  readonly delta: number;
  readonly violation: number;
} {
  const excess = (delta: number): { readonly value: number; readonly slope: number } => {
    let value = -row.atLeast;
    let slope = 0;
    for (let position = 0; position < row.indices.length; position += 1) {
      const condition = at(row.indices, position);
      const coefficient = at(row.coefficients, position);
      const weight = at(weights, condition);
      const mean = link.mean(at(prices, condition), at(eta, condition) + (coefficient * delta) / weight);
      value += coefficient * mean;
      slope += (coefficient * coefficient * link.slope(mean)) / weight;
    }
    return { value, slope };
  };
  const now = excess(0);
  const floor = row.equality ? -Infinity : -multiplier;
  // An inequality that holds with room and already has no multiplier is left alone.
  if (!row.equality && now.value >= 0 && multiplier === 0) return { delta: 0, violation: 0 };
  const violation = row.equality ? Math.abs(now.value) : now.value < 0 ? -now.value : Math.min(now.value, multiplier);
  if (violation === 0) return { delta: 0, violation };
  let low = now.value < 0 ? 0 : -Infinity;
  let high = now.value < 0 ? Infinity : 0;
  let delta = 0;
  let { value, slope } = now;
  for (let step = 0; step < 60 && Math.abs(value) > 1e-15; step += 1) {
    if (value < 0) low = delta;
    else high = delta;
    let next = slope > 0 ? delta - value / slope : delta + (value < 0 ? 1 : -1);
    if (next <= low || next >= high)
      next =
        Number.isFinite(low) && Number.isFinite(high)
          ? (low + high) / 2
          : delta + (value < 0 ? 1 : -1) * (1 + Math.abs(delta));
    if (next === delta) break;
    delta = next;
    ({ value, slope } = excess(delta));
  }
  return { delta: Math.max(floor, delta), violation };
}
