/**
 * A number whose digits roll to their new value. The text beside it is what assistive technology reads; the row's
 * textContent holds all ten digits.
 */
import type { ReactElement } from 'react';

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

export function Chance({ text }: { readonly text: string }): ReactElement {
  const rolls = /^\d+%$/.test(text);
  return (
    <div className="chance">
      <p className={rolls ? 'unseen' : 'plain'}>{text}</p>
      <div>
        {rolls && (
          <div className="roll" aria-hidden="true">
            <div />
            <div className="reels">
              {[...text.slice(0, -1)].map((digit, index, all) => (
                // Counted from the right, so that the ones stay the ones when a digit is added.
                <div key={all.length - index} className={`reel at-${digit}`}>
                  {DIGITS.map((other) => (
                    <span key={other}>{other}</span>
                  ))}
                </div>
              ))}
              <span>%</span>
            </div>
          </div>
        )}
      </div>
    </div>
  );
}
