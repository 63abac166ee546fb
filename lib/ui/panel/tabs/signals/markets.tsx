/** Signals of the markets on open pages: value, range, from how much, how old; or what is missing. */
import { useState, type ReactNode } from 'react';
import type { MarketSignalsView, MarketsView } from '../../../../protocol/signals';
import * as en from '../../../../words/en';
import { age, plainText } from '../../../../words/format';
import { Age, Outside } from '../../../components/basics';
import { usePorts, useTopic } from '../../../shell/context';
import { LeadCurve } from './lead-curve';
import { HeadRow } from '../../../components/head-row';

export function Markets({ nowMs }: { readonly nowMs: number }): ReactNode {
  const { view } = useTopic('markets', null);
  return (
    <section className="block" aria-label={en.markets.title}>
      <h2>{en.markets.title}</h2>
      <p className="soft">{en.markets.about}</p>
      {view === null ? null : <All view={view} nowMs={nowMs} />}
    </section>
  );
}

function All({ view, nowMs }: { readonly view: MarketsView; readonly nowMs: number }): ReactNode {
  const { command } = usePorts();
  const [note, setNote] = useState('');
  const set = async (marketSignals: boolean): Promise<void> => {
    const reply = await command('updateSettings', { marketSignals });
    setNote(reply.ok ? '' : en.failure(reply.error));
  };
  return (
    <>
      <p>
        <label>
          <input type="checkbox" checked={view.isOn} onChange={(event) => void set(event.target.checked)} />{' '}
          {en.markets.use}
        </label>
        {note === '' ? null : <span className="judge"> {plainText(note)}</span>}
      </p>
      {view.isBroken ? (
        <p>{en.markets.broken}</p>
      ) : !view.isOn ? (
        <p>{en.markets.off}</p>
      ) : view.markets.length === 0 ? (
        <p className="soft">{en.markets.none}</p>
      ) : (
        view.markets.map((market, index) => (
          <Market key={market.marketId} market={market} nowMs={nowMs} isOpen={index === 0} />
        ))
      )}
      <p className="soft">{en.markets.more(view.more)}</p>
    </>
  );
}

interface MarketProps {
  readonly market: MarketSignalsView;
  readonly nowMs: number;
  readonly isOpen: boolean;
}

function Market({ market, nowMs, isOpen }: MarketProps): ReactNode {
  const { question, fair, lead, entry, tickMicros } = market;
  return (
    <details className="signal-market" open={isOpen}>
      <summary>
        <Outside max={200}>{question}</Outside>
      </summary>
      {fair === null ? null : fair.kind === 'value' ? (
        <p>
          {en.fairInPanel.line(fair, tickMicros)} <Age asOfMs={fair.asOfMs} nowMs={nowMs} label="Spot" />
        </p>
      ) : (
        <p className="soft">{en.fairInPanel.none(fair)}</p>
      )}
      {lead === null ? null : (
        <>
          <p className={lead.kind === 'value' ? '' : 'soft'}>
            {en.lead.line(lead)}{' '}
            {lead.kind === 'value' ? <Age asOfMs={lead.asOfMs} nowMs={nowMs} label={en.lead.rests(lead)} /> : null}
          </p>
          {lead.kind === 'value' ? <LeadCurve lead={lead} /> : null}
        </>
      )}
      <p className={entry.kind === 'value' ? '' : 'soft'}>
        {en.entry.line(entry)}{' '}
        {entry.kind === 'value' ? <Age asOfMs={entry.asOfMs} nowMs={nowMs} label="Book" /> : null}
      </p>
      <Readings market={market} nowMs={nowMs} />
    </details>
  );
}

function Readings({ market, nowMs }: Omit<MarketProps, 'isOpen'>): ReactNode {
  const rows = Object.entries(en.marketSignals).flatMap(([id, words]) => {
    const reading = market.readings[id];
    return reading === undefined ? [] : [{ id, words, reading, said: en.readingWords(words, reading) }];
  });
  return (
    <table className="readings">
      <HeadRow names={en.markets.head} />
      <tbody>
        {rows.map(({ id, words, reading, said }) => (
          <tr key={id} className={reading.kind === 'value' ? '' : 'soft'}>
            <th scope="row" title={words.means}>
              {words.name}
            </th>
            <td colSpan={reading.kind === 'value' ? 1 : 4}>{said.value}</td>
            {reading.kind === 'value' ? (
              <>
                <td>{said.range}</td>
                <td>{reading.n}</td>
                <td>{age(nowMs - reading.asOfMs)}</td>
              </>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
