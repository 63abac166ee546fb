/**
 * Linear oracle of a single-elimination bracket by dynamic programming over its tree: for each subtree and each team in
 * it, the least value of the subtree's matches if that team comes out of it. n teams cost n log n, though there are
 * 2^(n-1) outcomes.
 */
import { at } from '../../domain/arrays';
import type { Atom } from '../space/search';

export interface BracketShape {
  /** Number of teams, a power of two, in bracket order. */
  readonly teams: number;
  /** Condition of "this team wins its match of this round" (rounds from 1). */
  readonly indexOf: (team: number, round: number) => number;
}

/** The atom at which net.y is least. */
export function leastBracketAtom({ teams, indexOf }: BracketShape, net: Float64Array): Atom {
  const rounds = Math.round(Math.log2(teams));
  /** Best value of a team's subtree up to a round, if it wins it. */
  let value = new Float64Array(teams);
  /** Opponent beaten in each round, by team. */
  const beaten: Int32Array[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const half = 2 ** (round - 1);
    const next = new Float64Array(teams);
    const opponents = new Int32Array(teams);
    for (let first = 0; first < teams; first += 2 * half) {
      for (const [mine, theirs] of [
        [first, first + half],
        [first + half, first],
      ] as const) {
        let opponent = theirs;
        for (let team = theirs; team < theirs + half; team += 1)
          if (at(value, team) < at(value, opponent)) opponent = team;
        for (let team = mine; team < mine + half; team += 1) {
          next[team] = at(value, team) + at(value, opponent) + at(net, indexOf(team, round));
          opponents[team] = opponent;
        }
      }
    }
    beaten.push(opponents);
    value = next;
  }
  const atom = new Int8Array(net.length);
  const trace = (team: number, round: number): void => {
    for (let level = round; level >= 1; level -= 1) {
      atom[indexOf(team, level)] = 1;
      trace(at(at(beaten, level - 1), team), level - 1);
    }
  };
  let champion = 0;
  for (let team = 1; team < teams; team += 1) if (at(value, team) < at(value, champion)) champion = team;
  trace(champion, rounds);
  return atom;
}
