/**
 * What is only ever proposed: the same question in other words, and who wins when a party or a race does.
 */
import { describe, expect, it } from 'vitest';
import { readRace } from '../../../lib/advisors/semantic/elections';
import { kindsOf, proposeMeaning } from '../../kit/meaning-proposals';
import { reasonText } from '../../../lib/words/reasons';

describe('other words', () => {
  const pair = (a: string, b: string) => kindsOf(proposeMeaning({ question: a }, { question: b }));

  it('are proposed as one question', () => {
    expect(
      pair(
        'Will Canada officially announce the construction of a new nuclear power plant before January 1, 2028?',
        'Is it expected that Canada will declare the construction of a new nuclear power facility by ' +
          'December 31, 2027?',
      ),
    ).toEqual(['proposed equivalent']);
    expect(
      pair(
        'Will Wesley So beat Hans Niemann in the Speed Chess Championship?',
        'Will Wesley So defeat Hans Niemann in the Speed Chess Championship?',
      ),
    ).toEqual(['proposed equivalent']);
  });

  it.each([
    [
      'another day',
      'Will Canada announce a new nuclear power plant before January 1, 2028?',
      'Will Canada declare a new nuclear power facility before January 1, 2029?',
    ],
    [
      'another country',
      'Will Canada announce a new nuclear power plant before January 1, 2028?',
      'Will Mexico declare a new nuclear power facility before January 1, 2028?',
    ],
    [
      'another amount',
      'Will Norway cut its emissions by at least 40% before January 1, 2028?',
      'Will Norway reduce its emissions by at least 30% before January 1, 2028?',
    ],
    [
      'the other side',
      'Will gold close above $4,000 at the COMEX on June 30, 2026?',
      'Will gold settle below $4,000 at the COMEX on June 30, 2026?',
    ],
    [
      'a denial',
      'Will Canada announce a new nuclear power plant before January 1, 2028?',
      'Will Canada not declare a new nuclear power facility before January 1, 2028?',
    ],
    [
      'losing',
      'Will Wesley So beat Hans Niemann in the Speed Chess Championship?',
      'Will Wesley So lose to Hans Niemann in the Speed Chess Championship?',
    ],
    [
      'few words in common',
      'Will Canada announce a new nuclear power plant before January 1, 2028?',
      'Will Canada win a football match before January 1, 2028?',
    ],
  ])('%s makes another question', (_name, a, b) => {
    expect(pair(a, b).filter((text) => text.endsWith('equivalent'))).toEqual([]);
  });
});

describe('elections', () => {
  it('reads races', () => {
    expect(readRace('Will Kamala Harris win Pennsylvania?')).toMatchObject({
      kind: 'person-wins',
      person: 'kamala harris',
      place: 'pennsylvania',
    });
    expect(readRace('Will a Democrat win Pennsylvania Presidential Election?')).toMatchObject({
      kind: 'party-wins',
      party: 'democrat',
      place: 'pennsylvania',
    });
    expect(readRace('Will Kamala Harris be the 2024 Democratic nominee?')).toMatchObject({
      kind: 'nominee',
      person: 'kamala harris',
      party: 'democratic',
      year: '2024',
    });
    expect(readRace('Will it rain in Paris?')).toBeNull();
  });

  it('a candidate implies the party, and the presidency the nomination, as proposals that name what is open', () => {
    const relations = proposeMeaning(
      { question: 'Will Kamala Harris win Pennsylvania?' },
      { question: 'Will a Democrat win Pennsylvania Presidential Election?' },
      { question: 'Will Kamala Harris be the Democratic nominee?' },
      { question: 'Will Kamala Harris win the presidential election?' },
    );
    expect(kindsOf(relations)).toEqual(['proposed implies', 'proposed implies']);
    expect(relations.map((relation) => reasonText(relation.why)).join(' ')).toContain('replaced');
  });

  it('not for another place, another person or another party', () => {
    expect(
      proposeMeaning(
        { question: 'Will Kamala Harris win Pennsylvania?' },
        { question: 'Will a Democrat win Michigan Presidential Election?' },
        { question: 'Will Kamala Harris be the Democratic nominee?' },
      ),
    ).toEqual([]);
    expect(
      proposeMeaning(
        { question: 'Will Kamala Harris win Pennsylvania?' },
        { question: 'Will a Republican win Pennsylvania Presidential Election?' },
        { question: 'Will Kamala Harris be the Democratic nominee?' },
      ),
    ).toEqual([]);
    expect(
      proposeMeaning(
        { question: 'Will Jill Stein win Pennsylvania?' },
        { question: 'Will a Democrat win Pennsylvania Presidential Election?' },
        { question: 'Will Kamala Harris be the Democratic nominee?' },
      ),
    ).toEqual([]);
  });
});
