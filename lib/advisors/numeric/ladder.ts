/**
 * From parameters to implications: the narrower condition implies the wider one; steps that follow from others are left
 * out.
 */
import { coded } from '../../domain/reasons';
import type { Parameters } from '../../language/parameters';
import { containsSpan, startsTogether, type Created } from '../../language/span';

export interface Step {
  readonly narrow: Parameters;
  readonly wide: Parameters;
  /** null: proven; else what keeps it a proposal. */
  readonly disagreement: string | null;
}

type Containment = { readonly kind: 'yes' } | { readonly kind: 'no' } | { readonly kind: 'open'; readonly why: string };

/**
 * Why two members may not be compared for a proof, whatever their parameters say.
 *
 * @param read a person has read, or will read, both texts
 */
export type Comparable = (narrow: Parameters, wide: Parameters, read?: boolean) => string | null;

/** Implications among members of one family, without those that follow by transitivity from others. */
export function ladderSteps(
  members: readonly Parameters[],
  options: { readonly nowMs: number | null; readonly comparable: Comparable },
): readonly Step[] {
  const { nowMs } = options;
  const proven: (readonly [Parameters, Parameters])[] = [];
  const open: Step[] = [];
  const twins = new Set(
    members.filter((member) => members.some((other) => other !== member && sameParameters(member, other))),
  );
  for (const narrow of members) {
    for (const wide of members) {
      if (narrow === wide || sameParameters(narrow, wide)) continue;
      const contained = withTwins(
        withOutcomes(contains(wide, narrow, nowMs), wide, narrow),
        twins.has(wide) || twins.has(narrow),
      );
      const apart = contained.kind === 'yes' ? options.comparable(narrow, wide) : null;
      if (apart !== null) open.push({ narrow, wide, disagreement: apart });
      else if (contained.kind === 'yes') proven.push([narrow, wide]);
      else if (contained.kind === 'open') open.push({ narrow, wide, disagreement: contained.why });
    }
  }
  const provenReach = reachOf(proven);
  const anyReach = reachOf([...proven, ...open.map((step) => [step.narrow, step.wide] as const)]);
  return [
    ...proven
      .filter(([narrow, wide]) => !follows(provenReach, narrow, wide))
      .map(([narrow, wide]) => ({ narrow, wide, disagreement: null })),
    ...open.filter((step) => !follows(anyReach, step.narrow, step.wide)),
  ];
}

type Reach = ReadonlyMap<Parameters, ReadonlySet<Parameters>>;

function reachOf(pairs: readonly (readonly [Parameters, Parameters])[]): Reach {
  const reach = new Map<Parameters, Set<Parameters>>();
  for (const [narrow, wide] of pairs) reach.set(narrow, (reach.get(narrow) ?? new Set<Parameters>()).add(wide));
  return reach;
}

/** There is a member between the two. */
function follows(reach: Reach, narrow: Parameters, wide: Parameters): boolean {
  return [...(reach.get(narrow) ?? [])].some((middle) => middle !== wide && reach.get(middle)?.has(wide) === true);
}

function sameParameters(a: Parameters, b: Parameters): boolean {
  return (
    a.threshold?.nanos === b.threshold?.nanos &&
    a.span?.end === b.span?.end &&
    a.span?.lastEnd === b.span?.lastEnd &&
    a.span?.earliest === b.span?.earliest &&
    a.span?.latest === b.span?.latest
  );
}

