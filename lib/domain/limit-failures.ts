/** What the venue does not take just now; when to try again, in seconds. */
export const MODE_FAILURES = {
  'venue-restarting': { seconds: 'number' },
  'venue-post-only': { seconds: 'number' },
  'venue-cancel-only': { seconds: 'number' },
  'venue-disabled': { seconds: 'number' },
  'venue-slow-down': { seconds: 'number' },
} as const;

/** Which share of which market. */
export const SHARE = { token: ['yes', 'no'], market: 'text' } as const;

/** What a set of bets is refused for by a limit of the user, or by what the user's limits led to. */
export const LIMIT_FAILURES = {
  'over-loss-limit': { lossMicros: 'number', limitMicros: 'number' },
  'over-position-limit': { costMicros: 'number', limitMicros: 'number' },
  'over-open-limit': { costMicros: 'number', openMicros: 'number', limitMicros: 'number' },
  'over-order-limit': { ...SHARE, costMicros: 'number', limitMicros: 'number' },
  'over-event-limit': { event: 'text', costMicros: 'number', insideMicros: 'number', limitMicros: 'number' },
  'over-relation-limit': { tie: 'text', costMicros: 'number', insideMicros: 'number', limitMicros: 'number' },
  'no-set-of-size': { mostMicros: 'number' },
  'over-day-limit': { costMicros: 'number', todayMicros: 'number', limitMicros: 'number' },
  'over-open-legs': { legs: 'number', openLegs: 'number', most: 'number' },
  /** `shown`: the books show what selling back brings; else all of the cost counts as lost. */
  'over-partial-limit': { lossMicros: 'number', limitMicros: 'number', shown: 'flag' },
  'beyond-collar': { ...SHARE, ticks: 'number', most: 'number' },
  'own-legs-crossed': SHARE,
  'other-side-traded': { ...SHARE, seconds: 'number' },
  /** Why nothing new is taken. */
  'breaker-drawdown': { lostMicros: 'number', limitMicros: 'number' },
  'breaker-streak': { losses: 'number' },
  'breaker-performance': { sets: 'number', percent: 'number' },
  'reduce-pressed': {},
  'guard-unreadable': {},
  'guard-unsaved': {},
} as const;
