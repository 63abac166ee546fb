import type { ReactNode } from 'react';
import type { Settings } from '../../protocol/settings';
import * as en from '../../words/en';
import { SettingInputs } from '../components/setting-inputs';
import { usePorts } from '../shell/context';

/** The limits behind one disclosure, and the way to everything else that can be chosen. */
export function Thresholds({ settings }: { readonly settings: Settings }): ReactNode {
  const { openOptions } = usePorts();
  return (
    <>
      <details className="block thresholds">
        <summary>{en.options.limits}</summary>
        <SettingInputs settings={settings} place="limits" />
      </details>
      {openOptions === undefined ? null : (
        <section className="block across" aria-label={en.options.title}>
          <span className="soft">{en.options.about}</span>
          <button type="button" className="button" onClick={openOptions}>
            {en.options.title}
          </button>
        </section>
      )}
    </>
  );
}
