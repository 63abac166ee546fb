/** What is said about damaged memory: what happened, what it means for the money, what to do. */
import { describe, expect, it } from 'vitest';
import type { MemoryView } from '../../../lib/protocol/views';
import { memory } from '../../../lib/words/memory';

type Damage = NonNullable<MemoryView['damage']>;

const DAMAGE: Damage = {
  faults: [{ place: 'local', fault: 'lost' }],
  limits: 'restored',
  maxPositionMicros: 20_000_000,
  stop: 'restored',
  stopped: false,
  broughtBack: 0,
  gone: 0,
  unclear: [],
};
const said = (over: Partial<Damage>): string => memory.sentences({ ...DAMAGE, ...over }).join(' ');

describe('the notice of damaged memory', () => {
  it('says what happened and which limits hold', () => {
    expect(said({})).toBe(
      'What happened: the store of your settings is gone. ' +
        'Your limits are those last saved: at most $20.00 in one set of bets. Check them below.',
    );
    expect(said({ limits: 'strictest', maxPositionMicros: 1_000_000 })).toContain(
      'Your limits are lost and at their strictest: at most $1.00 in one set of bets. Set yours below.',
    );
  });

  it('never forgets a stop, and says when nobody knows', () => {
    expect(said({ stopped: true })).toContain('You had stopped all trading; that still holds.');
    expect(said({ stopped: true, stop: 'unknown' })).toContain('so Facet is stopped.');
  });

  it('says what became of the bets, and never that nothing was bought', () => {
    const journal = { faults: [{ place: 'journal', fault: 'older' }] } as const;
    expect(said({ ...journal, broughtBack: 1 })).toContain('1 set of bets came back');
    expect(said({ ...journal, unclear: ['Fed decision in June?', ''] })).toContain(
      'How 2 sets of bets ended is not known ("Fed decision in June?"): money may have been spent.',
    );
    expect(said({ ...journal, gone: 3 })).toContain('The record of 3 sets of bets is gone.');
    expect(said({ ...journal })).toContain('compare with polymarket.com');
    for (const over of [{ broughtBack: 1 }, { unclear: [''] }, { gone: 3 }, {}])
      expect(said({ ...journal, ...over })).not.toMatch(/nothing was/i);
  });

  it('speaks of the ties where they came to harm', () => {
    expect(said({ faults: [{ place: 'ties', fault: 'older' }] })).toContain('look at them before you trade');
  });
});
