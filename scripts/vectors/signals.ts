/** Vectors of the signals by file: each case through the code that the signals run. */
import { garmanKlass, ewmaVariance, type Bar } from '../../lib/signals/fairvalue/volatility';
import { buyWalk, imbalance, pressureGradient, type ShapeLevel } from '../../lib/signals/microstructure/shape';
import { readSpread, SPREADS } from '../../lib/signals/microstructure/spread';
import { boughtShare, vpin, vpinStart, vpinTake } from '../../lib/signals/microstructure/vpin';
import { endsAbove, touches } from '../../lib/signals/fairvalue/threshold';
import { granger } from '../../lib/signals/leadlag/granger';
import { covarianceAt, leadLag, sumOfSquares, type Ticks } from '../../lib/signals/leadlag/hayashi-yoshida';
import { errorsOf, leastSquares, neweyWest, plainCovariance } from '../../lib/signals/statistics/regression';
import { posteriorMean, posteriorQuantile } from '../../lib/signals/statistics/hit-rate';
import { follow, NEW_CONNECTION } from '../../lib/venues/coinbase/sequence';
import { checksumOf, checksumText } from '../../lib/venues/kraken/checksum';
import type { LevelText } from '../../lib/venues/socket/text-side';
import { coinbaseChain } from './chains';
import { cusum, CUSUM_START } from '../../lib/signals/statistics/cusum';
import { fitIsotonic, isotonicAt } from '../../lib/signals/statistics/isotonic';
import { fitLogistic, fitPlatt, logisticAt } from '../../lib/signals/statistics/logistic';
import { adjusted } from '../../lib/signals/statistics/multiple-tests';
import * as scores from '../../lib/signals/statistics/scores';
import { encode, learn, targetStatistic } from '../../lib/signals/statistics/target-statistic';
import { exactTrees, exactWanted, fillAnchors, fillAnchorsWanted, syntheticRows } from './boosting';
import { isRecord, type Tolerance } from './compare';
import { driftAlarms, driftWanted, growthAllocation, growthWanted, ledoitWolf } from './drift';
import { count, list, records, text, texts, type Input } from './read';

/** One file: what the code makes of a case, and the part of the case that it must be. */
export interface SignalFile {
  /** @param folder of the file, where its tables lie. */
  readonly run: (input: Input, folder: string) => Readonly<Record<string, unknown>>;
  /** The file as a whole is one case. */
  readonly whole?: true;
  /** Where the file states none, or a text. */
  readonly tolerance?: Tolerance;
  /** Rewrites a case's expectation where it is not stated in the form of the answer. */
  readonly want?: (input: Input) => Readonly<Record<string, unknown>>;
}

export function numbers(input: Input, key: string): readonly number[] {
  return list(input, key).map((each) => {
    if (typeof each !== 'number') throw new Error(`"${key}" holds something else than numbers`);
    return each;
  });
}

export function optionalNumbers(input: Input, key: string): readonly number[] | undefined {
  return Array.isArray(input[key]) ? numbers(input, key) : undefined;
}

function levels(input: Input, key: string): readonly ShapeLevel[] {
  return list(input, key).map((each) => {
    const [price, size]: readonly unknown[] = Array.isArray(each) ? each : [];
    return [Number(price), Number(size)] as const;
  });
}

function matrix(input: Input, key: string): readonly (readonly number[])[] {
  return list(input, key).map((row) => (Array.isArray(row) ? row.map(Number) : []));
}

function bit(value: number): 0 | 1 {
  return value === 1 ? 1 : 0;
}

function multipleTests(input: Input) {
  const [p, q] = [numbers(input, 'p'), count(input, 'q')];
  const [bh, by] = [adjusted(p, 'bh'), adjusted(p, 'by')];
  const rejected = (values: readonly number[]): readonly boolean[] => values.map((value) => value <= q);
  return { bhAdjusted: bh, byAdjusted: by, bhReject: rejected(bh), byReject: rejected(by) };
}

function bookShape(input: Input) {
  const [bids, asks] = [levels(input, 'bids'), levels(input, 'asks')];
  const [bid, ask] = [bids[0]?.[0], asks[0]?.[0]];
  const mid = bid === undefined || ask === undefined ? 0 : (bid + ask) / 2;
  const sizes = isRecord(input['buyWalk']) ? Object.keys(input['buyWalk']) : [];
  return {
    obi1: imbalance(bids, asks, 1),
    obi3: imbalance(bids, asks, 3),
    obi5: imbalance(bids, asks, 5),
    gradientBid: pressureGradient(bids),
    gradientAsk: pressureGradient(asks),
    buyWalk: Object.fromEntries(
      sizes.map((size) => {
        const walk = buyWalk(asks, Number(size), mid);
        return [size, walk && { filled: walk.filled, avg: walk.average, worst: walk.worst, distance: walk.distance }];
      }),
    ),
  };
}

