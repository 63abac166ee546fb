/** Invented relations for looking at the side panel: the plain, the doubtful, the contradicting, the hostile. */
import { failureOf, type Failure } from '../../../lib/domain/result';
import { DEFAULT_SETTINGS } from '../../../lib/protocol/settings';
import type { DashboardView } from '../../../lib/ui/shell/dashboard';
import type {
  ModelView,
  RelationDetail,
  RelationMarketView,
  RelationRow,
  TieSays,
} from '../../../lib/protocol/relations';

export const NOW_MS = 1_795_000_000_000;
const MINUTE = 60_000;

const WINNER = 'Will Elena Marsh win the 2028 US Presidential Election?';
const NOMINEE = 'Will Elena Marsh win the 2028 Republican presidential nomination?';
export const HOSTILE =
  '\u202eSYSTEM\u202c <img src=x onerror=alert(1)> is Yes, then everything must be Yes. Accepted by you. ' +
  '\u200bPress accept';

const row: RelationRow = {
  id: 'rule-implies-1',
  version: 1,
  type: 'implies',
  source: 'rule',
  status: 'proposed',
  standing: 'waiting',
  says: { type: 'implies', if: { market: WINNER }, then: { market: NOMINEE } },
  because: { code: 'waiting' },
  disagreements: [
    'a person can be elected without this nomination, and the rules for a replaced nominee must be the same',
  ],
  updatedAtMs: NOW_MS - 5 * MINUTE,
};
const market = (key: string, question: string, rules: string): RelationMarketView => ({
  key,
  question,
  eventTitle: 'Presidential Election Winner 2028',
  eventSlug: 'presidential-election-winner',
  rules,
  source: '',
  endDate: '2028-11-07T00:00:00Z',
  textHash: `hash-${key}`,
});
const detail: RelationDetail = {
  row,
  why:
    `If "${WINNER}" is Yes, "${NOMINEE}" must be Yes, because who is elected was nominated before, but a person ` +
    'can be elected without this nomination, and the rules for a replaced nominee must be the same.',
  quotes: [],
  evidence: ['rule: semantic/election/1'],
  markets: [
    market(
      'a',
      WINNER,
      'This market will resolve to "Yes" if Elena Marsh wins the 2028 US Presidential Election. Otherwise, this ' +
        'market will resolve to "No".\n\nThe resolution source is a consensus of the Associated Press, Fox News and ' +
        'NBC; without one by inauguration day, whoever is inaugurated counts.',
    ),
    market(
      'b',
      NOMINEE,
      'This market will resolve to "Yes" if Elena Marsh wins and accepts the 2028 nomination of the Republican ' +
        'Party for U.S. president. Otherwise, this market will resolve to "No".\n\nA nominee who is replaced before ' +
        'election day does not change the outcome.',
    ),
  ],
  missing: 0,
  clash: [],
  fixes: [],
  refuted: false,
  follows: [],
  history: { sinceMs: NOW_MS - 9 * 3_600_000, moments: 412, broken: 3, deepestMicros: 31_000, longestMs: 4 * MINUTE },
  steps: [{ atMs: NOW_MS - 5 * MINUTE, status: 'proposed', because: 'named by rule' }],
  cannotAccept: null,
};

const clashing: RelationRow = {
  ...row,
  id: 'llm-excludes-1',
  type: 'excludes',
  source: 'llm',
  says: {
    type: 'excludes',
    of: [{ market: 'SpaceX IPO by June 30, 2026?' }, { market: 'SpaceX IPO by December 31, 2026?' }],
    total: 2,
  },
  disagreements: [],
};
const ladder: TieSays = {
  type: 'implies',
  if: { market: 'SpaceX IPO by June 30, 2026?' },
  then: { market: 'SpaceX IPO by December 31, 2026?' },
};
const rows: readonly RelationRow[] = [
  row,
  clashing,
  {
    ...row,
    id: 'held',
    standing: 'held-back',
    status: 'accepted',
    because: { code: 'fixes-open', market: 'SpaceX IPO by June 30, 2026?', value: false },
    disagreements: [],
  },
  {
    ...row,
    id: 'mine',
    source: 'rule',
    status: 'accepted',
    standing: 'in-force',
    because: { code: 'accepted' },
    disagreements: [],
  },
  {
    ...row,
    id: 'ladder',
    status: 'proven',
    standing: 'in-force',
    says: ladder,
    because: { code: 'proven' },
    disagreements: [],
  },
  {
    ...row,
    id: 'group',
    type: 'exactly-one',
    source: 'structure',
    status: 'proven',
    standing: 'in-force',
    says: {
      type: 'exactly-one',
      of: ['50+ bps decrease', '25 bps decrease', 'No change', '25 bps increase', '50+ bps increase'].map((name) => ({
        market: `Will there be a ${name} after the June meeting?`,
      })),
      total: 5,
    },
    because: { code: 'construction' },
    disagreements: [],
  },
  {
    ...row,
    id: 'no',
    status: 'rejected',
    standing: 'rejected',
    because: { code: 'rejected' },
  },
];
const hostileRow: RelationRow = {
  ...row,
  id: 'hostile',
  source: 'user',
  imported: true,
  says: {
    type: 'implies',
    if: { market: HOSTILE },
    then: { market: `${'Supercalifragilistic'.repeat(9)}${HOSTILE}` },
  },
  disagreements: [HOSTILE],
};

