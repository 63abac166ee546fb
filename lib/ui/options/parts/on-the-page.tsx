import type { ReactNode } from 'react';
import type { Settings } from '../../../protocol/settings';
import * as en from '../../../words/en';
import { SettingInputs } from '../../components/setting-inputs';

export function OnThePage({ settings }: { readonly settings: Settings }): ReactNode {
  return (
    <section className="block" aria-label={en.options.parts.page}>
      <SettingInputs settings={settings} place="page" />
      <p className="soft">{en.options.page.confirm[settings.confirmIn]}</p>
    </section>
  );
}
