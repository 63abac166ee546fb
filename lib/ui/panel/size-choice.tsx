/** How much of a set is taken: the least that can be ordered, half, all, or an amount. The numbers beside it follow. */
import { useId, useState, type ReactNode } from 'react';
import { fixed } from '../../domain/money-text';
import { parseDecimalMicros } from '../../domain/units';
import type { SizeView } from '../../protocol/views';
import * as en from '../../words/en';
import { plainText } from '../../words/format';
import { usePorts } from '../shell/context';

/** As money is told elsewhere, without its sign. */
const inCents = (micros: number): string => fixed(Math.ceil(micros / 10_000), 2);

export function SizeChoice({ size }: { readonly size: SizeView }): ReactNode {
  const { command } = usePorts();
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const { chosenMicros, leastMicros, mostMicros } = size;
  const halfMicros = Math.max(leastMicros, Math.round(mostMicros / 2));

  const choose = async (micros: number | null): Promise<void> => {
    setNote('');
    const reply = await command('chooseSize', { id: size.id, mostMicros: micros });
    setNote(reply.ok ? '' : en.failure(reply.error));
    if (reply.ok) setDraft(null);
  };
  const typed = async (): Promise<void> => {
    if (draft === null) return;
    const micros = parseDecimalMicros(draft.trim());
    if (micros === null || micros <= 0) return setNote(en.size.hint);
    await choose(micros >= mostMicros ? null : micros);
  };

  const parts: readonly (readonly [label: string, micros: number | null])[] = [
    [en.size.least, leastMicros < mostMicros ? leastMicros : null],
    [en.size.half, halfMicros < mostMicros ? halfMicros : null],
    [en.size.all, null],
  ];
  return (
    <div className="field wide" role="group" aria-label={en.size.title}>
      <label htmlFor={id}>{en.size.title}</label>
      <span className="actions">
        {parts.map(([label, micros]) => (
          <button
            key={label}
            type="button"
            className="chip"
            aria-pressed={chosenMicros === micros}
            onClick={() => void choose(micros)}
          >
            {label}
          </button>
        ))}
        <span className="entry">
          <span aria-hidden="true">$</span>
          <input
            id={id}
            inputMode="decimal"
            autoComplete="off"
            spellCheck={false}
            maxLength={16}
            value={draft ?? inCents(chosenMicros ?? mostMicros)}
            onChange={(event) => setDraft(event.target.value)}
            onBlur={() => void typed()}
            onKeyDown={(event) => {
              if (event.key === 'Enter') void typed();
              if (event.key === 'Escape' && draft !== null) {
                event.preventDefault();
                setDraft(null);
                setNote('');
              }
            }}
          />
        </span>
      </span>
      <span className="soft" role="status">
        {plainText(note, 400)}
      </span>
    </div>
  );
}
