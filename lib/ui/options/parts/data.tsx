/** Settings to take elsewhere, to bring, to begin anew with; every change is read before it is made. */
import { useState, type ReactNode } from 'react';
import type { Settings, SettingsPatch } from '../../../protocol/settings';
import * as en from '../../../words/en';
import { plainText } from '../../../words/format';
import { FileButton } from '../../components/file-button';
import { Files } from '../../components/tie-files';
import { usePorts } from '../../shell/context';
import { changesOf, fileOf, readFile, toDefaults } from '../settings-file';

const MAX_BYTES = 100_000;
const said = en.options.data;

export function Data({ settings }: { readonly settings: Settings }): ReactNode {
  return (
    <>
      <SettingsFile settings={settings} />
      <Files onImported={() => undefined} />
      <Diagnostics />
    </>
  );
}

function SettingsFile({ settings }: { readonly settings: Settings }): ReactNode {
  const { command, saveFile } = usePorts();
  const [note, setNote] = useState('');
  const [offered, setOffered] = useState<SettingsPatch | null>(null);
  const [back, setBack] = useState<SettingsPatch | null>(null);
  const changes = offered === null ? null : changesOf(settings, offered);

  const offer = (patch: SettingsPatch | null): void => {
    const nothing = patch !== null && changesOf(settings, patch).sentences.length === 0;
    setOffered(nothing ? null : patch);
    setNote(patch === null ? said.unreadable : nothing ? said.same : '');
  };
  const take = async (file: File): Promise<void> => {
    if (file.size > MAX_BYTES) return setNote(said.tooLarge);
    offer(readFile(await file.text()));
  };
  const apply = async (patch: SettingsPatch, undo: SettingsPatch | null, done: string): Promise<void> => {
    const reply = await command('updateSettings', patch);
    setNote(reply.ok ? done : en.failure(reply.error));
    if (!reply.ok) return;
    setOffered(null);
    setBack(undo);
  };

  return (
    <section className="block" aria-label={said.settings}>
      <h3>{said.settings}</h3>
      <div className="actions">
        <button
          type="button"
          className="button"
          onClick={() => {
            saveFile('facet-settings.json', fileOf(settings));
            setNote(said.exported);
          }}
        >
          {said.export}
        </button>
        <FileButton label={said.import} take={(file) => void take(file)} />
        <button type="button" className="button" onClick={() => offer(toDefaults())}>
          {said.reset}
        </button>
        {back === null ? null : (
          <button type="button" className="button" onClick={() => void apply(back, null, said.undone)}>
            {said.undo}
          </button>
        )}
      </div>
      {changes === null ? null : (
        <div role="group" aria-label={said.would(changes.sentences.length)}>
          <p>{said.would(changes.sentences.length)}</p>
          <ul className="list">
            {changes.sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <div className="actions">
            <button
              type="button"
              className="button action"
              onClick={() => void apply(changes.patch, changes.back, said.changed)}
            >
              {said.apply}
            </button>
            <button type="button" className="button" onClick={() => setOffered(null)}>
              {said.cancel}
            </button>
          </div>
        </div>
      )}
      <p className="note soft" role="status">
        {plainText(note)}
      </p>
    </section>
  );
}

function Diagnostics(): ReactNode {
  const { command, copyText } = usePorts();
  const [note, setNote] = useState('');
  const copy = async (): Promise<void> => {
    const reply = await command('copyLog', {});
    if (!reply.ok) return setNote(en.failure(reply.error));
    setNote((await copyText(reply.value.text)) ? said.copied : said.notCopied);
  };
  return (
    <section className="block" aria-label={said.diagnostics}>
      <h3>{said.diagnostics}</h3>
      <p className="soft">{said.diagnosticsText}</p>
      <div className="actions">
        <button type="button" className="button" onClick={() => void copy()}>
          {said.copy}
        </button>
        <span className="soft" role="status">
          {plainText(note)}
        </span>
      </div>
    </section>
  );
}
