/** Readers of the recorded data that the evaluation uses. */
import { existsSync, readFileSync } from 'node:fs';
import type { PairType, Question } from './formats/questions';
import type { VenueEvent } from '../lib/domain/condition';
import { parseEvent } from '../lib/venues/polymarket/gamma/parse-gamma';

export interface Pair {
  readonly first: Question;
  readonly second: Question;
  readonly expected: PairType;
  readonly class: string;
}

/** Field of the tuple, field of the other, what holds between them. */
const SETS: Readonly<Record<string, readonly (readonly [string, string, PairType, string])[]>> = {
  ConsequenceChecker: [['P', 'cons_P', 'implies', 'consequence']],
  NegChecker: [['P', 'not_P', 'complement', 'negation']],
  ParaphraseChecker: [['P', 'para_P', 'equivalent', 'paraphrase']],
  AndChecker: [
    ['P_and_Q', 'P', 'implies', 'and'],
    ['P_and_Q', 'Q', 'implies', 'and'],
  ],
  OrChecker: [
    ['P', 'P_or_Q', 'implies', 'or'],
    ['Q', 'P_or_Q', 'implies', 'or'],
  ],
  AndOrChecker: [
    ['P_and_Q', 'P', 'implies', 'and'],
    ['P_and_Q', 'Q', 'implies', 'and'],
    ['P', 'P_or_Q', 'implies', 'or'],
    ['Q', 'P_or_Q', 'implies', 'or'],
    ['P_and_Q', 'P_or_Q', 'implies', 'and-or'],
  ],
  ButChecker: [
    ['Q_and_not_P', 'P', 'excludes', 'but'],
    ['Q_and_not_P', 'P_or_Q', 'implies', 'but'],
    ['P', 'P_or_Q', 'implies', 'or'],
  ],
};

interface RawQuestion {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly resolution_date: string | null;
  readonly created_date: string | null;
}

export function pairSets(data: string): readonly (readonly [string, readonly Pair[]])[] {
  return ['scraped', '2028'].flatMap((folder) =>
    Object.entries(SETS).flatMap(([name, roles]) => {
      const path = `${data}/relations/${folder}/${name}.jsonl`;
      if (!existsSync(path)) return [];
      const pairs = readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .flatMap((line, number) => {
          const tuple = JSON.parse(line) as Readonly<Record<string, RawQuestion>>;
          return roles.flatMap(([a, b, expected, kind]): readonly Pair[] => {
            const [first, second] = [tuple[a], tuple[b]];
            if (!first || !second) return [];
            return [
              {
                first: question(first, `${number} ${a}`),
                second: question(second, `${number} ${b}`),
                expected,
                class: kind === 'consequence' ? consequenceClass(first.title, second.title) : kind,
              },
            ];
          });
        });
      return [[`${folder}/${name.replace('Checker', '')}`, pairs] as const];
    }),
  );
}

function question(raw: RawQuestion, id: string): Question {
  return {
    id,
    title: raw.title,
    description: raw.body,
    ...(raw.resolution_date ? { endDate: raw.resolution_date } : {}),
    ...(raw.created_date ? { createdAt: raw.created_date } : {}),
  };
}

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|' +
  'oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const DATE = new RegExp(
  [
    `${MONTH}\\.? \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?`,
    `\\d{1,2} ${MONTH}(?: \\d{4})?`,
    `${MONTH} \\d{4}`,
    '\\b\\d{4}-\\d\\d-\\d\\d\\b',
    '\\b\\d{1,2}/\\d{1,2}(?:/\\d+)?\\b',
    '\\b(?:19|20)\\d\\d\\b',
  ].join('|'),
  'g',
);

/** By the titles alone and not by the rules' own parsers: what differs is a date, a number, or something else. */
function consequenceClass(a: string, b: string): string {
  const dates = [a, b].map((text) => text.toLowerCase().replace(DATE, '#'));
  if (a.toLowerCase() === b.toLowerCase()) return 'same title';
  if (dates[0] === dates[1]) return 'deadline';
  const numbers = dates.map((text) => text?.replace(/[$€]?\d[\d,.]*\d|\d/g, '~'));
  return numbers[0] === numbers[1] ? 'threshold' : 'other';
}

