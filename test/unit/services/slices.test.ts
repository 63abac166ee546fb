import { describe, expect, it } from 'vitest';
import { merged } from '../../../lib/services/slices';

describe('the fold of the slices', () => {
  it('hands an answer everything that it is asked with: who asks decides what may be done', () => {
    const answers = merged('command', [{ execute: (...asked: unknown[]) => asked }], ['execute']);
    expect(answers['execute']?.({ mode: 'live' }, 'content')).toEqual([{ mode: 'live' }, 'content']);
  });

  it('has one answer for each name', () => {
    expect(() => merged('command', [{ a: () => 1 }, { a: () => 2 }], ['a'])).toThrow('two slices answer');
    expect(() => merged('command', [{ a: () => 1 }], ['a', 'b'])).toThrow('no slice answers');
  });
});
