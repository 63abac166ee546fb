/** No two files import each other, on no way around. Imports of types count: a circle of types is one of ideas. */
import { describe, expect, it } from 'vitest';
import { circlesIn, filesUnder, importGraph } from '../../kit/source-files';

const FOLDERS = ['entrypoints', 'lib', 'exchange', 'bench', 'scripts', 'test'];

describe('circles', () => {
  it('are nowhere', () => {
    const graph = importGraph(FOLDERS.flatMap((folder) => filesUnder(folder)));
    // The walk has seen the project and not only its file names.
    expect([...graph.values()].flat().length).toBeGreaterThan(1_000);
    expect(circlesIn(graph)).toEqual([]);
  });

  it('would be noticed', () => {
    const graph = new Map([
      ['a', ['b', 'd']],
      ['b', ['c']],
      ['c', ['a']],
      ['d', ['e']],
      ['e', ['e']],
      ['f', ['a', 'd']],
    ]);
    expect([...circlesIn(graph)].sort()).toEqual(['a <-> b <-> c', 'e']);
    expect(
      circlesIn(
        new Map([
          ['a', ['b', 'c']],
          ['b', ['c']],
          ['c', []],
        ]),
      ),
    ).toEqual([]);
  });
});
