import { useState, type ReactNode } from 'react';
import type { Settings } from '../../../protocol/settings';
import * as en from '../../../words/en';
import { plainText } from '../../../words/format';
import { EventLink } from '../../components/event-link';
import { SettingInputs } from '../../components/setting-inputs';
import { usePorts } from '../../shell/context';

export function Alerts({ settings }: { readonly settings: Settings }): ReactNode {
  const said = en.options.alerts;
  return (
    <>
      <section className="block" aria-label={en.options.parts.alerts}>
        <SettingInputs settings={settings} place="alerts" />
        <p className="soft">
          {said.always} {said.rate}
        </p>
      </section>
      <section className="block" aria-label={said.muted}>
        <h3>{said.muted}</h3>
        {settings.mutedEvents.length === 0 ? <p className="soft">{said.none}</p> : <Muted settings={settings} />}
      </section>
    </>
  );
}

function Muted({ settings }: { readonly settings: Settings }): ReactNode {
  const { command } = usePorts();
  const [note, setNote] = useState('');
  const unmute = async (slug: string): Promise<void> => {
    const mutedEvents = settings.mutedEvents.filter((each) => each !== slug);
    const reply = await command('updateSettings', { mutedEvents });
    setNote(reply.ok ? '' : en.failure(reply.error));
  };
  return (
    <>
      <ul className="items">
        {settings.mutedEvents.map((slug) => (
          <li key={slug} className="item across">
            <EventLink slug={slug}>{slug}</EventLink>
            <button
              type="button"
              className="button"
              aria-label={en.options.alerts.unmuteOf(slug)}
              onClick={() => void unmute(slug)}
            >
              {en.options.alerts.unmute}
            </button>
          </li>
        ))}
      </ul>
      <p className="note loss" role="status">
        {plainText(note)}
      </p>
    </>
  );
}
