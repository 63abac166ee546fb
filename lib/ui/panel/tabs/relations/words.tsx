import type { ReactNode } from 'react';
import type { Words } from '../../../../protocol/relations';
import { Outside } from '../../../components/basics';

/** Our sentence with the names of markets set apart: what stands in a frame is the venue's text, whatever it says. */
export function Sentence({ words }: { readonly words: Words }): ReactNode {
  return words.map((word, index) =>
    typeof word === 'string' ? (
      word
    ) : (
      <q key={`${index} ${word.market.slice(0, 20)}`} className="market">
        <Outside max={240}>{word.market}</Outside>
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
