/**
 * Who wins a competition has won the stage before it: the champion of the NBA is the champion of its conference. The
 * stages are a table; team, season and league must be told by both titles and both rules. Always a proposal: no rule
 * text of a final says that the stage before it was decided in time, and the earlier market has a day after which it
 * pays nobody ("not announced by June 30: Other"), although the season was played later in 2020.
 */
import { coded, evidence } from '../../domain/reasons';
import { cleanText, quoteText } from '../../domain/clean-text';
import { groupBy } from '../../domain/group';
import type { Relation } from '../../domain/relation';
import { STAGES } from '../../language/lexicon/stages';
import { makeRelation } from '../../relations/identity';
import { evidenceOf, type Claim } from './claim';

interface Placing {
  readonly claim: Claim;
  readonly team: string;
  readonly league: string;
  /** The later, the higher. */
  readonly rank: number;
  readonly years: ReadonlySet<string>;
}

const WINS = /^will (?:the )?(.+?) (?:win|be) (?:the )?(.+?)\?*$/;
/** "2025-26", "2025\u20132026" and "2026" name one season: the year in which it ends. */
const SEASON = /\b(20\d{2})(?:\s?[-/]\s?(?:20)?(\d{2}))?\b/g;

/** @param claims of all events */
export function stageRelations(claims: readonly Claim[]): readonly Relation[] {
  const placed = claims.flatMap((claim) => placingOf(claim) ?? []);
  return [...groupBy(placed, ({ league, team }) => `${league}\n${team}`).values()].flatMap((alike) =>
    alike.flatMap((late) =>
      alike.filter((early) => early.rank < late.rank && sameSeason(early, late)).map((early) => proposal(late, early)),
    ),
  );
}

function placingOf(claim: Claim): Placing | null {
  const { condition } = claim;
  const title = folded(condition.question);
  const [, team = '', stage = ''] = WINS.exec(title) ?? [];
  const name = stage.replace(SEASON, '').replace(/\s+/g, ' ').trim();
  const found = STAGES.find(({ names }) => names.includes(name));
  const rules = folded(condition.description);
  // The rules must decide by that team and that stage, and not by its denial.
  if (found === undefined || !decides(rules, team, found.names)) return null;
  return { claim, team, league: found.league, rank: found.rank, years: yearsIn(`${title} ${rules}`) };
}

function decides(rules: string, team: string, names: readonly string[]): boolean {
  const [, clause = ''] = /^this market will resolve to "yes" if (?:the )?([^.]+)\./.exec(rules) ?? [];
  if (!clause.startsWith(`${team} `)) return false;
  const said = clause
    .slice(team.length + 1)
    .replace(SEASON, '')
    .replace(/\s+/g, ' ')
    .trim();
  return names.includes(said.replace(/^wins? the /, '')) && /^wins? the /.test(said);
}

function folded(text: string): string {
  return cleanText(text).toLowerCase().replace(/\s+/g, ' ').trim();
}

function yearsIn(text: string): ReadonlySet<string> {
  // Days are no seasons.
  const bare = text.replace(/[a-z]+ \d{1,2}, 20\d{2}/g, '');
  return new Set([...bare.matchAll(SEASON)].map(([, first = '', last]) => (last === undefined ? first : `20${last}`)));
}

function sameSeason(a: Placing, b: Placing): boolean {
  const [year] = a.years;
  return a.years.size === 1 && b.years.size === 1 && year !== undefined && b.years.has(year);
}

const OPEN = coded('stage-open');

function proposal(late: Placing, early: Placing): Relation {
  return makeRelation({
    body: { type: 'implies', if: late.claim.condition.id, then: early.claim.condition.id },
    source: 'rule',
    status: 'proposed',
    why: coded('implied-since', {
      narrow: quoteText(late.claim.condition.question),
      wide: quoteText(early.claim.condition.question),
      because: coded('stage-before'),
      but: OPEN,
    }),
    evidence: [
      evidence('rule', 'semantic/stage/1'),
      ...[late, early].flatMap(({ claim, team, league, rank }) => evidenceOf(claim, `${team}, ${league}, ${rank}`)),
      evidence('disagreement', OPEN),
    ],
  });
}
