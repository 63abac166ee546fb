/** Texts against what the grammar leaves open: nouns beside the slot, joined names, how something is measured. */
import { describe, expect, it } from 'vitest';
import { eventOf, provenBeyondStructure, say } from '../../kit/rule-texts';

const proven = (asked: string, ruled: string, values: readonly string[], beside = ''): readonly string[] =>
  provenBeyondStructure([
    eventOf(
      values.map((value) => {
        const text = say(asked.replace('#', value), ruled.replace('#', value));
        return beside === '' ? text : { ...text, description: `${text.description} ${beside}` };
      }),
    ),
  ]);

const AMOUNTS = ['$20 million', '$16 million'];

describe('an amount among open nouns', () => {
  it.each([
    ['Will Moana gross more than # in 2026?', 'Moana grosses more than # in 2026'],
    ['Will the payments of Tesla total more than # in 2026?', 'the payments of Tesla total more than # in 2026'],
  ])('is tied where nothing bends it: %s', (asked, ruled) => {
    expect(proven(asked, ruled, AMOUNTS)).toHaveLength(1);
  });

  it.each([
    ['Will no studio gross more than # in 2026?', 'no studio grosses more than # in 2026'],
    ['Will Moana fail to gross more than #?', 'Moana fails to gross more than #'],
    ['Will Moana narrowly miss grossing more than #?', 'Moana narrowly misses grossing more than #'],
    ['Will few movies gross more than # in 2026?', 'few movies gross more than # in 2026'],
    ['Will only one movie gross more than # in 2026?', 'only one movie grosses more than # in 2026'],
    ['Will exactly two movies gross more than # in 2026?', 'exactly two movies gross more than # in 2026'],
    ['Will Moana be the first movie to gross more than #?', 'Moana is the first movie to gross more than #'],
    ['Will Moana be on the verge of grossing more than #?', 'Moana is on the verge of grossing more than #'],
    ['Will Moana come within an inch of exceeding #?', 'Moana comes within an inch of exceeding #'],
    ['Will a ban on movies over # pass in 2026?', 'a ban on movies over # passes in 2026'],
    ['Will the EU limit payments over # in 2026?', 'the EU limits payments over # in 2026'],
    ['Will the EU tax companies with more than # in 2026?', 'the EU taxes companies with more than # in 2026'],
    ['Will Tesla deny donating more than #?', 'Tesla denies donating more than #'],
    ['Will Tesla prevent payments over # in 2026?', 'Tesla prevents payments over # in 2026'],
    ['Will Moana gross more than # less often than Dune?', 'Moana grosses more than # less often than Dune'],
    ['Will Moana gross more than # in a minority of states?', 'Moana grosses more than # in a minority of states'],
    ['Will Moana gross more than # but not in China?', 'Moana grosses more than # but not in China'],
    ['Will Moana gross more than # before Dune does?', 'Moana grosses more than # before Dune does'],
    ['Will Moana gross more than # for the first time?', 'Moana grosses more than # for the first time'],
    ['Will neither studio gross more than #?', 'neither studio grosses more than #'],
    ['Will Moana gross more than # unless it is withdrawn?', 'Moana grosses more than # unless it is withdrawn'],
    ['Will Moana rarely gross more than #?', 'Moana rarely grosses more than #'],
    ['Will the lack of movies gross more than #?', 'the movies that lack more than # gross'],
    ['Will Moana gross more than #?', 'Moana grosses less than #'],
    ['Will Moana gross more than #?', 'it is false that Moana grosses more than #'],
    ['Will Moana gross more than #?', 'Moana grosses more than # is denied by the studio'],
    ['Will a movie with more than # gross win in 2026?', 'a movie with more than # wins in 2026'],
    ['Will Avoid gross more than # in vain?', 'Avoid grosses more than # in vain'],
    ['Will Moana hardly gross more than #?', 'Moana hardly grosses more than #'],
    ['Will Moana gross more than # instead of Dune?', 'Moana grosses more than # instead of Dune'],
  ])('is not tied: %s', (asked, ruled) => {
    expect(proven(asked, ruled, AMOUNTS)).toEqual([]);
  });
});