export function readResolved(data: string): readonly Question[] {
  const raw = JSON.parse(readFileSync(`${data}/relations/resolved-questions.json`, 'utf8')) as readonly {
    readonly conditionId: string;
    readonly question: string;
    readonly eventTitle: string;
    readonly createdAt: string;
    readonly endDate: string;
    readonly resolvedOutcome: string;
  }[];
  return raw
    .filter((item) => item.question.trim() !== '')
    .map((item, index) => ({
      id: `${item.conditionId} ${index}`,
      title: item.question,
      event: item.eventTitle,
      createdAt: item.createdAt ?? '',
      endDate: item.endDate ?? '',
      ...(item.resolvedOutcome === 'Yes' || item.resolvedOutcome === 'No'
        ? { settled: item.resolvedOutcome === 'Yes' }
        : {}),
    }));
}

export function readClobQuestions(data: string): readonly Question[] {
  const raw = JSON.parse(readFileSync(`${data}/gamma/clob-sampling-markets-2026-02.json`, 'utf8')) as {
    readonly data: readonly {
      readonly condition_id: string;
      readonly question: string;
      readonly description: string;
      readonly end_date_iso: string | null;
      readonly neg_risk: boolean;
      readonly neg_risk_market_id: string;
    }[];
  };
  return raw.data.map((item) => ({
    id: item.condition_id,
    title: item.question,
    description: item.description,
    endDate: item.end_date_iso ?? '',
    ...(item.neg_risk && item.neg_risk_market_id !== '' ? { negRisk: true, event: item.neg_risk_market_id } : {}),
  }));
}

interface OtherVenueEvent {
  readonly ticker: string;
  readonly title: string;
  readonly underlying: string;
  readonly mutually_exclusive: boolean;
  readonly markets: readonly {
    readonly ticker_name: string;
    readonly title: string;
    readonly yes_sub_title: string;
    readonly close_date: string;
    readonly create_date: string;
    readonly rulebook_variables: Readonly<Record<string, string>>;
  }[];
}

/** `events-2026-02-slim.json` holds Kalshi records: rules are a sentence with variables. */
export function otherVenueQuestions(data: string): readonly Question[] {
  const raw = JSON.parse(readFileSync(`${data}/gamma/events-2026-02-slim.json`, 'utf8')) as {
    readonly events: readonly OtherVenueEvent[];
  };
  return raw.events.flatMap((event) =>
    event.markets.map((market) => ({
      id: market.ticker_name,
      title: market.title,
      groupItemTitle: market.yes_sub_title,
      event: event.ticker,
      negRisk: event.mutually_exclusive,
      endDate: market.close_date,
      createdAt: market.create_date,
      description: event.underlying.replace(
        /\|\|\s*(.*?)\s*\|\|/g,
        (_all, name: string) => market.rulebook_variables[name] ?? `(${name})`,
      ),
    })),
  );
}

/** Events as recorded; the market list of 2026-02-07 is put back into its (mostly partial) events. */
export function gammaEvents(data: string): readonly (readonly [string, readonly VenueEvent[]])[] {
  const files = [
    'events-2025-06-11.json',
    'events-2025-06-24.json',
    'events-2026-01-17.json',
    'events-2026-07-25.json',
    'fed-chair-event_39markets_zeromill33.json',
  ];
  const read = (file: string): unknown => JSON.parse(readFileSync(`${data}/gamma/${file}`, 'utf8'));
  const events = (items: readonly unknown[]): readonly VenueEvent[] =>
    items.flatMap((item) => {
      const parsed = parseEvent(item, { missingVersion: 'v1' });
      return parsed.ok ? [withCreation(parsed.value.event, item)] : [];
    });
  const markets = read('markets-2026-02-07.json') as readonly {
    readonly events: readonly Readonly<Record<string, unknown>>[];
  }[];
  const grouped = new Map<string, Readonly<Record<string, unknown>> & { markets: unknown[] }>();
  for (const market of markets) {
    const [event] = market.events;
    if (!event) continue;
    const group = grouped.get(String(event['id'])) ?? { ...event, markets: [] };
    grouped.set(String(event['id']), group);
    group.markets.push(market);
  }
  const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
  // A list by volume holds some markets of an event and not others: it can never be taken as complete.
  return [
    ...files.map((file) => [file, events(asList(read(file)))] as const),
    [
      'markets-2026-02-07.json',
      events([...grouped.values()]).map((event) => ({ ...event, incomplete: true })),
    ] as const,
  ];
}

function withCreation(event: VenueEvent, raw: unknown): VenueEvent {
  const created = new Map(
    (
      raw as { readonly markets?: readonly { readonly conditionId?: string; readonly createdAt?: string }[] }
    ).markets?.map((market) => [market.conditionId?.toLowerCase(), market.createdAt] as const),
  );
  return {
    ...event,
    conditions: event.conditions.map((condition) => {
      const createdAt = created.get(condition.id);
      return createdAt === undefined ? condition : { ...condition, createdAt };
    }),
  };
}
