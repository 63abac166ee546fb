/** How good a fill model is on moments that it has not seen: means over the twelve tasks, beside the baseline's. */
import { areaUnderCurve, brier, logLoss, mean } from '../statistics/scores';
import { DELAYS, SIZES, SPREAD_COLUMN, taskAt, type FillMoment, type SizeClass } from './columns';
import { stillThere } from './hazard';
import { forEachTask, predictRow, type FillModel } from './model';

export interface Scores {
  readonly brier: number;
  readonly logLoss: number;
  /** NaN where all outcomes are the same. */
  readonly auc: number;
}

export interface TaskScores extends Scores {
  readonly size: SizeClass;
  readonly ms: number;
}

export interface FillReport extends Scores {
  readonly hazard: Scores;
  readonly tasks: readonly TaskScores[];
}

function scoresOf(p: readonly number[], y: readonly number[]): Scores {
  return { brier: brier(p, y), logLoss: logLoss(p, y), auc: areaUnderCurve(p, y) };
}

export function reportOn(model: FillModel, test: readonly FillMoment[]): FillReport {
  const said = predictions(model, test);
  const baseline: Scores[] = [];
  const tasks: TaskScores[] = [];
  for (const [sizeAt, size] of SIZES.entries())
    for (const [delayAt, ms] of DELAYS.entries()) {
      const task = taskAt(sizeAt, delayAt);
      const y = test.map(({ outcomes }) => outcomes[task] ?? 0);
      tasks.push({ size, ms, ...scoresOf(said[task] ?? [], y) });
      const p = test.map(({ features }) => stillThere(model.baseline, sizeAt, features[SPREAD_COLUMN] ?? 0, ms));
      baseline.push(scoresOf(p, y));
    }
  return { ...meanOf(tasks), hazard: meanOf(baseline), tasks };
}

/** By task, in the order of the moments. */
export function predictions(model: FillModel, moments: readonly FillMoment[]): readonly (readonly number[])[] {
  const byTask: number[][] = [];
  let at = 0;
  const tasks = SIZES.length * DELAYS.length;
  forEachTask(moments, model.hazard, (row) => {
    (byTask[at % tasks] ??= []).push(predictRow(model, row));
    at += 1;
  });
  return byTask;
}

/** Tasks with one kind of outcome have no area and do not count in its mean. */
function meanOf(scores: readonly Scores[]): Scores {
  const areas = scores.map(({ auc }) => auc).filter((auc) => !Number.isNaN(auc));
  return {
    brier: mean(scores.map((each) => each.brier)),
    logLoss: mean(scores.map((each) => each.logLoss)),
    auc: mean(areas),
  };
}