function cusumAlarms(input: Input) {
  const [mean, sd, k, h] = ['mean', 'sd', 'k', 'h'].map((key) => count(input, key));
  const alarms: Record<'up' | 'down', number[]> = { up: [], down: [] };
  let state = CUSUM_START;
  for (const [i, x] of numbers(input, 'x').entries()) {
    const step = cusum(state, (x - (mean ?? 0)) / (sd ?? 1), { k: k ?? 0, h: h ?? 0 });
    state = step.state;
    if (step.alarm !== null) alarms[step.alarm].push(i);
  }
  return alarms;
}

function spreadStats(input: Input) {
  const spread = numbers(input, 'spread');
  return {
    at: records(input, 'at').map((row) => {
      const reading = readSpread(Float64Array.from(spread.slice(0, count(row, 'index') + 1).slice(-SPREADS)));
      return { index: row['index'], ...reading, std: reading?.deviation };
    }),
  };
}

function vpinBuckets(input: Input) {
  if (!('trades' in input)) return bulkClassified(input);
  const window = count(input, 'window');
  let state = vpinStart(count(input, 'bucketVolume'), window);
  const seen: (number | null)[] = [];
  for (const [side, volume] of list(input, 'trades').map((each): readonly unknown[] =>
    Array.isArray(each) ? each : [],
  )) {
    // Bucket by bucket, so that each one's reading is seen.
    for (let left = Number(volume); left > 0;) {
      const room = state.bucketVolume - state.bought - state.sold;
      const part = Math.min(left, room);
      state = vpinTake(state, Number(side) === 1 ? 1 : -1, part);
      if (part === room) seen.push(vpin(state));
      left -= part;
    }
  }
  return { vpin: seen, unfilled: state.bought + state.sold };
}

function bulkClassified(input: Input) {
  const [prices, sigma] = [numbers(input, 'prices'), count(input, 'sigma')];
  const volumes = numbers(input, 'volumes');
  const changes = prices.slice(1).map((price, i) => price - (prices[i] ?? 0));
  return { buyNormal: changes.map((change, i) => (volumes[i] ?? 0) * boughtShare(change, sigma)) };
}

function volatility(input: Input) {
  const [open, high, low, close] = ['open', 'high', 'low', 'close'].map((key) => numbers(input, key));
  const bars = (open ?? []).map((value, i): Bar => ({
    open: value,
    high: high?.[i] ?? 0,
    low: low?.[i] ?? 0,
    close: close?.[i] ?? 0,
  }));
  const returns = (close ?? []).slice(1).map((value, i) => Math.log(value / (close?.[i] ?? 1)));
  const lambdas = isRecord(input['ewmaVar']) ? Object.keys(input['ewmaVar']) : [];
  const at = numbers(input, 'ewmaVarAt');
  const ewmaVar = Object.fromEntries(
    lambdas.map((lambda) => {
      let variance: number | null = null;
      const all = returns.map((value) => (variance = ewmaVariance(variance, value, Number(lambda))));
      return [lambda, at.map((index) => all[index])];
    }),
  );
  return { garmanKlassVar: garmanKlass(bars), ewmaVar };
}

function isotonic(input: Input) {
  const fitted = fitIsotonic(numbers(input, 'x'), numbers(input, 'y'), optionalNumbers(input, 'w'));
  return {
    thresholdsX: fitted.x,
    thresholdsY: fitted.y,
    queryY: numbers(input, 'queryX').map((x) => isotonicAt(fitted, x)),
  };
}

function platt(input: Input) {
  const [f, y] = [numbers(input, 'f'), numbers(input, 'y').map(bit)];
  const calibrated = fitPlatt(f, y);
  const plain = fitLogistic({ rows: f.map((value) => [value]), targets: y, C: Number.POSITIVE_INFINITY });
  const query = isRecord(input['platt']) ? numbers(input['platt'], 'queryF') : [];
  return {
    platt: { queryP: query.map((value) => logisticAt(calibrated, [value])) },
    logit: { intercept: plain.constant, slope: plain.weights[0] },
  };
}

