import type { ReactNode } from 'react';
import type { TieSentence } from '../../../../words/tie-sentence';
import { Outside } from '../../../components/basics';

/** Our sentence with the names of markets set apart: what stands in a frame is the venue's text, whatever it says. */
export function Sentence({ words }: { readonly words: TieSentence }): ReactNode {
  return words.map((word, index) =>
    typeof word === 'string' ? (
      word
    ) : (
      <q key={`${index} ${word.name.slice(0, 20)}`} className="market">
        <Outside max={240}>{word.name}</Outside>
        {word.event === undefined ? null : (
          <>
            {' of '}
            <Outside max={120}>{word.event}</Outside>
          </>
        )}
      </q>
    ),
  );
}
