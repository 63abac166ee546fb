/**
 * Learns from labelled moments as they come. Each is scored by what serves before anything is learned from it.
 *
 *   not-enough --200 moments, 20 losses--> hazard --3,000 over ten minutes, 100 losses, and better--> model
 *       hazard <-- behaviour changed (ADWIN, Page-Hinkley) -- model --2,000 more, 15 min: trained anew, the better
 *
 * What changes is said in `news`. Times are the venue's, milliseconds; the same moments give the same models.
 */
import { ADWIN_START, adwin } from '../statistics/adwin';
import { PAGE_HINKLEY_START, pageHinkley } from '../statistics/page-hinkley';
import { hazardBounds, reliabilityOf } from './bounds';
import { DELAYS, SIZES, SPREAD_COLUMN, TASKS, taskAt } from './columns';
import { fitHazard, stillThere } from './hazard';
import { importanceOf, type Importance } from './importance';
import { predictFill, trainFillModel, type FillModel } from './model';
import type { TimedMoment } from './moments';
import { predictions, reportOn, type Scores } from './report';
import { HAZARD_LEAST, type Serving } from './serving';

/** Ten minutes of forty moments a second and more. */
export const MOST_MOMENTS = 30_000;
const MODEL_LEAST = { moments: 3_000, spanMs: 600_000, losses: 100 } as const;
const AGAIN = { moments: 2_000, afterMs: 900_000, least: 200 } as const;
/** Since behaviour changed, before a model of the new one is tried. */
const CHANGED_LEAST = 1_000;
/** Trained on no more rows than are trained in time: 88,000 of twelve tasks. */
const MOST_TRAINED = 7_300;
/** By time: trained, then calibrated; what is left scores. */
const SHARES = { train: 0.65, calibrate: 0.15 } as const;
/** Between the parts, so that no outcome of one is known in the next. */
const PURGE_MS = 2_000;
const HISTORY = 20;

export interface Trained {
  readonly atMs: number;
  readonly rows: number;
  readonly scores: Scores;
  readonly hazard: Scores;
  readonly serves: boolean;
  readonly importance: readonly Importance[];
}

export interface FillNews {
  readonly serving: Serving;
  readonly moments: number;
  readonly lost: number;
  readonly sinceMs: number | null;
  /** When behaviour changed last; null: not seen. */
  readonly changedAtMs: number | null;
  /** Of what served, on moments it had not learned from: mean squared error and how many. */
  readonly live: { readonly brier: number; readonly n: number };
  readonly trained: readonly Trained[];
}

export interface Learner {
  take(moments: readonly TimedMoment[]): void;
  /** Whether enough is new to train again. */
  isDue(): boolean;
  /** Takes seconds. */
  train(): void;
  news(): FillNews;
  moments(): readonly TimedMoment[];
}

/** The task that errors are watched on. */
const WATCHED = { size: SIZES.indexOf('half'), delay: DELAYS.indexOf(1_000) } as const;
const WATCHED_TASK = taskAt(WATCHED.size, WATCHED.delay);

