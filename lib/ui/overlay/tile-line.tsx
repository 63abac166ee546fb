import type { ReactNode } from 'react';
import type { HomeEventView } from '../../protocol/views';
import { age } from '../../words/format';
import * as en from '../../words/en';
import { Glyph } from '../components/basics';
import { isStale } from '../shell/stale';

interface Props {
  readonly event: HomeEventView;
  readonly nowMs: number;
  readonly faded: boolean;
}

/** What an event's tile in a list says: that there is something to see, and how old that is. No number, no promise. */
export function TileLine({ event, nowMs, faded }: Props): ReactNode {
  const stale = faded || isStale(event.asOfMs, nowMs);
  const tone = stale || !event.passesThresholds ? 'quiet' : 'violation';
  return (
    <div className={`tile-line ${stale ? 'faded' : ''}`} data-tone={tone} role="note">
      <Glyph tone={tone} />
      <span className="tile-words">
        {en.list.contradiction}
        <span className="tile-open">{en.list.open}</span>
      </span>
      <span className="age">
        <b>{age(nowMs - event.asOfMs)}</b>
      </span>
    </div>
  );
}