function logistic(input: Input) {
  const rows = matrix(input, 'X');
  const y = numbers(input, 'y');
  const fitted = fitLogistic({ rows, targets: y, C: count(input, 'C') });
  const p = rows.map((row) => logisticAt(fitted, row));
  return {
    coef: fitted.weights,
    intercept: fitted.constant,
    firstP: p.slice(0, numbers(input, 'firstP').length),
    logloss: scores.logLoss(p, y),
    brier: scores.brier(p, y),
  };
}

function scoreCase(input: Input) {
  const [p, y] = [numbers(input, 'p'), numbers(input, 'y')];
  const base = scores.mean(y);
  const baseBrier = base * (1 - base);
  const brier = scores.brier(p, y);
  return {
    brier,
    logloss: scores.logLoss(p, y),
    auc: scores.areaUnderCurve(p, y),
    baseBrier,
    skill: 1 - brier / baseBrier,
    bins: scores.reliabilityBins(p, y),
    ...scores.scoreParts(p, y),
  };
}

function targetEncoding(input: Input) {
  const y = numbers(input, 'y');
  let state = targetStatistic(count(input, 'prior'), count(input, 'a'));
  const encoded: number[] = [];
  for (const [i, category] of texts(input, 'category').entries()) {
    encoded.push(encode(state, category));
    state = learn(state, category, y[i] ?? 0);
  }
  const names = isRecord(input['afterAll']) ? Object.keys(input['afterAll']) : [];
  return { encoded, afterAll: Object.fromEntries(names.map((name) => [name, encode(state, name)])) };
}

function fitOf(rows: readonly (readonly number[])[], y: readonly number[]) {
  const fit = leastSquares(rows, y);
  if (fit === null) throw new Error('the columns depend on each other');
  return fit;
}

function kyleLambda(input: Input) {
  const y = numbers(input, 'dPrice');
  const fit = fitOf(
    numbers(input, 'signedVolume').map((value) => [value]),
    y,
  );
  const mean = scores.mean(y);
  const se = errorsOf(plainCovariance(fit))[1] ?? 0;
  const lambda = fit.coefficients[1] ?? 0;
  const seHac5 = errorsOf(neweyWest(fit, 5, true))[1] ?? 0;
  const total = y.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { lam: lambda, intercept: fit.coefficients[0], se, seHac5, t: lambda / se, r2: 1 - fit.sumOfSquares / total };
}

function hacCovariances(input: Input) {
  const rows = matrix(input, 'X');
  const fit = fitOf(rows, numbers(input, 'y'));
  return {
    coef: fit.coefficients,
    seOls: errorsOf(plainCovariance(fit)),
    seHC0: errorsOf(neweyWest(fit, 0, false)),
    hac: records(input, 'hac').map((row) => {
      const cov = neweyWest(fit, count(row, 'maxlags'), row['correction'] === true);
      const se = errorsOf(cov);
      return { ...row, se, cov: cov.to2DArray(), t: fit.coefficients.map((value, i) => value / (se[i] ?? 0)) };
    }),
  };
}

function grangerCase(input: Input) {
  const result = granger(numbers(input, 'x'), numbers(input, 'y'), count(input, 'maxLag'));
  if (result === null) throw new Error('a lag cannot be fitted');
  return { bicLag: result.bicLag, byLag: result.byLag };
}

/** What of a lag the code answers; the files hold more tests than one decides on. */
function grangerWanted(input: Input) {
  return {
    bicLag: input['bicLag'],
    byLag: records(input, 'byLag').map((row) => {
      const hac = isRecord(row['hac']) ? row['hac'] : {};
      return {
        ...Object.fromEntries(['lag', 'F', 'pF', 'dfNum', 'dfDenom'].map((key) => [key, row[key]])),
        bic: row['bicCommonSample'],
        hac: { maxlags: hac['maxlags'], F: hac['F'], pF: hac['pF'] },
      };
    }),
  };
}

function hayashiYoshida(input: Input): Readonly<Record<string, unknown>> {
  const ticks = (times: string, values: string): Ticks => ({
    times: numbers(input, times),
    values: numbers(input, values),
  });
  const [x, y] = [ticks('tx', 'px'), ticks('ty', 'py')];
  if ('grid' in input)
    return { grid: records(input, 'grid').map(({ theta }) => ({ theta, hy: covarianceAt(x, y, Number(theta)) })) };
  const found = leadLag(x, y, numbers(input, 'gridMs'));
  return {
    correlation: found?.correlation,
    hyAt0: covarianceAt(x, y, 0),
    varX: sumOfSquares(x),
    varY: sumOfSquares(y),
    argmaxMs: found?.lead,
    corrAtArgmax: found?.correlationAtLead,
    leadLagRatio: found?.ratio,
  };
}

