/** The fill model: whether it speaks, from how much, how good it is and what it looks at. */
import { useState, type ReactNode } from 'react';
import type { FillModelView } from '../../../../protocol/fills';
import * as en from '../../../../words/en';
import { plainText } from '../../../../words/format';
import { usePorts, useTopic } from '../../../shell/context';
import { Reliability } from './reliability';
import { Sparkline } from './sparkline';
import { HeadRow } from '../../../components/head-row';

export function FillModel(): ReactNode {
  const { view } = useTopic('fills', null);
  return (
    <section className="block" aria-label={en.fillModel.title}>
      <h2>{en.fillModel.title}</h2>
      <p className="soft">{en.fillModel.about}</p>
      {view === null ? null : <Shown view={view} />}
    </section>
  );
}

function Shown({ view }: { readonly view: FillModelView }): ReactNode {
  const { command } = usePorts();
  const [note, setNote] = useState('');
  const set = async (fillAdvice: boolean): Promise<void> => {
    const reply = await command('updateSettings', { fillAdvice });
    setNote(reply.ok ? '' : en.failure(reply.error));
  };
  const live = en.fillModel.live(view);
  return (
    <>
      <p>
        <label>
          <input type="checkbox" checked={view.isOn} onChange={(event) => void set(event.target.checked)} />{' '}
          {en.fillModel.use}
        </label>
        {note === '' ? null : <span className="judge"> {plainText(note)}</span>}
      </p>
      <p>{view.isBroken ? en.fillModel.broken : view.isOn ? en.fillModel.state(view) : en.fillModel.off}</p>
      {view.isOn && !view.isBroken ? (
        <>
          <p className="soft">{en.fillModel.watched(view)}</p>
          {live === null ? null : <p className="soft">{live}</p>}
          {view.bins.length === 0 ? null : <Reliability bins={view.bins} />}
          <Trainings view={view} />
          <Importances view={view} />
        </>
      ) : null}
    </>
  );
}

function Trainings({ view }: { readonly view: FillModelView }): ReactNode {
  if (view.trained.length === 0) return null;
  return (
    <table className="readings">
      <caption>{en.fillModel.trained.title}</caption>
      <HeadRow names={en.fillModel.trained.head} />
      <tbody>
        {view.trained.map(({ atMs, rows, logLoss, hazardLogLoss, serves }) => (
          <tr key={atMs}>
            <th scope="row">{new Date(atMs).toISOString().slice(11, 16)}</th>
            <td>{rows}</td>
            <td>{logLoss.toFixed(3)}</td>
            <td>{hazardLogLoss.toFixed(3)}</td>
            <td>{en.fillModel.trained.speaks(serves)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Importances({ view }: { readonly view: FillModelView }): ReactNode {
  if (view.importance.length === 0) return null;
  return (
    <>
      <table className="readings">
        <caption>{en.fillModel.importance.title}</caption>
        <HeadRow names={en.fillModel.importance.head} />
        <tbody>
          {view.importance.map(({ column, gain, rise, error, over }) => (
            <tr key={column}>
              <th scope="row">{column}</th>
              <td>{(gain * 100).toFixed(0)} %</td>
              <td>
                {rise.toFixed(4)} ± {error.toFixed(4)}
              </td>
              <td>
                <Sparkline values={over} label={over.map((each) => each.toFixed(4)).join(', ')} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft">{en.fillModel.importance.stability(view.stability)}</p>
    </>
  );
}
