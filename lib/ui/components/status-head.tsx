import type { ReactNode } from 'react';
import * as en from '../../words/en';
import { plainText } from '../../words/format';
import { headTone, type DashboardView } from '../shell/dashboard';
import { Age, Glyph, ModeTag } from './basics';

/** The first line of every page with room: mode, the one line that is always true, its age. */
export function StatusHead({ view, nowMs }: { readonly view: DashboardView; readonly nowMs: number }): ReactNode {
  return (
    <header className="block status">
      <p>
        <Glyph tone={headTone(view)} />
        <span className="outside">
          <ModeTag mode={view.mode} /> {plainText(en.status(view.status.fact), 500)}{' '}
          <Age asOfMs={view.status.asOfMs} nowMs={nowMs} label="Books" />
        </span>
      </p>
    </header>
  );
}
