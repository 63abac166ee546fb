/** What happened to Facet's memory, what that means for the money, and what to do. */
import { plural } from '../domain/money-text';
import type { MemoryView } from '../protocol/views';
import { moneyRoundedDown } from './format';

type Damage = NonNullable<MemoryView['damage']>;

const PLACES: Readonly<Record<Damage['faults'][number]['place'], string>> = {
  local: 'the store of your settings',
  journal: 'the record of your orders',
  copy: 'the spare copy',
  ties: 'the store of your decisions about ties between markets',
};
const FAULTS: Readonly<Record<Damage['faults'][number]['fault'], string>> = {
  lost: 'is gone',
  older: 'is older than it was',
  changed: 'was changed by something else',
  unreadable: 'cannot be read',
};

export const memory = {
  title: "Facet's memory was damaged. Nothing is sent until you have looked.",
  acknowledge: 'I have looked: go on',
  acknowledgeNote: 'Facet then takes orders again, in paper mode and within these limits.',
  /** One sentence a thing, in the order in which they matter. */
  sentences(damage: Damage): readonly string[] {
    return [
      `What happened: ${list(damage.faults.map(({ place, fault }) => `${PLACES[place]} ${FAULTS[fault]}`))}.`,
      ...orders(damage),
      limits(damage),
      ...(damage.stopped ? [stop(damage)] : []),
      ...(damage.faults.some(({ place }) => place === 'ties')
        ? ['Ties that you accepted or rejected may be missing: look at them before you trade.']
        : []),
    ];
  },
} as const;

function orders({ broughtBack, gone, unclear, faults }: Damage): readonly string[] {
  const said: string[] = [];
  if (broughtBack > 0)
    said.push(
      `${plural(broughtBack, 'set')} of bets came back from the spare copy as last written; ` +
        'each order is looked up once its account is connected.',
    );
  if (unclear.length > 0) {
    const named = unclear.filter((title) => title !== '').map((title) => `"${title}"`);
    const which = named.length === 0 ? '' : ` (${list(named)})`;
    said.push(
      `How ${plural(unclear.length, 'set')} of bets ended is not known${which}: ` +
        'money may have been spent. Look at your orders and positions on polymarket.com.',
    );
  }
  if (gone > 0)
    said.push(
      `The record of ${plural(gone, 'set')} of bets is gone. What was bought is still yours; see it on polymarket.com.`,
    );
  if (said.length === 0 && faults.some(({ place }) => place === 'journal'))
    said.push('Of what was ordered nothing known is missing; compare with polymarket.com before you go on.');
  return said;
}

function limits({ limits: kept, maxPositionMicros }: Damage): string {
  const most = `at most ${moneyRoundedDown(maxPositionMicros)} in one set of bets`;
  return kept === 'restored'
    ? `Your limits are those last saved: ${most}. Check them below.`
    : `Your limits are lost and at their strictest: ${most}. Set yours below.`;
}

function stop({ stop: known }: Damage): string {
  return known === 'restored'
    ? 'You had stopped all trading; that still holds.'
    : 'Nobody knows whether you had stopped all trading, so Facet is stopped.';
}

function list(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}