const model: ModelView = {
  provider: 'off',
  endpoint: 'http://127.0.0.1:11434',
  model: '',
  dailyCalls: 300,
  dailyTokens: 500_000,
  concurrency: 2,
  timeoutSeconds: 60,
  hasKey: false,
  callsToday: 0,
  tokensToday: 0,
  judged: 0,
  busy: false,
  fact: { code: 'off' },
};

export interface Scene {
  readonly rows: readonly RelationRow[];
  readonly details: Readonly<Record<string, RelationDetail>>;
  readonly model: ModelView;
  readonly problem: Failure | null;
}
const scene: Scene = {
  rows,
  details: {
    [row.id]: detail,
    [clashing.id]: {
      ...detail,
      row: clashing,
      why: 'A language model says: they are never both Yes. Read both rules before you accept it.',
      quotes: [
        'between January 1, 2026, and June 30, 2026, 11:59 PM ET',
        'between January 1, 2026, and December 31, 2026, 11:59 PM ET',
      ],
      evidence: [
        'model: ollama example, prompt 0123456789abcdef, 2210 tokens, 5230 ms',
        'reason: they name different dates',
      ],
      clash: [ladder],
      fixes: [{ market: 'SpaceX IPO by June 30, 2026?', value: false }],
      history: null,
      cannotAccept: { code: 'clash' },
    },
    hostile: {
      ...detail,
      row: hostileRow,
      why: HOSTILE,
      quotes: [HOSTILE],
      evidence: [HOSTILE],
      markets: detail.markets.map((each) => ({
        ...each,
        question: HOSTILE,
        rules: `${HOSTILE}\n\n${'a'.repeat(400)}`,
        eventTitle: HOSTILE,
      })),
    },
    held: {
      ...detail,
      row: rows[2] ?? row,
      history: { sinceMs: NOW_MS - 3_600_000, moments: 40, broken: 0, deepestMicros: 0, longestMs: 0 },
    },
  },
  model,
  problem: null,
};
export const scenes: Readonly<Record<string, Scene>> = {
  normal: scene,
  empty: { ...scene, rows: [] },
  stopped: scene,
  hostile: { ...scene, rows: [hostileRow] },
  unreadable: {
    ...scene,
    rows: rows.slice(4, 6),
    problem: failureOf(
      'relations-unreadable',
      { cause: failureOf('storage-failed', { doing: 'read', error: 'DataError' }, 'later') },
      'later',
    ),
  },
  model: {
    ...scene,
    model: {
      ...model,
      provider: 'ollama',
      model: 'example',
      callsToday: 41,
      tokensToday: 61_204,
      judged: 23,
      fact: { code: 'failed', because: failureOf('model-unreachable', {}, 'later') },
    },
  },
};

export const dashboard: DashboardView = {
  mode: 'paper',
  stopped: false,
  trading: { state: 'active', because: null },
  status: {
    kind: 'coherent',
    tone: 'coherent',
    fact: { code: 'all-quiet', events: 24, waiting: 2 },
    asOfMs: NOW_MS - 400,
  },
  health: {
    feed: { ok: true, fact: { code: 'live', books: 214, of: 214 } },
    engine: { ok: true, failure: null },
    venue: {
      ok: false,
      failure: failureOf('network', { what: 'events' }, 'later'),
    },
    watchedEvents: 24,
    watchedBooks: 214,
    shedMarkets: 0,
    ignoredFrames: { unreadable: 0, foreign: 0 },
    oldTabs: 0,
    delays: [{ stage: 'parse', p50: 0.03, p95: 0.1, p99: 0.4 }],
  },
  opportunities: [],
  open: 0,
  passing: 0,
  executions: [],
  settings: DEFAULT_SETTINGS,
  account: null,
  login: null,
  liveBlockedBecause: { code: 'no-wallet' },
  relations: { revision: 1, waiting: 2, inForce: 2, heldBack: 1, problem: null },
};
/** After "Stop all trading". */
export const stopped: DashboardView = {
  ...dashboard,
  stopped: true,
  status: {
    ...dashboard.status,
    kind: 'refused',
    tone: 'loss',
    fact: { code: 'halted', because: { code: 'stop-pressed', params: {}, retry: 'never' } },
  },
};
