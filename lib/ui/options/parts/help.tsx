import type { ReactNode } from 'react';
import * as en from '../../../words/en';
import { usePorts } from '../../shell/context';

export function Help(): ReactNode {
  const { openPanel } = usePorts();
  const said = en.options.help;
  return (
    <>
      <section className="block" aria-label={said.words}>
        <h3>{said.words}</h3>
        <dl className="health-list">
          {said.terms.map(([name, text]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="block" aria-label={said.limits}>
        <h3>{said.limits}</h3>
        <ul className="list">
          {said.limitList.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </section>
      <section className="block" aria-label={said.keys}>
        <h3>{said.keys}</h3>
        <dl className="health-list">
          {en.shortcutRows.map(({ does, keys }) => (
            <div key={does} className="across">
              <dt>{does}</dt>
              <dd>
                <kbd>{keys}</kbd>
              </dd>
            </div>
          ))}
        </dl>
        <p className="soft">{said.keysText}</p>
      </section>
      {openPanel === undefined ? null : (
        <section className="block across" aria-label={said.check}>
          <span className="soft">{said.checkText}</span>
          <button type="button" className="button" onClick={() => openPanel('check')}>
            {said.check}
          </button>
        </section>
      )}
    </>
  );
}
