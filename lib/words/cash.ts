/** What is held, the ways to money, and what became of one, in words. */
import type { CashKind } from '../domain/cash-out';
import { dollarsDown, dollarsUp, plural, sharesDown } from '../domain/money-text';
import type { CashOutView, CashRouteView, HoldingView, PositionGroupView, SharesView } from '../protocol/views';
import { failure } from './failures';
import { betName } from './format';

const NAMES: Readonly<Record<CashRouteView['kind'], string>> = {
  merge: 'Merge',
  convert: 'Convert',
  complete: 'Merge all outcomes',
  redeem: 'Redeem',
  sell: 'Sell at the bids',
  hold: 'Hold to the end',
};

function shares({ token, label, sizeMicros }: SharesView): string {
  return `${sharesDown(sizeMicros)} ${betName({ token, label })}`;
}

function all(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

function gas(gasMicros: number): string {
  return gasMicros === 0 ? 'No gas.' : `Gas about ${dollarsUp(gasMicros)}, which your wallet shows exactly.`;
}

function wait(days: number | null): string {
  if (days === null) return 'when it is decided';
  return days === 0 ? 'once it is decided' : `in about ${plural(days, 'day')}`;
}

/** 1e-4 as a percentage without decimals, rounded down. */
function percent(bps: number): string {
  const whole = Math.floor(Math.abs(bps) / 100);
  return whole >= 1_000 ? 'more than 1,000 %' : `${bps < 0 ? '\u2212' : ''}${whole} %`;
}

function get(route: CashRouteView): string {
  return route.gets.length === 0 ? '' : ` You also get ${all(route.gets.map(shares))}.`;
}

const STEPS: Readonly<Record<CashKind, string>> = {
  merge: 'choose Merge',
  convert: 'choose Convert',
  complete: 'choose Merge',
  redeem: 'choose Redeem',
};

export const cash = {
  name: (kind: CashRouteView['kind']): string => NAMES[kind],

  holding({ label, token, sizeMicros, fromBasketsMicros, costMicros, bidsMicros, decided }: HoldingView): string {
    const before = sizeMicros - fromBasketsMicros;
    const origin =
      fromBasketsMicros === 0
        ? 'not bought through Facet'
        : before === 0
          ? 'from your sets of bets'
          : `${sharesDown(fromBasketsMicros)} from your sets of bets`;
    const parts = [
      `${shares({ label, token, sizeMicros })}, ${origin}`,
      costMicros === null ? 'cost not known' : `cost ${dollarsUp(costMicros)}`,
      decided === 'pays'
        ? `pays ${dollarsDown(sizeMicros)}`
        : decided === 'pays-nothing'
          ? 'pays nothing'
          : bidsMicros === null
            ? 'the bids cannot say what it is worth'
            : `${dollarsDown(bidsMicros)} at the bids after fees`,
    ];
    return `${parts.join('; ')}.`;
  },

  group({ costMicros, floorMicros, bidsMicros, hidden }: PositionGroupView): string {
    const floor =
      floorMicros === null
        ? 'What it pays at least is not known.'
        : `Pays at least ${dollarsDown(floorMicros)} while no market is voided.`;
    const cost = costMicros === null ? '' : ` Cost ${dollarsUp(costMicros)}.`;
    const bids = bidsMicros === null ? '' : ` Selling all now brings ${dollarsDown(bidsMicros)} after fees.`;
    return `${floor}${cost}${bids}${hidden ? ' This event has outcomes that its page does not show.' : ''}`;
  },

  route(route: CashRouteView): string {
    const { kind, cashMicros, days, yearBps, gives } = route;
    const money = dollarsDown(cashMicros);
    switch (kind) {
      case 'hold': {
        const year =
          yearBps === null ? '' : ` Compared with the best way to money now, that is ${percent(yearBps)} a year.`;
        return `At least ${money} ${wait(days)}, while no market is voided.${year}`;
      }
      case 'sell':
        return `${money} now, after fees, if the bids stay. Facet does not sell; do it on the event's page.`;
      case 'merge':
      case 'convert':
      case 'complete':
      case 'redeem':
        return `${money} now for ${all(gives.map(shares))}.${get(route)} ${gas(route.gasMicros)}`;
    }
  },

  button: ({ kind, cashMicros }: CashRouteView): string => `${NAMES[kind]} for ${dollarsDown(cashMicros)}`,

  /** What to do on the venue's own page where Facet cannot. */
  onTheSite(kind: CashKind, gives: readonly SharesView[], sizeMicros: number): string {
    return (
      `On polymarket.com open this event, ${STEPS[kind]}, take ${all(gives.map(shares))} and enter ` +
      `${sharesDown(sizeMicros)}.`
    );
  },

  keyMissing:
    'These shares can be turned into cash on polymarket.com. To do it here, create a Relayer API key in your ' +
    'Polymarket settings and paste it. It cannot move funds without your signature. It is forgotten when the browser ' +
    'closes.',
  keyKept: 'Your Relayer API key is kept until the browser closes.',

  sentence({ kind, state, cashMicros, failure: why }: CashOutView): string {
    const money = dollarsDown(cashMicros);
    const name = NAMES[kind];
    const because = why === null ? '' : ` ${failure(why)}`;
    switch (state) {
      case 'drafted':
        return `${name}: reading what you hold. Nothing was sent.`;
      case 'signing':
        return `${name} for ${money}: waiting for your wallet.`;
      case 'sending':
        return `${name} for ${money}: on its way.`;
      case 'pending':
        return `${name} for ${money}: taken, not confirmed yet.`;
      case 'unknown':
        return `${name} for ${money}: not known yet.${because}`;
      case 'done':
        return why === null ? `${name}: ${money} came into your account.` : `${name} for ${money}.${because}`;
      case 'failed':
        return `${name} for ${money} did not happen.${because}`;
      case 'abandoned':
        return `${name} was stopped.${because}`;
    }
  },
} as const;
