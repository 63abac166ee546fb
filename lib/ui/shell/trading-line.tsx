import { useState, type ReactNode } from 'react';
import type { TradingView } from '../../protocol/views';
import * as en from '../../words/en';
import { plainText } from '../../words/format';
import { usePorts } from './context';

/** What may be sent at all, and the user's word on it. The stop has its own button. */
export function TradingLine({ trading }: { readonly trading: TradingView }): ReactNode {
  const { command } = usePorts();
  const [problem, setProblem] = useState('');
  const say = async (word: 'onlyReduce' | 'rearm'): Promise<void> => {
    const reply = await command(word, {});
    setProblem(reply.ok ? '' : en.failure(reply.error));
  };
  const { state } = trading;
  return (
    <div className="block across trading" data-state={state}>
      <span className={state === 'active' ? 'soft' : 'judge'} role="status">
        <strong>{en.trading.names[state]}.</strong> {plainText(en.trading.sentence(trading), 500)}
        {problem === '' ? null : (
          <span className="loss" role="alert">
            {' '}
            {plainText(problem)}
          </span>
        )}
      </span>
      {state === 'halted' ? null : (
        <button
          type="button"
          className="button"
          onClick={() => void say(state === 'reducing' ? 'rearm' : 'onlyReduce')}
        >
          {state === 'reducing' ? en.trading.rearm : en.trading.onlyReduce}
        </button>
      )}
    </div>
  );
}
