/** The fill model on a made market: more shares and a longer wait are never likelier; noise teaches nothing. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { seeded } from '../../../lib/domain/random';
import { calibrated, fitCalibration } from '../../../lib/signals/fills/calibration';
import { DELAYS, MOMENT_COLUMNS, SIZES, SPREAD_COLUMN, type FillMoment } from '../../../lib/signals/fills/columns';
import { fitHazard, rateOf, stillThere, stillThereFor } from '../../../lib/signals/fills/hazard';
import { FILL_RULES, predictFill, trainFillModel, type FillModel } from '../../../lib/signals/fills/model';
import { reportOn } from '../../../lib/signals/fills/report';
import { runs } from '../../kit/property';

/** The machine that runs the tests may be busy. */
const FEW_TREES = { ...FILL_RULES, trees: 40 };
const AGE = MOMENT_COLUMNS.indexOf('ageSize');

/** Shares vanish faster where the level is young; `ageless`: at the baseline's own constant rate. */
function moments(count: number, seed: number, ageless = false): readonly FillMoment[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => {
    const features = Float64Array.from(MOMENT_COLUMNS, () => random());
    const size = 5 + Math.floor(random() * 500);
    features[SPREAD_COLUMN] = 1 + Math.floor(random() * 10);
    const age = ageless ? 0.4 : (features[AGE] ?? 0);
    const asked = [5, Math.max(5, size / 2), size];
    const gone = (-Math.log(random()) * 2_000 * (0.2 + 8 * age * age)) / 2;
    const outcomes = SIZES.flatMap((_, at) => DELAYS.map((delay) => Number(delay < gone * (1 - at * 0.3))));
    return { features, size, asked, outcomes };
  });
}

describe('the baseline', () => {
  it('finds the rate of the largest likelihood', () => {
    // One loss in two at 1 s alone: exp(-h 1000) = 1/2.
    expect(rateOf({ kept: [0, 0, 50, 0], lost: [0, 0, 50, 0] })).toBeCloseTo(Math.LN2 / 1_000, 12);
    // Nothing was ever lost: as slow as is searched, not zero and not NaN.
    expect(rateOf({ kept: [9, 9, 9, 9], lost: [0, 0, 0, 0] })).toBeCloseTo(1 / 3_600_000, 12);
    expect(rateOf({ kept: [0, 0, 0, 0], lost: [9, 9, 9, 9] })).toBeGreaterThan(1);
  });

  it('agrees with itself at the sizes that it was fitted on, and falls between them', () => {
    const hazard = fitHazard(moments(500, 3));
    const at = (quantity: number): number =>
      stillThereFor(hazard, { spreadTicks: 2, size: 100, quantity, delayMs: 500 });
    expect(at(5)).toBeCloseTo(stillThere(hazard, 0, 2, 500), 12);
    expect(at(50)).toBeCloseTo(stillThere(hazard, 1, 2, 500), 12);
    expect(at(100)).toBeCloseTo(stillThere(hazard, 2, 2, 500), 12);
    const all = Array.from({ length: 96 }, (_, i) => at(5 + i));
    for (const [i, p] of all.entries()) expect(p).toBeLessThanOrEqual(all[i - 1] ?? 1);
  });
});

describe('calibration', () => {
  const margins = Array.from({ length: 3_000 }, (_, i) => ((i * 37) % 3_000) / 500 - 3);
  const random = seeded(5);
  /** Steps that no line follows. */
  const stepped = margins.map((margin): 0 | 1 => (random() < (margin > 0 ? 0.9 : 0.1) ? 1 : 0));

  it('leaves too few rows as they are, and fits a line from 200', () => {
    expect(fitCalibration(margins.slice(0, 199), stepped.slice(0, 199)).kind).toBe('raw');
    expect(fitCalibration(margins.slice(0, 200), stepped.slice(0, 200)).kind).toBe('platt');
  });

  it('takes steps only where the last third says that they are better, and never says never', () => {
    const steps = fitCalibration(margins, stepped);
    expect(steps.kind).toBe('isotonic');
    expect(calibrated(steps, -100)).toBeGreaterThan(0);
    expect(calibrated(steps, 100)).toBeLessThan(1);
    const smooth = margins.map((margin): 0 | 1 => (random() < 1 / (1 + Math.exp(-margin)) ? 1 : 0));
    expect(fitCalibration(margins, smooth).kind).toBe('platt');
  });

  it('says the mean where a larger margin meant less', () => {
    const wrong = margins.map((margin): 0 | 1 => (margin < 0 ? 1 : 0));
    const flat = fitCalibration(margins.slice(0, 500), wrong.slice(0, 500));
    expect(calibrated(flat, 3)).toBeCloseTo(calibrated(flat, -3), 12);
  });
});

describe('the model', () => {
  let model: FillModel;
  beforeAll(() => {
    model = trainFillModel({ train: moments(800, 1), calibrate: moments(400, 2) }, FEW_TREES);
  });

  it('beats the baseline on moments that it has not seen', () => {
    const { brier, logLoss, hazard, auc } = reportOn(model, moments(500, 9));
    expect(brier).toBeLessThan(hazard.brier);
    expect(logLoss).toBeLessThan(hazard.logLoss);
    expect(auc).toBeGreaterThan(0.6);
  });

  it('does not beat it where outcomes have nothing to do with what is seen', () => {
    const idle = trainFillModel({ train: moments(600, 1, true), calibrate: moments(300, 2, true) }, FEW_TREES);
    const { logLoss, hazard } = reportOn(idle, moments(1_000, 9, true));
    expect(logLoss).toBeGreaterThan(hazard.logLoss - 0.005);
  });

  it('falls with the wait and with the number of shares', () => {
    const features = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), {
      minLength: MOMENT_COLUMNS.length,
      maxLength: MOMENT_COLUMNS.length,
    });
    fc.assert(
      fc.property(
        features,
        fc.integer({ min: 5, max: 5_000 }),
        fc.tuple(fc.double({ min: 0.001, max: 1, noNaN: true }), fc.double({ min: 0.001, max: 1, noNaN: true })),
        fc.tuple(fc.integer({ min: 1, max: 4_000 }), fc.integer({ min: 1, max: 4_000 })),
        (row, size, shares, delays) => {
          const at = (share: number, delayMs: number): number =>
            predictFill(model, { features: row, size, quantity: share * size, delayMs });
          const [few, many] = [Math.min(...shares), Math.max(...shares)];
          const [soon, late] = [Math.min(...delays), Math.max(...delays)];
          expect(at(many, soon)).toBeLessThanOrEqual(at(few, soon) + 1e-12);
          expect(at(few, late)).toBeLessThanOrEqual(at(few, soon) + 1e-12);
        },
      ),
      runs(),
    );
  });
});
