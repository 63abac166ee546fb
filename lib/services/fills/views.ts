/** The fill model as the interface sees it. */
import type { FillModelView } from '../../protocol/fills';
import { stability } from '../../signals/fills/importance';
import type { FillNews } from '../../signals/fills/learner';
import type { Serving } from '../../signals/fills/serving';

/** Columns that are shown: those that matter most. */
const SHOWN = 8;

export function fillsView(state: {
  readonly isOn: boolean;
  readonly isBroken: boolean;
  readonly serving: Serving;
  readonly news: Omit<FillNews, 'serving'> | null;
  readonly counts: { readonly tokens: number; readonly open: number };
}): FillModelView {
  const { isOn, isBroken, serving, news, counts } = state;
  const trained = news?.trained ?? [];
  const newest = trained.at(-1);
  return {
    isOn,
    isBroken,
    serves: serving.kind,
    why: serving.kind === 'hazard' ? serving.why : null,
    lacks: serving.kind === 'not-enough' ? { have: serving.have, need: serving.need, of: serving.of } : null,
    watched: counts.tokens,
    moments: news?.moments ?? 0,
    lost: news?.lost ?? 0,
    sinceMs: news?.sinceMs ?? null,
    changedAtMs: news?.changedAtMs ?? null,
    live: news?.live ?? { brier: 0, n: 0 },
    trained: trained.map(({ atMs, rows, scores, hazard, serves }) => ({
      atMs,
      rows,
      serves,
      logLoss: scores.logLoss,
      brier: scores.brier,
      hazardLogLoss: hazard.logLoss,
    })),
    bins:
      serving.kind === 'model'
        ? serving.bins.map(({ n, said, seen, low, high }) => ({ n, said, seen: n === 0 ? null : seen, low, high }))
        : [],
    importance: [...(newest?.importance ?? [])]
      .sort((a, b) => b.rise - a.rise)
      .slice(0, SHOWN)
      .map(({ column, gain, rise, error }) => ({
        column,
        gain,
        rise,
        error,
        over: trained.map(({ importance }) => importance.find((each) => each.column === column)?.rise ?? 0),
      })),
    stability: stability(newest?.importance, trained.at(-2)?.importance),
  };
}
