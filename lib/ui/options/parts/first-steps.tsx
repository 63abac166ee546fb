import type { ReactNode } from 'react';
import * as en from '../../../words/en';
import { SettingInputs } from '../../components/setting-inputs';
import type { DashboardView } from '../../shell/dashboard';
import { eventUrlOf, SITE } from '../../../domain/page';

/** What there is to see, to try and to set, in this order; real money comes later. */
export function FirstSteps({ view }: { readonly view: DashboardView }): ReactNode {
  const said = en.options.first;
  // Below one's own thresholds or resting on one's own word is no first example.
  const best = view.opportunities.find((each) => each.passesThresholds && each.acceptedTies === 0);
  const url = best === undefined ? SITE : eventUrlOf(best.eventSlug);
  return (
    <ol className="steps">
      <li className="block">
        <h3>{said.see}</h3>
        <p>{said.seeText}</p>
        <p className="soft">{best === undefined ? said.example : said.live(best.eventTitle, best.edgeMicros)}</p>
        <a className="button" href={url} target="_blank" rel="noreferrer">
          {said.open}
        </a>
      </li>
      <li className="block">
        <h3>{said.try}</h3>
        <p>{said.tryText}</p>
      </li>
      <li className="block">
        <h3>{said.set}</h3>
        <p>{said.setText}</p>
        <SettingInputs settings={view.settings} place="limits" />
      </li>
      <li className="block">
        <h3>{said.later}</h3>
        <p>{said.laterText}</p>
      </li>
    </ol>
  );
}
