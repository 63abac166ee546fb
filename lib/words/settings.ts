/**
 * The settings' words: each row of the table with a field has a label here, and each that is typed a hint that says
 * what to type. A row without its words does not compile.
 */
import type { SettingField, SettingKey, settings } from '../protocol/settings';

type FieldOf<K extends SettingKey> = (typeof settings)[K] extends { readonly field: infer F extends SettingField }
  ? F
  : never;

/** Keys that the user changes in a form. */
export type FieldKey = { [K in SettingKey]: [FieldOf<K>] extends [never] ? never : K }[SettingKey];

interface Switched {
  readonly label: string;
}
interface Typed extends Switched {
  readonly hint: string;
}

export const settingWords: { readonly [K in FieldKey]: FieldOf<K>['unit'] extends 'switch' ? Switched : Typed } = {
  minEdgeMicros: { label: 'Least edge', hint: 'An amount like 0.02.' },
  minEdgeBps: { label: 'Least edge, of cost', hint: 'A percentage with at most two decimals, like 0.25.' },
  minEdgePerOrderMicros: { label: 'Least edge for each order you sign', hint: 'An amount like 0.01.' },
  maxPositionMicros: { label: 'Most money in one set of bets', hint: 'An amount from 1.' },
  maxLossMicros: { label: 'Most that one set of bets may lose', hint: 'An amount like 50.' },
  maxOrderMicros: { label: 'Most money in one bet', hint: 'An amount from 1.' },
  maxEventMicros: { label: 'Most money in one event', hint: 'An amount from 1.' },
  maxRelationMicros: { label: 'Most money on one tie between markets', hint: 'An amount from 1.' },
  maxDayMicros: { label: 'Most new money in a day (UTC)', hint: 'An amount from 1.' },
  maxOpenLegs: { label: 'Most unsettled bets at once', hint: 'A whole number from 1 to 1000.' },
  maxDrawdownMicros: { label: 'Only reduce after losing, from the best', hint: 'An amount from 1.' },
  maxLossStreak: { label: 'Only reduce after so many losses in a row', hint: 'A whole number from 1 to 100.' },
  collarTicks: { label: 'Limits at most beyond the best price', hint: 'A whole number from 0 to 100.' },
  washSeconds: { label: 'Wait before the other side of a market', hint: 'A whole number from 0 to 3600.' },
  minDepthMicros: { label: 'Least depth of every bet', hint: 'A number of shares, like 5.' },
  sampleSizeMicros: { label: 'Size shown on the page', hint: 'A number of shares from 1.' },
  bankrollMicros: { label: 'Bankroll for Kelly', hint: 'An amount like 1000.' },
  kellyFractionBps: { label: 'Fraction of full Kelly', hint: 'A percentage from 0 to 100, like 25.' },
  reserveBps: { label: 'Part of new gains kept aside', hint: 'A percentage from 0 to 100: sizes leave it out.' },
  watchMarkets: {
    label: 'Markets to watch',
    hint:
      'A whole number from 0 to 20,000, the busiest first. At busy times 2,000 can take about 34 megabits a second, ' +
      '10,000 about 36; 500 about 9.',
  },
  showRows: { label: 'Write fair price, cost and stake on each outcome' },
  showTiles: { label: 'Mark events in lists' },
  notifications: { label: 'Notify me' },
  notifyOffers: { label: 'A new set of bets is above my thresholds' },
  notifyPartial: { label: 'Only some bets of a set filled' },
  notifyUnknown: { label: 'It is not known whether my orders went through' },
  notifyConfirmed: { label: 'All bets of a set are confirmed' },
  notifyFailed: { label: 'Nothing of a set filled' },
  notifyArmed: { label: 'A set is armed' },
  notifyFired: { label: 'An armed set was sent by itself' },
  quietFromHour: { label: 'Quiet from', hint: 'An hour from 0 to 23.' },
  quietToHour: { label: 'Quiet until', hint: 'An hour from 0 to 23; the same hour twice means never quiet.' },
};
