/**
 * The labelled steps of real wording (relations/venue-text): what is proven, what one acceptance of a template would
 * cover, what is proposed, missed or wrong. "Seen open" is the same with the knowledge that the product has and a file
 * has not: the earlier market stood open eleven days after the later one was made, where its own end allows that.
 */
import { existsSync, readFileSync } from 'node:fs';
import { proposeByRules } from '../lib/advisors/rules';
import type { Relation } from '../lib/domain/relation';
import { REVIEWED_LINE, TEMPLATE_LINE } from '../lib/relations/accepted-templates';
import { bestFor, eventsOfQuestions, type Question } from './formats/questions';

interface Labelled {
  readonly if: string;
  readonly then: string;
  readonly label: string;
}

export interface VenueRow {
  readonly set: string;
  readonly label: string;
  readonly known: 'the file' | 'seen open';
  pairs: number;
  byRule: number;
  byTemplate: number;
  coverable: number;
  proposed: number;
  missed: number;
  wrong: number;
  readonly acceptances: Set<string>;
}

const SETS = ['venue-text', 'venue-text-2'];
const SEEN_MS = 11 * 86_400_000;
const FOLDS = 5;

export function evaluateVenueText(data: string): readonly VenueRow[] {
  return SETS.filter((set) => existsSync(`${data}/relations/${set}/ladders.json`)).flatMap((set) => {
    const folder = `${data}/relations/${set}`;
    const { questions } = read(`${folder}/questions.json`) as { readonly questions: readonly Question[] };
    const steps = read(`${folder}/ladders.json`) as readonly Labelled[];
    const byId = new Map(questions.map((question) => [question.id, question] as const));
    const rows = new Map<string, VenueRow>();
    for (const step of steps) {
      const [first, second] = [byId.get(step.if), byId.get(step.then)];
      if (first === undefined || second === undefined) continue;
      for (const known of ['the file', 'seen open'] as const)
        for (const part of [step.label, ...(step.label === 'safe' ? [`safe, fold ${foldOf(first)}`] : [])])
          count(rowOf(rows, { set, label: part, known }), found(first, second, known), step.label);
    }
    return [...rows.values()].sort((a, b) => (a.known + a.label < b.known + b.label ? -1 : 1));
  });
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** By the masked title, so that no template stands in two folds. */
function foldOf({ event = '' }: Question): number {
  return [...event].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9_973, 7) % FOLDS;
}

function found(first: Question, second: Question, known: VenueRow['known']): ReturnType<typeof bestFor> {
  const { events, idOf } = eventsOfQuestions([first, second]);
  const [a = '', b = ''] = [first, second].map(({ id }) => [...idOf].find(([, own]) => own === id)?.[0] ?? '');
  const seen = Math.max(...[first, second].map(({ createdAt = '' }) => Date.parse(createdAt))) + SEEN_MS;
  const open = known === 'seen open' && seen < Date.parse(first.endDate ?? '');
  return bestFor(proposeByRules(events, open ? { nowMs: () => seen } : {}), a, b);
}

function rowOf(rows: Map<string, VenueRow>, at: Pick<VenueRow, 'set' | 'label' | 'known'>): VenueRow {
  const key = `${at.set} ${at.label} ${at.known}`;
  const row = rows.get(key) ?? {
    ...at,
    pairs: 0,
    byRule: 0,
    byTemplate: 0,
    coverable: 0,
    proposed: 0,
    missed: 0,
    wrong: 0,
    acceptances: new Set<string>(),
  };
  rows.set(key, row);
  return row;
}

function count(row: VenueRow, best: ReturnType<typeof bestFor>, label: string): void {
  row.pairs += 1;
  const right = best !== null && (best.type === 'implies' || best.type === 'equivalent');
  if (best === null) row.missed += 1;
  else if (best.relation.status === 'proven') {
    row[reviewedIn(best.relation) === null ? 'byRule' : 'byTemplate'] += 1;
    // Of a label that is not safe each proof must be read.
    if (!right || label !== 'safe') row.wrong += 1;
  } else if (!right) row.wrong += 1;
  else {
    const template = templateIn(best.relation);
    if (template === null) row.proposed += 1;
    else {
      row.coverable += 1;
      row.acceptances.add(template);
    }
  }
}

export function templateIn(relation: Relation): string | null {
  return relation.evidence.find((line) => line.startsWith(TEMPLATE_LINE))?.slice(TEMPLATE_LINE.length) ?? null;
}

/** Sha-256 of the reviewed template that proves it, or null. */
export function reviewedIn(relation: Relation): string | null {
  const line = relation.evidence.find((text) => text.startsWith(REVIEWED_LINE));
  return line?.slice(REVIEWED_LINE.length).split(' ')[0] ?? null;
}

export function venueInWords(rows: readonly VenueRow[]): readonly string[] {
  return rows.length === 0
    ? []
    : [
        '',
        'set | label | known | pairs | proven by rule | by reviewed template | coverable (acceptances) | proposed | ' +
          'missed | wrong',
        '--- | --- | --- | --- | --- | --- | --- | --- | --- | ---',
        ...rows.map((row) =>
          [
            row.set,
            row.label,
            row.known,
            row.pairs,
            row.byRule,
            row.byTemplate,
            `${row.coverable} (${row.acceptances.size})`,
            row.proposed,
            row.missed,
            row.wrong,
          ].join(' | '),
        ),
      ];
}
