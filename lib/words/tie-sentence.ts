/** A tie in one sentence, with its direction. Names of markets stay apart from our own words. */
import { unreachable } from '../domain/result';
import type { MarketName, NamedList, NumberedName, TieSays } from '../protocol/relations';

/** A piece of a sentence that is a name: it cannot pretend to be one of our words. */
export interface SpokenName {
  readonly name: string;
  readonly event?: string;
}

export type TieSentence = readonly (string | SpokenName)[];

export const tieSentence = {
  says(tie: TieSays): TieSentence {
    switch (tie.type) {
      case 'implies':
        return ['If ', spoken(tie.if), ' is Yes, then ', spoken(tie.then), ' must be Yes.'];
      case 'excludes':
        return tie.total === 2
          ? [...list(tie), ' are never both Yes.']
          : [`At most one of these ${tie.total} is Yes: `, ...list(tie), '.'];
      case 'exactly-one':
        return [`Exactly one of these ${tie.total} is Yes: `, ...list(tie), '.'];
      case 'at-least-one':
        return [`At least one of these ${tie.total} is Yes: `, ...list(tie), '.'];
      case 'equivalent':
        return [...list(tie), ' always have the same answer.'];
      case 'not':
        return ['Exactly one of ', ...list(tie), ' is Yes.'];
      case 'and':
        return [spoken(tie.result), ' is Yes exactly when all of these are: ', ...list(tie), '.'];
      case 'or':
        return [spoken(tie.result), ' is Yes exactly when at least one of these is: ', ...list(tie), '.'];
      case 'difference': {
        const [minuend, subtrahend] = [spoken(tie.of[0]), spoken(tie.of[1])];
        const first = [spoken(tie.result), ' is Yes exactly when ', minuend, ' is Yes and ', subtrahend, ' is No'];
        return [...first, '; and if ', subtrahend, ' is Yes, then ', minuend, ' must be Yes.'];
      }
      case 'count':
        return [
          `Of these ${tie.total}, `,
          ...list(tie),
          ', as many are Yes as each counting market that is Yes says: ',
          ...numbered(tie.counts, tie.counting, (count) => `${count}: `),
          '.',
        ];
      case 'majority':
        return [
          spoken(tie.result),
          ` is Yes exactly when the points of those that are Yes reach ${tie.atLeast}: `,
          ...numbered(tie.points, tie.total, (points) => `${points} for `),
          '.',
        ];
      case 'linear':
        return [
          `The points of those that are Yes always come to at least ${signed(tie.atLeast)}: `,
          ...numbered(tie.points, tie.total, (points) => `${signed(points)} for `),
          '.',
        ];
      case 'settled':
        return [spoken(tie.of), ` is resolved: ${tie.value ? 'Yes' : 'No'}.`];
      default:
        return unreachable(tie);
    }
  },

  /** The answers that must not come together: with them, whoever relied on the tie loses. */
  breaks(tie: TieSays): TieSentence {
    switch (tie.type) {
      case 'implies':
        return [spoken(tie.if), ' resolves Yes and ', spoken(tie.then), ' resolves No.'];
      case 'excludes':
        return ['Two of these resolve Yes: ', ...list(tie), '.'];
      case 'exactly-one':
      case 'not':
        return ['None of these resolves Yes, or two do: ', ...list(tie), '.'];
      case 'at-least-one':
        return ['All of these resolve No: ', ...list(tie), '.'];
      case 'equivalent':
        return ['One of these resolves Yes and another No: ', ...list(tie), '.'];
      case 'and':
      case 'or':
      case 'difference':
      case 'count':
      case 'majority':
      case 'linear':
      case 'settled':
        return ['The markets resolve in a way that the sentence above excludes.'];
      default:
        return unreachable(tie);
    }
  },
} as const;

function spoken({ market, event }: MarketName): SpokenName {
  const name = market ?? 'a market that is not being read now';
  return event === undefined ? { name } : { name, event };
}

function list({ of, total }: NamedList): TieSentence {
  const words = of.flatMap((name, index): TieSentence => [
    ...(index === 0 ? [] : [index === total - 1 ? ' and ' : ', ']),
    spoken(name),
  ]);
  return total > of.length ? [...words, ` and ${total - of.length} more`] : words;
}

/** Each name behind its own words: "2 for [A], 3 for [B]". */
function numbered(items: readonly NumberedName[], total: number, say: (number: number) => string): TieSentence {
  const words = items.flatMap(({ number, name }, index): TieSentence => [
    `${index === 0 ? '' : ', '}${say(number)}`,
    spoken(name),
  ]);
  return total > items.length ? [...words, ` and ${total - items.length} more`] : words;
}

/** A real minus: a hyphen is easily overlooked before a number. */
function signed(value: number): string {
  return value < 0 ? `\u2212${-value}` : String(value);
}
