import { describe, expect, it } from 'vitest';
import { dollarsDown, dollarsUp, plural, sharesDown } from '../../../lib/domain/money-text';

describe('money in words', () => {
  it('rounds what comes in down and what goes out up, to the cent', () => {
    const inAndOut = (micros: number) => [dollarsDown(micros), dollarsUp(micros)];
    expect(inAndOut(2_419_999)).toEqual(['$2.41', '$2.42']);
    expect(inAndOut(-823_001)).toEqual(['−$0.83', '−$0.82']);
    expect(inAndOut(1_234_567_890_000)).toEqual(['$1,234,567.89', '$1,234,567.89']);
    expect(inAndOut(1)).toEqual(['$0.00', '$0.01']);
    expect(inAndOut(-1)).toEqual(['−$0.01', '$0.00']);
    expect(inAndOut(0)).toEqual(['$0.00', '$0.00']);
  });

  it('has a plus for those who ask', () => {
    expect([10_000, 0, -1].map((micros) => dollarsDown(micros, { plus: '+' }))).toEqual(['+$0.01', '$0.00', '−$0.01']);
  });

  it('writes shares to the hundredth without trailing zeros', () => {
    expect([41_000_000, 12_345_678, 100_500_000, 9_999, 0].map((micros) => sharesDown(micros))).toEqual([
      '41',
      '12.34',
      '100.5',
      '<0.01',
      '0',
    ]);
    expect(sharesDown(1_234_000_000)).toBe('1,234');
    expect(sharesDown(-500_000)).toBe('−0.5');
  });

  it('counts', () => {
    expect([plural(1, 'leg'), plural(5, 'leg'), plural(2, 'market', 'markets')]).toEqual([
      '1 leg',
      '5 legs',
      '2 markets',
    ]);
  });
});
