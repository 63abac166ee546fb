/** Settings as a file: what is written is read back, and nothing else is. */
import { describe, expect, it } from 'vitest';
import { moneyMicros } from '../../../lib/domain/units';
import { DEFAULT_SETTINGS, type Settings } from '../../../lib/protocol/settings';
import { changesOf, fileOf, readFile, toDefaults } from '../../../lib/ui/options/settings-file';

const mine: Settings = {
  ...DEFAULT_SETTINGS,
  mode: 'live',
  maxPositionMicros: moneyMicros(20_000_000),
  mutedEvents: ['fed-decision-in-june'],
  fillAdvice: false,
  spotKraken: true,
};

describe('settings as a file', () => {
  it('are read back as they were, without mode and without what needs a host', () => {
    const patch = readFile(fileOf(mine));
    expect(patch).toMatchObject({ maxPositionMicros: 20_000_000, mutedEvents: ['fed-decision-in-june'] });
    expect(Object.keys(patch ?? {})).not.toEqual(expect.arrayContaining(['mode']));
    expect(fileOf(mine)).not.toMatch(/live|spotKraken|confirmIn/);
  });

  it.each([
    ['no file', 'not json'],
    ['another format', '{"format":"facet-relations/1","settings":{}}'],
    ['the mode', '{"format":"facet-settings/1","settings":{"mode":"live"}}'],
    ['a key that nobody knows', '{"format":"facet-settings/1","settings":{"free":1}}'],
    ['a host', '{"format":"facet-settings/1","settings":{"spotKraken":true}}'],
    ['a value out of range', '{"format":"facet-settings/1","settings":{"kellyFractionBps":20000}}'],
    ['a muted path', '{"format":"facet-settings/1","settings":{"mutedEvents":["../x"]}}'],
  ])('%s is refused as a whole', (_name, text) => {
    expect(readFile(text)).toBeNull();
  });

  it('say each change once, with both values, and hold what takes it back', () => {
    const { patch, back, sentences } = changesOf(mine, toDefaults());
    expect(sentences).toEqual([
      'Most money in one set of bets: $20, then $250',
      'Muted events: 1 event, then 0 events',
      'Fill model may shrink stakes: off, then on',
    ]);
    expect(patch).toEqual({ maxPositionMicros: 250_000_000, mutedEvents: [], fillAdvice: true });
    expect(changesOf({ ...mine, ...DEFAULT_SETTINGS }, back).patch).toEqual(back);
  });
});
