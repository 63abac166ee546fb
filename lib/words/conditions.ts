/** What a promise hangs on. "At least" is never said without it. */
import { plural } from '../domain/money-text';

/** What is wrong with the prices; with what it rests on where that is the user's own word. */
export function contradiction(prices: number, acceptedTies: number): string {
  const what = prices === 1 ? 'This price cannot be right' : `These ${prices} prices cannot all be right`;
  return `${what}${acceptedTies === 0 ? '' : ` if ${yourTies(acceptedTies)}`}`;
}

/** "if all 5 bets fill and no market is voided". */
export function conditionsOf(bets: number, acceptedTies: number): string {
  const fill = bets === 1 ? 'the bet fills' : bets === 2 ? 'both bets fill' : `all ${bets} bets fill`;
  return `if ${all([fill, ...unvoided(acceptedTies)])}`;
}

/** The same once all of them filled. */
export function conditionsOnceFilled(acceptedTies: number, more: readonly string[] = []): string {
  return `if ${all([...more, ...unvoided(acceptedTies)])}`;
}

/** Said in amber wherever a set of bets stands whose floor is only as good as the user's judgement. */
export function yourWord(acceptedTies: number): string {
  return `Rests on your word: ${plural(acceptedTies, 'tie')} that you accepted.`;
}

function unvoided(acceptedTies: number): readonly string[] {
  return ['no market is voided', ...(acceptedTies === 0 ? [] : [yourTies(acceptedTies)])];
}

function yourTies(count: number): string {
  return count === 1 ? 'the tie you accepted holds' : `the ${count} ties you accepted hold`;
}

function all(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}
