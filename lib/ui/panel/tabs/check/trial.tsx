/** The smallest real order: what it would be, the user's word for it, and each step of it. */
import { useState, type ReactNode } from 'react';
import type { ExaminationView } from '../../../../protocol/examination';
import * as en from '../../../../words/en';
import { plainText } from '../../../../words/format';
import { usePorts } from '../../../shell/context';

export function Trial({ view }: { readonly view: ExaminationView }): ReactNode {
  const { command } = usePorts();
  const [note, setNote] = useState('');
  const { account, plan, trial } = view;
  const obstacle =
    account === null
      ? en.trial.needsWallet
      : account.greenAtMs === null
        ? en.trial.needsGreen
        : plan === null
          ? en.trial.noPlan
          : null;
  const send = async (): Promise<void> => {
    if (plan === null) return;
    setNote('');
    const { conditionId, costMicros } = plan;
    const reply = await command('tryOut', { conditionId, maxCostMicros: costMicros });
    // What went wrong with the order itself stands in the steps.
    if (!reply.ok && reply.error.code !== trial?.failure?.code) setNote(en.failure(reply.error));
  };
  return (
    <section className="block" aria-label={en.trial.title}>
      <h2>{en.trial.title}</h2>
      <p className="soft">{en.trial.about}</p>
      {account === null || account.trials.length === 0 ? null : (
        <p>{en.trial.passed(account.trials.map(({ protocol }) => protocol))}</p>
      )}
      {obstacle === null && plan !== null ? (
        <>
          <p className="outside">{en.trial.plan(plan)}</p>
          <button type="button" className="button" disabled={trial?.running === true} onClick={() => void send()}>
            {en.trial.send}
          </button>
        </>
      ) : (
        <p className="judge">{obstacle}</p>
      )}
      {trial === null ? null : (
        <>
          <ol className="findings">
            {trial.steps.map((step) => (
              <li key={step.step} className="outside">
                {plainText(en.trial.step(step), 400)}
              </li>
            ))}
          </ol>
          <p role="status" className={trial.failure === null ? '' : 'loss'}>
            {trial.running ? en.trial.busy : trial.failure === null ? '' : plainText(en.failure(trial.failure), 1_000)}
          </p>
        </>
      )}
      {note === '' ? null : (
        <p className="loss" role="alert">
          {plainText(note)}
        </p>
      )}
      <p className="soft">{en.trial.unproven}</p>
    </section>
  );
}