function thresholdOption(input: Input) {
  const law = { spot: count(input, 'S'), sigma: count(input, 'sigma'), years: count(input, 'years') };
  const level = count(input, 'K');
  if (text(input, 'kind').startsWith('one-touch')) return { price: touches(law, level) };
  return { price: endsAbove(law, level, 'basisSd' in input ? count(input, 'basisSd') : 0) };
}

function hitRate(input: Input) {
  const [wins, n] = [count(input, 'wins'), count(input, 'n')];
  const prior = { a: count(input, 'a'), b: count(input, 'b') };
  return {
    mean: posteriorMean(wins, n, prior),
    lower05: posteriorQuantile(wins, n, prior, 0.05),
    lower10: posteriorQuantile(wins, n, prior, 0.1),
    upper95: posteriorQuantile(wins, n, prior, 0.95),
  };
}

function krakenChecksum(input: Input) {
  const side = (key: string): readonly LevelText[] =>
    list(input, key).map((each) => {
      const [price, size]: readonly unknown[] = Array.isArray(each) ? each : [];
      return [String(price), String(size)] as const;
    });
  const [asks, bids] = [side('asks'), side('bids')];
  return { string: checksumText(asks, bids), checksum: checksumOf(asks, bids) };
}

function coinbaseSequence(input: Input) {
  let sequence = NEW_CONNECTION;
  return {
    verdict: records(input, 'frames').map((frame) => {
      const step = follow(sequence, text(frame, 'channel'), count(frame, 'sequence_num'));
      sequence = step.sequence;
      return step.verdict;
    }),
  };
}

export const signals: Readonly<Record<string, SignalFile>> = {
  'benjamini-hochberg': { run: multipleTests },
  'book-shape': { run: bookShape },
  cusum: { run: cusumAlarms, tolerance: {} },
  'spread-stats': { run: spreadStats },
  vpin: { run: vpinBuckets },
  volatility: { run: volatility },
  isotonic: { run: isotonic },
  platt: {
    run: platt,
    want: (input) => ({
      platt: { queryP: isRecord(input['platt']) ? input['platt']['queryP'] : null },
      logit: isRecord(input['logit'])
        ? { intercept: input['logit']['intercept'], slope: input['logit']['slope'] }
        : null,
    }),
  },
  logistic: { run: logistic },
  scores: { run: scoreCase },
  'target-encoding': { run: targetEncoding },
  'kyle-lambda': { run: kyleLambda },
  'newey-west': { run: hacCovariances },
  granger: { run: grangerCase, want: grangerWanted },
  'hayashi-yoshida': { run: hayashiYoshida },
  'threshold-options': { run: thresholdOption },
  'hit-rate': { run: hitRate },
  drift: { run: driftAlarms, want: driftWanted, tolerance: {} },
  'gbdt-exact': { run: exactTrees, want: exactWanted, tolerance: { absolute: 1e-5 } },
  'gbdt-synthetic': { run: syntheticRows, want: () => ({ brier: 'within', logloss: 'within' }), tolerance: {} },
  'fill-anchors': { run: fillAnchors, want: fillAnchorsWanted, tolerance: { relative: 1e-6 }, whole: true },
  'growth-allocation': { run: growthAllocation, want: growthWanted, tolerance: {} },
  'ledoit-wolf': { run: ledoitWolf },
  'kraken-crc32': { run: krakenChecksum, tolerance: {} },
  'coinbase-chain-expected': { run: coinbaseChain, tolerance: {}, whole: true },
  'coinbase-sequence': { run: coinbaseSequence, tolerance: {} },
};

/** What a case must come to: the keys that the code answers and the case states. */
export function wanted(file: SignalFile, input: Input, got: Readonly<Record<string, unknown>>) {
  if (file.want !== undefined) return file.want(input);
  const stated = Object.keys(got).filter((key) => key in input);
  return Object.fromEntries(stated.map((key) => [key, input[key]]));
}

export function nameOf(input: Input, at: number): string {
  return [input['id'], input['name']].find((each) => typeof each === 'string') ?? String(at);
}
