/** Ties between markets: where one stands, and why it cannot be accepted. */
import { failure } from './failures';
import type { ImportedTies, TieObstacle, TieStanding } from '../protocol/relations';
import { spokenName } from '../domain/spoken-name';

export const ties = {
  standing(fact: TieStanding): string {
    switch (fact.code) {
      case 'waiting':
        return 'Waits for your judgement. It is used for nothing until you accept it.';
      case 'accepted':
        return 'In force because you accepted it.';
      case 'construction':
        return "In force: Polymarket's own construction.";
      case 'proven':
        return 'In force: proven from the rule texts.';
      case 'rejected':
        return 'Rejected by you. It does not come back.';
      case 'retired':
        return 'Over: its texts changed, or it no longer follows from them.';
      case 'unwatched':
        return 'Its markets are not all being read now, so it is used for nothing.';
      case 'still-compared':
        return `${HELD} It is being compared with the other ties, or its texts are being read again.`;
      case 'rejected-alike':
        return (
          `${HELD} You rejected a tie that says the same, or a part of it. ` +
          'Take that back first if this one is right.'
        );
      case 'uncomparable':
        return `${HELD} Whether it can hold together with the other ties could not be worked out.`;
      case 'contradicts-itself':
        return `${HELD} It contradicts itself.`;
      case 'contradicts': {
        const which = fact.others === 1 ? 'another tie' : `${fact.others} other ties`;
        return `${HELD} It cannot hold together with ${which}; at least one of them is wrong.`;
      }
      case 'fixes-open':
        return (
          `${HELD} It would leave "${spokenName(fact.market)}" no answer but ${fact.value ? 'Yes' : 'No'} although ` +
          'its market is open. That is nearly always a sign that the tie is wrong.'
        );
    }
  },

  /** On the card that stands for a template; `others` of the same wording are behind it. */
  stands(others: number): string {
    return `Stands for ${others === 1 ? 'another tie' : `${others} other ties`} of the same wording.`;
  },

  /** What one acceptance covers: every tie of the template. */
  covers(others: number): string {
    const now = others === 0 ? '' : `: ${others === 1 ? 'one other' : `${others} others`} now`;
    return (
      'Your word covers every tie whose titles and rules are the same but for the amount or the day that moves ' +
      `here${now}, and those that come later. Take it back, and all of them wait again.`
    );
  },

  obstacle(fact: TieObstacle): string {
    switch (fact.code) {
      case 'failed':
        return failure(fact.failure);
      case 'market-unwatched':
        return 'One of its markets is not being read now. Open its page, then look here again.';
      case 'too-many-markets':
        return 'It joins more markets than can be read side by side here.';
      case 'refuted':
        return 'Markets that are resolved already show that it is false.';
      case 'clash':
        return 'It contradicts ties that are in force.';
      case 'unchecked':
        return 'Whether it can hold together with the ties in force could not be worked out.';
      case 'fixes-open':
        return 'It would leave an open market only one answer, which is nearly always a sign that it is wrong.';
    }
  },

  imported({ proposals, rejections, known, leftToRules }: ImportedTies): string {
    return (
      `Read: ${proposals} new to judge, ${rejections} rejected, ${known} known here already, ` +
      `${leftToRules} left to the rules of this browser. Nothing from the file is in force.`
    );
  },
} as const;

const HELD = 'Held back, used for nothing.';
