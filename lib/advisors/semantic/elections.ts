/**
 * A candidate who wins a place wins it for the party; who is elected president was mostly nominated before. Both hold
 * only if race, office and the rule for replacement are the same in both texts, and party membership is no part of the
 * texts (docs/maths.md 8.5). Even rules that name the candidate ("the Republican candidate, Ann Smith, wins Ohio")
 * leave open what happens when she loses the nomination and wins without it. So these are always proposals, and the
 * sentence says what the user has to check.
 */
import { coded, evidence } from '../../domain/reasons';
import type { Relation } from '../../domain/relation';
import { makeRelation } from '../../relations/identity';
import { groupBy } from '../../domain/group';
import { cleanText, quoteText } from '../../domain/clean-text';
import { evidenceOf, type Claim } from './claim';

type Race =
  | { readonly kind: 'person-wins'; readonly person: string; readonly place: string; readonly year: string }
  | { readonly kind: 'party-wins'; readonly party: string; readonly place: string; readonly year: string }
  | {
      readonly kind: 'nominee';
      readonly person: string;
      readonly party: string;
      readonly office: string;
      readonly year: string;
    }
  | { readonly kind: 'elected'; readonly person: string; readonly office: string; readonly year: string };

const NAME = "([A-Z][\\p{L}.'-]+(?:\\s(?:[A-Z][\\p{L}.'-]*|de|van|von|la|bin)){0,3})";
const PARTY =
  String.raw`(?:a |the )?(Republicans?|Democrats?|Democratic Party|Republican Party|Democratic|GOP|Labour` +
  '|Conservatives?|Tories)';
const YEAR = '(?:the )?((?:19|20)\\d{2})? ?';
const PARTY_WINS = new RegExp(
  `^Will ${PARTY}(?: candidate| nominee)? win ${YEAR}(?:the )?([A-Z][\\p{L} ]+?)(?: in)? ` +
    '?((?:19|20)\\d{2})?(?: (?:in the )?(?:Presidential |US Presidential )?[Ee]lection)?\\?*$',
  'u',
);
const PERSON_WINS = new RegExp(
  `^Will ${NAME} win ${YEAR}(?:the )?([A-Z][\\p{L} ]+?)(?: in)? ?((?:19|20)\\d{2})?(?: (?:in ` +
    'the )?(?:Presidential |US Presidential )?[Ee]lection)?\\?*$',
  'u',
);
const NOMINEE = new RegExp(
  `^Will ${NAME} (?:be|win|become) (?:the )?((?:19|20)\\d{2})? ?(?:the )?(Republican` +
    '|Democratic|Democrat|GOP) (?:US |U\\.S\\. )?(presidential |vice presidential )?(?:nominee' +
    '|nomination|primary)(?: for (?:US )?[Pp]resident)?(?: in ((?:19|20)\\d{2}))?\\?*$',
  'u',
);
const ELECTED = new RegExp(
  `^Will ${NAME} (?:win|be elected|become) (?:the )?((?:19|20)\\d{2})? ?(?:the )?(?:US ` +
    '|U\\.S\\. )?(presidential election|president|presidency|vice president)(?: in ((?:19' +
    '|20)\\d{2}))?\\?*$',
  'iu',
);

export function readRace(question: string): Race | null {
  const text = cleanText(question).replace(/\s+/g, ' ').trim();
  const nominee = NOMINEE.exec(text);
  if (nominee)
    return {
      kind: 'nominee',
      person: fold(nominee[1]),
      party: fold(nominee[3])
        .replace(/^gop$/, 'republican')
        .replace(/^democrat$/, 'democratic'),
      office: officeIn(nominee[4]),
      year: nominee[2] ?? nominee[5] ?? '',
    };
  const elected = ELECTED.exec(text);
  if (elected && /^[A-Z]/.test(elected[1] ?? ''))
    return {
      kind: 'elected',
      person: fold(elected[1]),
      office: officeIn(elected[3]),
      year: elected[2] ?? elected[4] ?? '',
    };
  const party = PARTY_WINS.exec(text);
  if (party)
    return {
      kind: 'party-wins',
      party: fold(party[1]).replace(/s$| party$/, ''),
      place: fold(party[3]),
      year: party[2] ?? party[4] ?? '',
    };
  const person = PERSON_WINS.exec(text);
  return person
    ? { kind: 'person-wins', person: fold(person[1]), place: fold(person[3]), year: person[2] ?? person[4] ?? '' }
    : null;
}

/** Both patterns know two offices. */
function officeIn(text: string | undefined): 'vice' | 'presidential' {
  return /vice/i.test(text ?? '') ? 'vice' : 'presidential';
}

function fold(text: string | undefined): string {
  return (text ?? '').trim().toLowerCase();
}

export function electionRelations(claims: readonly Claim[]): readonly Relation[] {
  const races = claims.flatMap((claim) => {
    const race = readRace(claim.condition.question);
    return race ? [{ claim, race }] : [];
  });
  const relations: Relation[] = [];
  const nominees = races.flatMap(({ claim, race }) => (race.kind === 'nominee' ? [{ claim, race }] : []));
  for (const { claim, race } of races) {
    if (race.kind !== 'elected') continue;
    for (const nominee of nominees) {
      if (nominee.race.person !== race.person || nominee.race.office !== race.office || nominee.race.year !== race.year)
        continue;
      relations.push(
        proposal({
          narrow: claim,
          wide: nominee.claim,
          reason: coded('elected-nominated'),
          open: coded('elected-open'),
        }),
      );
    }
  }
  const partyOf = new Map(nominees.map(({ race }) => [race.person, race.party] as const));
  for (const place of groupBy(
    races.filter(({ race }) => race.kind === 'person-wins' || race.kind === 'party-wins'),
    ({ race }) => ('place' in race ? `${race.place} ${race.year}` : ''),
  ).values()) {
    for (const person of place) {
      if (person.race.kind !== 'person-wins') continue;
      const party = partyFor(person.race.person, partyOf);
      if (party === null) continue;
      for (const other of place) {
        if (other.race.kind !== 'party-wins') continue;
        if (!party.startsWith(other.race.party.slice(0, 6))) continue;
        relations.push(
          proposal({
            narrow: person.claim,
            wide: other.claim,
            reason: coded('party-candidate'),
            open: coded('party-open'),
          }),
        );
      }
    }
  }
  return relations;
}

/** "Trump" in one title is "Donald Trump" in another when only one nominee's name ends so. */
function partyFor(person: string, partyOf: ReadonlyMap<string, string>): string | null {
  const exact = partyOf.get(person);
  if (exact !== undefined) return exact;
  const found = new Set([...partyOf].filter(([name]) => name.endsWith(` ${person}`)).map(([, party]) => party));
  const [party] = found;
  return found.size === 1 && party !== undefined ? party : null;
}

function proposal({
  narrow,
  wide,
  reason,
  open,
}: {
  readonly narrow: Claim;
  readonly wide: Claim;
  readonly reason: string;
  readonly open: string;
}): Relation {
  return makeRelation({
    body: { type: 'implies', if: narrow.condition.id, then: wide.condition.id },
    source: 'rule',
    status: 'proposed',
    why: coded('implied-since', {
      narrow: quoteText(narrow.condition.question),
      wide: quoteText(wide.condition.question),
      because: reason,
      but: open,
    }),
    evidence: [
      evidence('rule', 'semantic/election/1'),
      ...[narrow, wide].flatMap((claim) =>
        evidenceOf(claim, Object.values(readRace(claim.condition.question) ?? {}).join(', ')),
      ),
      evidence('disagreement', open),
    ],
  });
}
