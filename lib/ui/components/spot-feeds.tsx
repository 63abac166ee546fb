/** Spot prices of other exchanges: asked for by the user, each with its host; each number with its age. */
import { useState, type ReactNode } from 'react';
import { ok } from '../../domain/result';
import type { SpotView } from '../../protocol/views';
import * as en from '../../words/en';
import { plainText } from '../../words/format';
import { Age } from './basics';
import { usePorts, useTopic } from '../shell/context';

export function SpotFeeds({ nowMs }: { readonly nowMs: number }): ReactNode {
  const { view } = useTopic('spot', null);
  return (
    <section className="block" aria-label={en.spot.title}>
      <h2>{en.spot.title}</h2>
      <p className="soft">{en.spot.about}</p>
      {view === null ? null : <Spot view={view} nowMs={nowMs} />}
    </section>
  );
}

function Spot({ view, nowMs }: { readonly view: SpotView; readonly nowMs: number }): ReactNode {
  return (
    <>
      {view.venues.map((venue) => (
        <Venue key={venue.key} venue={venue} />
      ))}
      <dl className="health-list">
        {view.pairs.map(({ pair, price, asOfMs, venues }) => (
          <div key={pair}>
            <dt>{pair}</dt>
            <dd>
              {price === null ? en.spot.stale : en.spot.price(price)}
              {price === null ? '' : plainText(en.spot.from(venues))}{' '}
              <Age asOfMs={asOfMs} nowMs={nowMs} label="Price" />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Venue({ venue }: { readonly venue: SpotView['venues'][number] }): ReactNode {
  const { command, allowHost } = usePorts();
  const [note, setNote] = useState('');
  const set = async (isOn: boolean): Promise<void> => {
    setNote('');
    // The browser shows its prompt only straight after a click, before anything else is awaited.
    const allowed = !isOn || allowHost === undefined ? ok(true) : await allowHost(venue.address);
    if (!allowed.ok) return setNote(en.failure(allowed.error));
    if (!allowed.value) return setNote(en.spot.notAllowed(venue.venue));
    const reply = await command('updateSettings', { [venue.key]: isOn });
    if (!reply.ok) setNote(en.failure(reply.error));
  };
  return (
    <p>
      <label>
        <input type="checkbox" checked={venue.isOn} onChange={(event) => void set(event.target.checked)} />{' '}
        {en.spot.ask(venue.venue)}
      </label>{' '}
      <span className="soft">
        {venue.isRefused ? en.spot.refused : en.spot.status[venue.status] + en.spot.gaps(venue.gaps)}
      </span>
      {note === '' ? null : <span className="judge"> {plainText(note)}</span>}
    </p>
  );
}
