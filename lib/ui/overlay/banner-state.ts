/**
 * What the banner may say, decided in one pure place: a view, the state of the link and the time go in, one state comes
 * out. Only the state `offer` carries an opportunity that can be acted on.
 */
import { unreachable } from '../../domain/result';
import type { ExecutionView, OpportunityView, PageView, Tone } from '../../protocol/views';
import type { Link } from '../../protocol/replica';
import * as en from '../../words/en';
import { isStale } from '../shell/stale';

export type BannerState =
  /** One thin line. */
  | {
      readonly kind: 'line';
      readonly tone: Tone;
      readonly sentence: string;
      readonly asOfMs: number | null;
      readonly faded: boolean;
    }
  /** A verified floor; `blocked` says why there is no button, null when there is one. */
  | {
      readonly kind: 'offer';
      readonly opportunity: OpportunityView;
      readonly blocked: string | null;
      readonly faded: boolean;
    }
  /** `lost`: the background is silent, this is the last known state. */
  | { readonly kind: 'execution'; readonly execution: ExecutionView; readonly lost: boolean };

export interface BannerInput {
  readonly view: PageView | null;
  readonly link: Link;
  readonly linkSinceMs: number;
  readonly nowMs: number;
  /** Executions whose result the user has put away. */
  readonly dismissed: ReadonlySet<string>;
}

/**
 * A killed background answers again in tens of milliseconds; only a longer silence is worth words. The button is dead
 * at once.
 */
const LOST_AFTER_MS = 1_500;

/** A finished execution is news for this long; afterwards it lives in the popup. */
const NEWS_MS = 600_000;

type Line = Extract<BannerState, { kind: 'line' }>;

const line = (tone: Tone, sentence: string, asOfMs: number | null = null): Line => ({
  kind: 'line',
  tone,
  sentence,
  asOfMs,
  faded: tone === 'quiet',
});

export function bannerState(input: BannerInput): BannerState {
  const { view, link, nowMs } = input;
  const silentMs = link === 'live' ? 0 : nowMs - input.linkSinceMs;
  if (link === 'gone')
    return line(
      'attention',
      'Facet stopped: it was updated, switched off, or it crashed. Reload this page; if Facet is not there then, ' +
        'switch it off and on again at chrome://extensions. Orders already sent are not affected.',
    );
  if (!view) {
    if (silentMs > LOST_AFTER_MS)
      return line('quiet', 'Facet is not answering yet. Trying again; nothing can be sent until it does.');
    return line('quiet', 'Reading the books…');
  }
  const lost = silentMs > LOST_AFTER_MS;
  // The page was put aside: what it shows is of before, whatever its age says before the clock ticks again.
  const resting = link === 'resting';
  const { execution, status, opportunity } = view;
  if (execution && isNews(execution, input)) return { kind: 'execution', execution, lost };
  if (lost)
    return {
      ...line('quiet', 'Facet stopped answering. Trying again; nothing can be sent until it does.', status.asOfMs),
      faded: true,
    };
  switch (status.kind) {
    case 'violation': {
      // "At least" belongs to a verified floor above the cost; without one the headline makes no promise.
      if (!opportunity || opportunity.edgeMicros <= 0)
        return { ...line('attention', en.status(status.fact), status.asOfMs), faded: resting };
      if (isStale(opportunity.asOfMs, nowMs))
        return {
          kind: 'offer',
          opportunity,
          blocked: 'Books too old to act on. Waiting for fresh ones.',
          faded: true,
        };
      if (link !== 'live') return { kind: 'offer', opportunity, blocked: 'Reconnecting…', faded: resting };
      const why = opportunity.blockedBecause;
      return { kind: 'offer', opportunity, blocked: why && en.blocked(why, 'order'), faded: false };
    }
    case 'coherent':
      return {
        ...line(status.tone, en.status(status.fact), status.asOfMs),
        faded: resting || isStale(status.asOfMs, nowMs),
      };
    case 'loading':
    case 'stale':
    case 'offline':
    case 'blocked':
    case 'engine-stopped':
    case 'unsupported':
    case 'refused':
      return { ...line(status.tone, en.status(status.fact), status.asOfMs), faded: true };
    default:
      return unreachable(status.kind);
  }
}

function isNews(execution: ExecutionView, { dismissed, nowMs }: BannerInput): boolean {
  return !isDismissable(execution) || (!dismissed.has(execution.id) && nowMs - execution.updatedAtMs < NEWS_MS);
}

/** Results that may be put away; what is still moving, unknown or partly filled stays in sight. */
export function isDismissable(execution: ExecutionView): boolean {
  switch (execution.state) {
    case 'matched':
    case 'settled':
    case 'failed':
    case 'abandoned':
    case 'refused':
      return true;
    case 'drafted':
    case 'approved':
    case 'signing':
    case 'signed':
    case 'armed':
    case 'sending':
    case 'partial':
    case 'unknown':
      return false;
    default:
      return unreachable(execution.state);
  }
}
