/** Settings that are typed or switched, one line each; each is kept as soon as it is left. */
import { useId, useState, type ReactNode } from 'react';
import type { SettingPlace, Settings } from '../../protocol/settings';
import * as en from '../../words/en';
import { plainText } from '../../words/format';
import { usePorts } from '../shell/context';
import { FIELDS, SWITCHES, type Field, type Patch, type Switch } from './setting-fields';

type Save = (patch: Patch) => Promise<string>;

/** All of one place, in the order of their table: switches first, because they say whether the rest matters. */
export function SettingInputs({
  settings,
  place,
}: {
  readonly settings: Settings;
  readonly place: SettingPlace;
}): ReactNode {
  const { command } = usePorts();
  const save: Save = async (patch) => {
    const reply = await command('updateSettings', patch);
    return reply.ok ? '' : en.failure(reply.error);
  };
  return (
    <>
      {SWITCHES.filter((each) => each.place === place).map((field) => (
        <SwitchField key={field.key} field={field} on={field.read(settings)} save={save} />
      ))}
      {FIELDS.filter((each) => each.place === place).map((field) => (
        <NumberField key={field.key} field={field} settings={settings} save={save} />
      ))}
    </>
  );
}
function NumberField({
  field,
  settings,
  save,
}: {
  readonly field: Field;
  readonly settings: Settings;
  readonly save: Save;
}): ReactNode {
  const id = useId();
  // While somebody types, frames from the background do not overwrite the text.
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState('');
  const kept = field.read(settings);

  const keep = async (): Promise<void> => {
    if (draft === null || draft.trim() === kept) {
      setDraft(null);
      return setProblem('');
    }
    const parsed = field.parse(draft);
    if ('problem' in parsed) return setProblem(parsed.problem);
    const trouble = await save(parsed.patch);
    setProblem(trouble);
    if (trouble === '') setDraft(null);
  };

  return (
    <div className="field">
      <label htmlFor={id}>{field.label}</label>
      <span className="entry">
        {field.unit === '$' ? <span aria-hidden="true">$</span> : null}
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          maxLength={16}
          value={draft ?? kept}
          aria-invalid={problem !== ''}
          aria-describedby={problem === '' ? undefined : `${id}-problem`}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={() => void keep()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void keep();
            if (event.key === 'Escape' && draft !== null) {
              event.preventDefault();
              setDraft(null);
              setProblem('');
            }
          }}
        />
        {field.unit === '$' ? null : <span className="soft unit">{field.unit}</span>}
      </span>
      {problem === '' ? null : (
        <span className="problem loss" id={`${id}-problem`} role="alert">
          Not kept. {plainText(problem)}
        </span>
      )}
    </div>
  );
}

function SwitchField({
  field,
  on,
  save,
}: {
  readonly field: Switch;
  readonly on: boolean;
  readonly save: Save;
}): ReactNode {
  const [problem, setProblem] = useState('');
  return (
    <div className="field">
      <label className="check">
        <input
          type="checkbox"
          checked={on}
          onChange={(event) => void save(field.patch(event.target.checked)).then(setProblem)}
        />{' '}
        {field.label}
      </label>
      {problem === '' ? null : (
        <span className="problem loss" role="alert">
          Not kept. {plainText(problem)}
        </span>
      )}
    </div>
  );
}