describe('a sentence beside an amount', () => {
  const asked = 'Will the FDV of Extended be above # one day after launch?';
  const ruled = 'the FDV of Extended is above # one day after launch';
  const values = ['$3 billion', '$500 million'];

  it('may say how what decides is measured', () => {
    expect(proven(asked, ruled, values)).toHaveLength(1);
    const said = 'The FDV will be determined using the total token supply multiplied by the token price.';
    expect(proven(asked, ruled, values, said)).toHaveLength(1);
  });

  it.each([
    'The FDV will be determined using the level in the title.',
    'The FDV will be determined using a higher multiple for this market.',
    'The FDV is calculated by the auditor of each market.',
    'Milestones will be determined using the weekly closing price.',
    'Round figures are calculated by Kraken.',
    'The FDV will be determined using the bracket of the token.',
    'The FDV will be determined using such tokens.',
    'The FDV will be determined using $1 billion as the cut.',
    'If that happens more than once, this market resolves to "No".',
    'Only the highest amount reached pays.',
    'It resolves to "No" where the price goes past $600 million.',
    'Odd strikes use Coinbase.',
    'Unless Coinbase lists it, this market resolves to "Yes".',
    'The opposite answer is paid above $1 billion.',
    'Markets of small targets are void.',
    'The largest target that is met resolves to "Yes", the others to "No".',
    'Large contracts are judged by Kraken, small ones by Binance.',
    'The FDV will be determined using the token price, which the market with the lower amount ignores.',
    'The source of round milestones is Kraken.',
    'Targets above a billion need two sources.',
  ])('is refused: %s', (said) => {
    expect(proven(asked, ruled, values, said)).toEqual([]);
  });
});

describe('a day among open nouns', () => {
  const days = ['June 30, 2026', 'December 31, 2026'];

  it.each([
    ['Will NATO fail to sign the treaty by #?', 'NATO fails to sign the treaty by #'],
    ['Will NATO refuse an invitation by #?', 'NATO refuses an invitation by #'],
    ['Will NATO remain in the treaty by #?', 'NATO remains in the treaty by #'],
    ['Will no embassy close by #?', 'no embassy closes by #'],
    ['Will the embassy be the first to close by #?', 'the embassy is the first to close by #'],
    ['Will the hostages still be in captivity by #?', 'the hostages are still in captivity by #'],
    ['Will Iran sign a treaty that lasts by #?', 'Iran signs a treaty that lasts by #'],
    ['Will Iran cancel the summit planned by #?', 'Iran cancels the summit planned by #'],
    ['Will Iran sign the treaty by #, if at all?', 'Iran signs the treaty by #, if at all'],
    ['Will the embassy avoid closure by #?', 'the embassy avoids closure by #'],
    ['Will the senator hold office by #?', 'the senator holds office by #'],
    ['Will Israel x Iran hostilities stay paused by #?', 'Israel x Iran hostilities stay paused by #'],
    ['Will Iran neither sign nor ratify by #?', 'Iran neither signs nor ratifies by #'],
    ['Will Iran last sign a treaty by #?', 'Iran last signs a treaty by #'],
    ['Will Iran test a missile only by #?', 'Iran tests a missile only by #'],
    ['Will Iran test a missile less often by #?', 'Iran tests a missile less often by #'],
    ['Will the regime survive by #?', 'the regime survives by #'],
    ['Will the shutdown continue by #?', 'the shutdown continues by #'],
  ])('is not tied: %s', (asked, ruled) => {
    expect(proven(asked, ruled, days)).toEqual([]);
  });

  it.each([
    'A treaty that has collapsed does not count.',
    'A treaty that is later annulled does not count.',
    'The treaty must be in effect when the market closes.',
    'If Iran withdraws, this market resolves to "No".',
    'Short-lived treaties do not qualify.',
    'The source is the last edition of the journal before the deadline.',
    'Signatures that were withdrawn do not count.',
    'The later market counts signatures of Iran only.',
    'Treaties will not count unless they survive.',
    'The signature must stand on the listed date.',
    'Undone signatures will not count.',
    'This market resolves by the state of the treaty at its end.',
  ])('is refused beside it: %s', (said) => {
    const treaty = ['Will Iran sign the treaty by #?', 'Iran signs the treaty by #'] as const;
    expect(proven(...treaty, days)).toHaveLength(1);
    expect(proven(...treaty, days, said)).toEqual([]);
  });
});

describe('names that are joined', () => {
  const days = ['June 30, 2026', 'December 31, 2026'];
  it.each([
    ['Anti-Iran treaty signed by #?', 'an anti-Iran treaty is not signed by #'],
    ['US-less Iran deal by #?', 'a US-less Iran deal is never signed by #'],
    ['Israel x Iran treaty by #?', 'Israel or Iran withdraws from the treaty by #, unless both do'],
    ['No-Iran deal by #?', 'no Iran deal is signed by #'],
    ['Non-US treaty by #?', 'a non-US treaty stays unsigned by #'],
  ])('bend nothing and are not bent: %s', (asked, ruled) => {
    expect(proven(asked, ruled, days)).toEqual([]);
  });
});
