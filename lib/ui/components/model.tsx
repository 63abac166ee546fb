/** The optional language model: off by default, asked only after the user allowed its host with a click. */
import { ok } from '../../domain/result';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { isModelWell, type ModelProvider } from '../../domain/model';
import type { CommandInput } from '../../protocol/commands';
import type { ModelView } from '../../protocol/relations';
import * as en from '../../words/en';
import { count, plainText } from '../../words/format';
import { usePorts } from '../shell/context';

const NAMES: readonly (readonly [ModelProvider, string])[] = [
  ['off', 'None'],
  ['ollama', 'Ollama on this computer'],
  ['openai', 'OpenAI-compatible endpoint'],
  ['built-in', "The browser's built-in model"],
];
const REFRESH_MS = 2_000;

type Draft = Pick<ModelView, 'provider' | 'endpoint' | 'model'> & {
  readonly dailyCalls: string;
  readonly dailyTokens: string;
  readonly concurrency: string;
  readonly timeoutSeconds: string;
  readonly key: string;
};
type NumberField = 'dailyCalls' | 'dailyTokens' | 'concurrency' | 'timeoutSeconds';

const NUMBERS: readonly {
  readonly key: NumberField;
  readonly label: string;
  readonly least: number;
  readonly most: number;
}[] = [
  { key: 'dailyCalls', label: 'Questions a day', least: 1, most: 100_000 },
  { key: 'dailyTokens', label: 'Tokens a day', least: 1_000, most: 100_000_000 },
  { key: 'concurrency', label: 'Questions at a time', least: 1, most: 8 },
  { key: 'timeoutSeconds', label: 'Seconds to wait', least: 5, most: 300 },
];

export function Model(): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <details className="block model" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Ask a language model (optional)</summary>
      {open ? <Form /> : null}
    </details>
  );
}

function Form(): ReactNode {
  const { command, allowHost, dropHost } = usePorts();
  const [view, setView] = useState<ModelView | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [note, setNote] = useState('');
  const load = useCallback(async (): Promise<void> => {
    const reply = await command('modelState', {});
    if (!reply.ok) return setNote(en.failure(reply.error));
    setView(reply.value);
    setDraft((before) => before ?? draftOf(reply.value));
  }, [command]);
  useEffect(() => {
    void load();
    const timer = setInterval(() => void load(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [load]);
  if (view === null || draft === null) return <p className="soft">{note === '' ? 'Reading…' : plainText(note)}</p>;

  const remote = draft.provider === 'ollama' || draft.provider === 'openai';
  const save = async (): Promise<void> => {
    const patch = patchOf(draft);
    if (typeof patch === 'string') return setNote(patch);
    // The browser shows its prompt only straight after a click, before anything else is awaited.
    const allowed = !remote || allowHost === undefined ? ok(true) : await allowHost(draft.endpoint);
    if (!allowed.ok) return setNote(en.failure(allowed.error));
    if (!allowed.value) return setNote('You did not allow it. The model is not asked, and nothing was changed.');
    const reply = await command('updateModel', patch);
    // What was not saved leaves no grant, and a new address takes the place of the old one's.
    if (remote)
      await (reply.ok ? dropHost?.(view.endpoint, draft.endpoint) : dropHost?.(draft.endpoint, view.endpoint));
    if (!reply.ok) return setNote(en.failure(reply.error));
    setView(reply.value);
    setDraft(draftOf(reply.value));
    setNote('Saved.');
  };
  const set = (patch: Partial<Draft>): void => setDraft({ ...draft, ...patch });

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <About view={view} />
      <div className="field wide">
        <label htmlFor="model-provider">Model</label>
        <select
          id="model-provider"
          value={draft.provider}
          onChange={(event) => {
            const chosen = NAMES.find(([key]) => key === event.target.value);
            if (chosen) set({ provider: chosen[0] });
          }}
        >
          {NAMES.map(([key, label]) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </select>
      </div>
      {remote ? (
        <>
          <Text
            id="model-endpoint"
            label="Address (https, or http on this computer)"
            value={draft.endpoint}
            set={(endpoint) => set({ endpoint })}
          />
          <Text id="model-name" label="Name of the model" value={draft.model} set={(model) => set({ model })} />
          {draft.provider === 'openai' ? (
            <Text
              id="model-key"
              label={view.hasKey ? 'Key (one is kept until the browser closes)' : 'Key, kept until the browser closes'}
              value={draft.key}
              secret
              set={(key) => set({ key })}
            />
          ) : null}
        </>
      ) : null}
      {draft.provider === 'off' ? null : <Numbers draft={draft} set={set} />}
      <div className="actions">
        <button type="submit" className="button">
          {remote ? 'Save and allow' : 'Save'}
        </button>
        <span className="soft" role="status">
          {plainText(note, 400)}
        </span>
      </div>
    </form>
  );
}

function About({ view }: { readonly view: ModelView }): ReactNode {
  const today = `Today ${count(view.callsToday, 'question')} and ${count(view.tokensToday, 'token')}`;
  return (
    <>
      <p className="soft">
        It reads titles and rules of watched markets and proposes relations. It is told nothing else: no account, no
        orders, no money. Its proposals wait for your judgement like any other.
      </p>
      <p className={isModelWell(view.fact) ? 'soft' : 'judge'} role="status">
        {plainText(en.model(view.fact), 400)}{' '}
        {view.provider === 'off' ? '' : `${today}; ${count(view.judged, 'pair')} judged so far.`} Pairs to ask about are
        found by words.
      </p>
    </>
  );
}

function Numbers({ draft, set }: { readonly draft: Draft; readonly set: (patch: Partial<Draft>) => void }): ReactNode {
  return NUMBERS.map(({ key, label }) => (
    <div key={key} className="field">
      <label htmlFor={`model-${key}`}>{label}</label>
      <input
        id={`model-${key}`}
        inputMode="numeric"
        autoComplete="off"
        maxLength={12}
        value={draft[key]}
        onChange={(event) => set({ [key]: event.target.value })}
      />
    </div>
  ));
}

function Text({
  id,
  label,
  value,
  set,
  secret = false,
}: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
  readonly secret?: boolean;
}): ReactNode {
  return (
    <div className="field wide">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={secret ? 'password' : 'text'}
        autoComplete="off"
        spellCheck={false}
        maxLength={secret ? 500 : 200}
        value={value}
        onChange={(event) => set(event.target.value)}
      />
    </div>
  );
}

function draftOf(view: ModelView): Draft {
  const { provider, endpoint, model } = view;
  return {
    provider,
    endpoint,
    model,
    key: '',
    dailyCalls: String(view.dailyCalls),
    dailyTokens: String(view.dailyTokens),
    concurrency: String(view.concurrency),
    timeoutSeconds: String(view.timeoutSeconds),
  };
}

/** The change, or a sentence that says what to type instead. */
function patchOf(draft: Draft): CommandInput<'updateModel'> | string {
  const { provider, endpoint, model, key } = draft;
  const numbers: Partial<Record<NumberField, number>> = {};
  for (const { key: name, label, least, most } of NUMBERS) {
    const text = draft[name].trim();
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (!(value >= least && value <= most))
      return `${label}: a whole number from ${least} to ${most}. Nothing was changed.`;
    numbers[name] = value;
  }
  return {
    provider,
    ...(provider === 'ollama' || provider === 'openai' ? { endpoint: endpoint.trim(), model: model.trim() } : {}),
    ...(key === '' ? {} : { key }),
    ...numbers,
  };
}
