import type { ReactNode } from 'react';
import { ModeSwitch } from '../../components/mode-switch';
import { TradingLine } from '../../shell/trading-line';
import { SettingInputs } from '../../components/setting-inputs';
import type { DashboardView } from '../../shell/dashboard';
import * as en from '../../../words/en';

export function Limits({ view }: { readonly view: DashboardView }): ReactNode {
  return (
    <>
      <ModeSwitch view={view} />
      <TradingLine trading={view.trading} />
      <section className="block" aria-label={en.options.limits}>
        <SettingInputs settings={view.settings} place="limits" />
      </section>
    </>
  );
}