export function createLearner(): Learner {
  let moments: TimedMoment[] = [];
  let lost = 0;
  let fresh = 0;
  let trainedAtMs = -Infinity;
  let changedAtMs: number | null = null;
  let serving: Serving = { kind: 'not-enough', have: 0, need: HAZARD_LEAST.moments, of: 'moments' };
  let model: { readonly model: FillModel; readonly bins: ReturnType<typeof reliabilityOf> } | null = null;
  const trained: Trained[] = [];
  const live = { brier: 0, n: 0 };
  const errors = { window: ADWIN_START, sum: PAGE_HINKLEY_START, mean: 0, squares: 0, n: 0 };

  function score(moment: TimedMoment): boolean {
    if (serving.kind === 'not-enough') return false;
    const spread = moment.features[SPREAD_COLUMN] ?? 0;
    const [quantity = 0, delayMs = 0] = [moment.asked[WATCHED.size], DELAYS[WATCHED.delay]];
    const p =
      serving.kind === 'model'
        ? predictFill(serving.model, { features: moment.features, size: moment.size, quantity, delayMs })
        : stillThere(serving.hazard, WATCHED.size, spread, delayMs);
    const error = (p - (moment.outcomes[WATCHED_TASK] ?? 0)) ** 2;
    live.n += 1;
    live.brier += (error - live.brier) / live.n;
    return isChanged(error);
  }

  function isChanged(error: number): boolean {
    errors.n += 1;
    const before = errors.mean;
    errors.mean += (error - before) / errors.n;
    errors.squares += (error - before) * (error - errors.mean);
    const deviation = Math.sqrt(errors.squares / Math.max(1, errors.n - 1));
    const window = adwin(errors.window, Math.min(1, error));
    const sum = pageHinkley(errors.sum, deviation > 0 ? (error - errors.mean) / deviation : 0);
    errors.window = window.state;
    errors.sum = sum.state;
    // Errors that fall are no reason to stop believing.
    const now = window.state.sum / Math.max(1, window.state.width);
    return (window.changed && now > errors.mean) || sum.changed;
  }

  function forgetErrors(): void {
    Object.assign(errors, { window: ADWIN_START, sum: PAGE_HINKLEY_START, mean: 0, squares: 0, n: 0 });
  }

  const current = (): readonly TimedMoment[] =>
    changedAtMs === null ? moments : moments.filter(({ atMs }) => atMs >= (changedAtMs ?? 0));

  function serveBaseline(why: 'young' | 'changed' | 'no-better'): void {
    const known = current();
    const rows = known.length < HAZARD_LEAST.moments && changedAtMs !== null ? moments.slice(-AGAIN.moments) : known;
    const losses = lossesOf(rows);
    if (rows.length < HAZARD_LEAST.moments)
      serving = { kind: 'not-enough', have: rows.length, need: HAZARD_LEAST.moments, of: 'moments' };
    else if (losses < HAZARD_LEAST.losses)
      serving = { kind: 'not-enough', have: losses, need: HAZARD_LEAST.losses, of: 'losses' };
    else serving = { kind: 'hazard', hazard: fitHazard(rows), bounds: hazardBounds(rows), n: rows.length, why };
  }

  return {
    take(more) {
      for (const moment of more) {
        if (score(moment)) {
          changedAtMs = moment.atMs;
          forgetErrors();
          model = null;
          fresh = 0;
        }
        moments.push(moment);
        fresh += 1;
        if (moment.outcomes[WATCHED_TASK] === 0) lost += 1;
      }
      if (moments.length > MOST_MOMENTS) moments = moments.slice(-MOST_MOMENTS);
      if (model === null)
        serveBaseline(changedAtMs === null ? (trained.length > 0 ? 'no-better' : 'young') : 'changed');
    },
    isDue() {
      const rows = current();
      const newest = moments.at(-1)?.atMs ?? 0;
      if (changedAtMs !== null && model === null && trainedAtMs < changedAtMs) return rows.length >= CHANGED_LEAST;
      if (trainedAtMs === -Infinity || changedAtMs === null) {
        const span = newest - (rows[0]?.atMs ?? newest);
        if (rows.length < MODEL_LEAST.moments || span < MODEL_LEAST.spanMs) return false;
        if (lossesOf(rows) < MODEL_LEAST.losses) return false;
      }
      return fresh >= AGAIN.moments || (fresh >= AGAIN.least && newest - trainedAtMs >= AGAIN.afterMs);
    },
    train() {
      fresh = 0;
      trainedAtMs = moments.at(-1)?.atMs ?? 0;
      const parts = partsOf(thinned(current()));
      if (parts === null) return;
      const made = trainFillModel(parts);
      const { tasks: _, hazard, ...scores } = reportOn(made, parts.score);
      const before = model === null ? null : reportOn(model.model, parts.score);
      const serves = scores.logLoss < hazard.logLoss && (before === null || scores.logLoss < before.logLoss);
      const importance = importanceOf(made, parts.score);
      trained.push({ atMs: trainedAtMs, rows: parts.train.length, scores, hazard, serves, importance });
      if (trained.length > HISTORY) trained.shift();
      if (serves) {
        model = { model: made, bins: reliabilityOf(predictions(made, parts.score), parts.score) };
        changedAtMs = null;
      } else if (before !== null && before.logLoss >= hazard.logLoss) model = null;
      if (model === null) serveBaseline('no-better');
      else serving = { kind: 'model', ...model, n: moments.length };
    },
    news: () => ({
      serving,
      moments: moments.length,
      lost,
      sinceMs: moments[0]?.atMs ?? null,
      changedAtMs,
      live: { ...live },
      trained: [...trained],
    }),
    moments: () => moments,
  };
}

/** Moments of which something was gone. */
function lossesOf(moments: readonly TimedMoment[]): number {
  let losses = 0;
  for (const { outcomes } of moments) {
    let kept = 0;
    for (let task = 0; task < TASKS; task += 1) kept += outcomes[task] ?? 0;
    if (kept < TASKS) losses += 1;
  }
  return losses;
}

/** Evenly, so that what is left still reaches over the whole time. */
function thinned(moments: readonly TimedMoment[]): readonly TimedMoment[] {
  const most = MOST_TRAINED / SHARES.train;
  if (moments.length <= most) return moments;
  const step = moments.length / most;
  return Array.from({ length: Math.floor(most) }, (_, i) => moments[Math.floor(i * step)]).filter(
    (moment) => moment !== undefined,
  );
}

function partsOf(moments: readonly TimedMoment[]) {
  const from = moments[0]?.atMs ?? 0;
  const span = (moments.at(-1)?.atMs ?? 0) - from;
  const [trainEnd, calibrateEnd] = [from + span * SHARES.train, from + span * (SHARES.train + SHARES.calibrate)];
  const between = (low: number, high: number) => moments.filter(({ atMs }) => atMs >= low && atMs <= high);
  const train = between(from, trainEnd);
  const calibrate = between(trainEnd + PURGE_MS, calibrateEnd);
  const score = between(calibrateEnd + PURGE_MS, Infinity);
  return train.length === 0 || calibrate.length === 0 || score.length === 0 ? null : { train, calibrate, score };
}
