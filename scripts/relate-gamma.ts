/**
 * What the rules prove on the recorded market files: a file for reading, and whether each group was rightly taken for
 * complete or not.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { reasonText } from '../lib/words/reasons';
import { implicationGraph } from '../lib/relations/closure';
import { eventsOfQuestions } from './formats/questions';
import { proposeByRules } from '../lib/advisors/rules';
import type { Condition, VenueEvent } from '../lib/domain/condition';
import { conditionKeysOf, type Relation } from '../lib/domain/relation';
import { gammaEvents, otherVenueQuestions, readClobQuestions } from './relate-data';
import { readingOf } from './relate-reading';

export interface GroupRow {
  readonly file: string;
  readonly groups: number;
  readonly augmented: number;
  readonly partial: number;
  readonly otherDoubt: number;
  readonly exactlyOne: number;
  readonly atMostOne: number;
  readonly wrong: readonly string[];
}

export interface GammaReport {
  readonly events: number;
  readonly byType: Readonly<Record<string, number>>;
  readonly proposedByType: Readonly<Record<string, number>>;
  readonly implied: number;
  readonly file: string;
  readonly groups: readonly GroupRow[];
  readonly unproven: readonly string[];
}

export function evaluateGamma(data: string): GammaReport {
  const sources: readonly (readonly [string, readonly VenueEvent[]])[] = [
    ...gammaEvents(data),
    ['clob-sampling-markets-2026-02.json', eventsOfQuestions(readClobQuestions(data)).events],
    ['events-2026-02-slim.json (records of another venue)', eventsOfQuestions(otherVenueQuestions(data)).events],
  ];
  const byType: Record<string, number> = {};
  const proposedByType: Record<string, number> = {};
  const lines = ['# Every proven relation of the recorded market files', ''];
  const unproven: string[] = [];
  let number = 0;
  let implied = 0;
  for (const [file, events] of sources) {
    lines.push(`## ${file}`, '');
    const conditions = new Map<string, Condition>(
      events.flatMap((event) => event.conditions).map((condition) => [condition.id, condition]),
    );
    const relations = proposeByRules(events, optionsFor(file));
    const proven = relations.filter((relation) => relation.status === 'proven');
    const graph = implicationGraph(proven);
    for (const id of conditions.keys()) implied += graph.consequences(id).size;
    for (const relation of relations) {
      const counts = relation.status === 'proven' ? byType : proposedByType;
      counts[relation.body.type] = (counts[relation.body.type] ?? 0) + 1;
      if (relation.status === 'proposed' && insideOneEvent(relation, conditions))
        unproven.push(`${file}: ${reasonText(relation.why)}`);
      if (relation.status !== 'proven') continue;
      number += 1;
      lines.push(
        `${number}. **${relation.body.type}** ${reasonText(relation.why)}`,
        ...readingOf(relation, conditions),
        '',
      );
    }
  }
  mkdirSync('artifacts', { recursive: true });
  const file = 'artifacts/relations-gamma.md';
  writeFileSync(file, `${lines.join('\n')}\n`);
  return {
    events: sources.reduce((sum, [, events]) => sum + events.length, 0),
    byType,
    proposedByType,
    implied,
    file,
    groups: gammaEvents(data).map(([name, events]) => groupRow(name, { events, raw: rawFlags(data, name) })),
    unproven,
  };
}

function insideOneEvent(relation: Relation, conditions: ReadonlyMap<string, Condition>): boolean {
  const events = new Set(conditionKeysOf(relation.body).map((key) => conditions.get(key)?.eventId));
  return relation.body.type === 'implies' && events.size === 1;
}

/** A recorded file is read as on the day of its name. */
function optionsFor(file: string): { readonly nowMs?: () => number } {
  const day = /\d{4}-\d{2}-\d{2}/.exec(file)?.[0];
  return day === undefined ? {} : { nowMs: () => Date.parse(day) };
}

/** The venue's own fields, as recorded, by event id: what a reader goes by who does not know the advisor's code. */
type Flags = Readonly<Record<string, unknown>> & { readonly markets?: readonly Readonly<Record<string, unknown>>[] };

function rawFlags(data: string, file: string): ReadonlyMap<string, Flags> {
  const raw = JSON.parse(readFileSync(`${data}/gamma/${file}`, 'utf8')) as Flags | readonly Flags[];
  const list = Array.isArray(raw) ? (raw as readonly Flags[]) : [raw as Flags];
  // A list of markets holds no whole event.
  return new Map(file.startsWith('markets') ? [] : list.map((event) => [String(event['id']), event]));
}

function groupRow(
  file: string,
  input: { readonly events: readonly VenueEvent[]; readonly raw: ReadonlyMap<string, Flags> },
): GroupRow {
  const row = {
    file,
    groups: 0,
    augmented: 0,
    partial: 0,
    otherDoubt: 0,
    exactlyOne: 0,
    atMostOne: 0,
    wrong: new Array<string>(),
  };
  for (const event of input.events) {
    if (!event.negRisk || event.conditions.length < 2) continue;
    row.groups += 1;
    const verdict = verdictOf(input.raw.get(event.id));
    const found =
      proposeByRules([event]).find(({ source, body }) => source === 'structure' && body.type !== 'settled')?.body
        .type ?? 'none';
    if (verdict === 'complete') row.exactlyOne += 1;
    else {
      row.atMostOne += 1;
      row[verdict] += 1;
    }
    if (found !== (verdict === 'complete' ? 'exactly-one' : 'excludes'))
      row.wrong.push(`${event.title}: ${found}, read as ${verdict}`);
  }
  return row;
}

function verdictOf(raw: Flags | undefined): 'complete' | 'augmented' | 'partial' | 'otherDoubt' {
  if (raw === undefined) return 'partial';
  if (raw['negRiskAugmented'] === true) return 'augmented';
  const markets = raw.markets ?? [];
  const resolved = (market: Readonly<Record<string, unknown>>): boolean =>
    market['closed'] === true && market['umaResolutionStatus'] === 'resolved';
  const open = (market: Readonly<Record<string, unknown>>): boolean =>
    market['active'] === true &&
    market['closed'] !== true &&
    market['acceptingOrders'] === true &&
    market['enableOrderBook'] === true;
  const whole =
    raw['enableNegRisk'] === true &&
    raw['active'] === true &&
    raw['closed'] !== true &&
    markets.every(
      (market) => market['negRisk'] === true && market['negRiskOther'] !== true && (open(market) || resolved(market)),
    );
  return whole ? 'complete' : 'otherDoubt';
}