function contains(wide: Parameters, narrow: Parameters, nowMs: number | null): Containment {
  if (wide.threshold !== null && narrow.threshold !== null) {
    const weaker =
      wide.threshold.direction === 'up'
        ? wide.threshold.nanos <= narrow.threshold.nanos && wide.threshold.ruledNanos <= narrow.threshold.ruledNanos
        : wide.threshold.nanos >= narrow.threshold.nanos && wide.threshold.ruledNanos >= narrow.threshold.ruledNanos;
    if (!weaker) return { kind: 'no' };
  }
  if (wide.span !== null && narrow.span !== null) {
    const spans = containsSpan(
      { ...wide.span, ...created(wide, nowMs) },
      { ...narrow.span, ...created(narrow, nowMs) },
    );
    if (!spans.contains) return spans.missing === null ? { kind: 'no' } : { kind: 'open', why: spans.missing };
  } else if (wide.fromCreation || narrow.fromCreation) {
    const starts = startsTogether(created(wide, nowMs), created(narrow, nowMs));
    if (!starts.contains) return starts.missing === null ? { kind: 'no' } : { kind: 'open', why: starts.missing };
  }
  return { kind: 'yes' };
}

/**
 * Whether texts that could not be read may count from the creations of two markets that did not open together; null:
 * they may not, or it makes no difference.
 */
export function startsApart({ narrow, wide }: Omit<Step, 'disagreement'>, nowMs: number | null): string | null {
  const starts = startsTogether(created(wide, nowMs), created(narrow, nowMs));
  return starts.contains ? null : (starts.missing ?? coded('not-together'));
}

/**
 * The venue lists a market twice by mistake and resolves one of the two as it likes ("US strikes Iran by March 14,
 * 2026": Yes and No).
 */
function withTwins(contained: Containment, twin: boolean): Containment {
  return contained.kind === 'yes' && twin ? { kind: 'open', why: coded('listed-twice') } : contained;
}

function withOutcomes(contained: Containment, wide: Parameters, narrow: Parameters): Containment {
  // What is resolved No implies everything.
  if (contained.kind === 'open' && narrow.texts.condition.settled === false) return { kind: 'yes' };
  const outcome = contained.kind === 'no' ? null : settledProblem(wide, narrow);
  return outcome === null ? contained : { kind: 'open', why: outcome };
}

/**
 * What already happened can show that the venue reads its rules otherwise. An earlier deadline that was met while the
 * later one is still open means that the later market waits for another event than the one that has happened.
 */
function settledProblem(wide: Parameters, narrow: Parameters): string | null {
  const before = narrow.texts.condition.settled;
  const after = wide.texts.condition.settled;
  if (before === true && after === false) return coded('resolved-against-implication');
  if (narrow.span !== null && wide.span !== null && narrow.span.end !== wide.span.end) {
    if (before === true && after === null) return coded('earlier-yes');
    if (before === null && after === false) return coded('later-no');
  }
  return null;
}

/** When the market of these was last seen open, or null. */
export function openAt(parameters: Parameters, nowMs: number | null): number | null {
  return created(parameters, nowMs).openAtMs;
}

function created(parameters: Parameters, nowMs: number | null): Created {
  const { condition } = parameters.texts;
  const time = Date.parse(condition.createdAt ?? '');
  const open = condition.active && !condition.closed && condition.acceptingOrders && condition.settled === null;
  const quiet = MAY_STAY_UNKNOWN.test(condition.question) ? A_QUARTER_MS : 0;
  return { createdMs: Number.isFinite(time) ? time : null, openAtMs: open && nowMs !== null ? nowMs - quiet : null };
}

/** What may be done in silence and come out later: until then an open market shows nothing. */
const MAY_STAY_UNKNOWN = new RegExp(
  String.raw`\b(?:buys?|sells?|sold|bought|purchas\w+|acquir\w+|invest\w*|holds?|indict\w*|charged?|arrest\w*|sealed|` +
    String.raw`hack\w*|breach\w*|leak\w*|dies?|died|dead|deaths?|tests?|tested|marr(?:y|ie[sd])|divorc\w+|infect\w*|` +
    String.raw`diagnos\w+|strikes?|struck|clash(?:es)?|engagements?|enter(?:s|ed)?|lea(?:ves?|ving)|left)\b`,
  'i',
);
const A_QUARTER_MS = 100 * 86_400_000;
