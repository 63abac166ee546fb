/** One execution in words: what happened, what it means for the money, what to do. */
import type { Execution, ExecutionLeg } from '../../domain/execution';
import { unreachable } from '../../domain/result';
import type { ExecutionView, LegProgressView, Tone } from '../../protocol/views';
import type { UnwindFacts } from './unwind';
import { heldLegs, sellBackMicros } from './unwind';
import { dollarsDown, dollarsUp, plural, sharesDown } from '../../domain/money-text';
import { failure as sentenceOf } from '../../words/failures';

export interface ExecutionFacts extends UnwindFacts {
  /** The connected account is the one whose orders these are. */
  readonly canLookUp: boolean;
}

export function buildExecutionView(execution: Execution, facts: ExecutionFacts): ExecutionView {
  const { sentence, tone } = describe(execution, facts);
  return {
    id: execution.id,
    mode: execution.mode,
    state: execution.state,
    eventTitle: execution.eventTitle,
    eventSlug: execution.eventSlug,
    sentence,
    tone,
    legs: execution.legs.map(legProgress),
    paidMicros: paid(execution),
    floorMicros: execution.floorMicros,
    updatedAtMs: execution.updatedAtMs,
  };
}

function paid(execution: Execution): number {
  return execution.legs.reduce(
    (total, leg) => total + (leg.side === 'buy' ? leg.paidMicros : -leg.paidMicros) + leg.feeMicros,
    0,
  );
}

function legProgress(leg: ExecutionLeg): LegProgressView {
  return {
    label: leg.label,
    token: leg.token,
    state: leg.state,
    filledMicros: leg.filledSizeMicros,
    sizeMicros: leg.sizeMicros,
    note: leg.failure === null ? '' : sentenceOf(leg.failure),
  };
}

function describe(execution: Execution, facts: ExecutionFacts): { readonly sentence: string; readonly tone: Tone } {
  const count = execution.legs.length;
  const signed = execution.legs.filter((leg) => leg.state === 'signed').length;
  const paper = execution.mode === 'paper' ? 'Paper: ' : '';
  const total = paid(execution);
  const edge = execution.floorMicros - total;
  const result =
    `Paid ${dollarsUp(total)} with fees, at least ${dollarsDown(execution.floorMicros)} ` +
    `back: at least ${edge >= 0 ? '+' : ''}${dollarsDown(edge)}.`;
  switch (execution.state) {
    case 'drafted':
    case 'approved':
      return { sentence: 'Checking books, fees and rules once more. Nothing was sent yet.', tone: 'quiet' };
    case 'signing':
    case 'signed':
      return {
        sentence: `Sign each leg in your wallet: ${signed} of ${count} signed. Nothing is sent before all are.`,
        tone: 'attention',
      };
    case 'sending':
      return {
        sentence: `${plural(count, 'order')} on the way to the venue. Waiting for its answer.`,
        tone: 'attention',
      };
    case 'matched':
    case 'settled':
      return { sentence: filledSentence(execution, result), tone: 'violation' };
    case 'partial':
      return { sentence: `${paper}${partialSentence(execution, facts)}`, tone: 'loss' };
    case 'unknown':
      return { sentence: unknownSentence(execution, facts.canLookUp), tone: 'attention' };
    case 'failed':
      return { sentence: `${paper}no leg filled. Nothing was bought. ${firstReason(execution)}`, tone: 'quiet' };
    case 'abandoned':
    case 'refused':
      return { sentence: said(execution) || 'It was stopped. Nothing was sent.', tone: 'quiet' };
    default:
      return unreachable(execution.state);
  }
}

function filledSentence(execution: Execution, result: string): string {
  const count = execution.legs.length;
  if (execution.mode === 'paper') return `Paper: all ${count} legs would have filled. ${result} No money moved.`;
  return execution.state === 'settled'
    ? `All ${count} legs confirmed on chain. ${result}`
    : `All ${count} legs matched; settling on chain. ${result}`;
}

/** What its failure says; "" where there is none. */
function said(of: Pick<ExecutionLeg, 'failure'> | undefined): string {
  return of?.failure ? sentenceOf(of.failure) : '';
}

function firstReason(execution: Execution): string {
  return said(execution.legs.find((leg) => leg.failure !== null));
}

/** The bad day: what is held, what it can lose at most, and what selling back now would bring. */
function partialSentence(execution: Execution, facts: ExecutionFacts): string {
  const held = heldLegs(execution.legs);
  const complete = execution.legs.filter((leg) => leg.filledSizeMicros >= leg.sizeMicros).length;
  const total = paid(execution);
  const list = held
    .map((leg) => `${sharesDown(leg.filledSizeMicros)} ${leg.token.toUpperCase()} on "${leg.label}"`)
    .join(', ');
  const back = sellBackMicros(held, facts);
  const way =
    back === null
      ? 'The bids are too thin or too old to say what selling back would bring.'
      : `Selling back now would bring about ${dollarsDown(back)} after fees (${dollarsDown(back - total)}).`;
  const [hold, lost] =
    execution.mode === 'paper' ? ['You would hold', 'would be lost. No money moved'] : ['You hold', 'is lost'];
  return (
    `only ${complete} of ${execution.legs.length} legs filled. ${hold} ` +
    `${list || 'nothing'} for ${dollarsUp(total)}; at worst all of it ${lost}. ${way}`
  );
}

function unknownSentence(execution: Execution, canLookUp: boolean): string {
  const unknown = execution.legs.filter((leg) => leg.state === 'unknown' || leg.state === 'sent');
  const known = execution.legs.length - unknown.length;
  const owner = execution.account?.owner ?? '';
  if (!canLookUp)
    return (
      `${plural(unknown.length, 'order')} of unknown fate, ${known} accounted for. Connect ` +
      `${owner.slice(0, 6)}…${owner.slice(-4)} in the popup: only that account can look ` +
      'them up. Nothing is sent again.'
    );
  return (
    `${plural(unknown.length, 'order')} of unknown fate, ${known} accounted for. Facet ` +
    'looks each one up by its number and sends nothing again. ' +
    said(unknown[0])
  ).trim();
}
