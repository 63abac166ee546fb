/**
 * Stages of competitions by the names that titles give them. Only stages that nobody can win or reach without the one
 * before: a wild card reaches the playoffs without its division, so divisions are not here.
 */
export interface Stage {
  readonly league: string;
  /** Rises with the season; two conferences share one. */
  readonly rank: number;
  readonly names: readonly string[];
}

export const STAGES: readonly Stage[] = [
  { league: 'nba', rank: 3, names: ['nba finals', 'nba championship', 'nba champion'] },
  { league: 'nba', rank: 2, names: ['nba western conference finals'] },
  { league: 'nba', rank: 2, names: ['nba eastern conference finals'] },
  { league: 'nhl', rank: 3, names: ['stanley cup', 'nhl stanley cup', 'nhl stanley cup finals'] },
  { league: 'nhl', rank: 2, names: ['nhl western conference finals', 'nhl western conference'] },
  { league: 'nhl', rank: 2, names: ['nhl eastern conference finals', 'nhl eastern conference'] },
  { league: 'nfl', rank: 3, names: ['super bowl', 'nfl super bowl'] },
  { league: 'nfl', rank: 2, names: ['afc championship', 'afc championship game'] },
  { league: 'nfl', rank: 2, names: ['nfc championship', 'nfc championship game'] },
  { league: 'mlb', rank: 3, names: ['world series', 'mlb world series'] },
  { league: 'mlb', rank: 2, names: ['american league championship series', 'american league pennant', 'alcs'] },
  { league: 'mlb', rank: 2, names: ['national league championship series', 'national league pennant', 'nlcs'] },
];
