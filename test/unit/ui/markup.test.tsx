import { renderToStaticMarkup } from 'react-dom/server';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { executions, NOW_MS, opportunity } from '../../kit/basket-views';
import { dashboards } from '../../kit/dashboard-views';
import { pages } from '../../kit/page-views';
import { home } from '../../kit/signal-views';
import { ExecutionLegs } from '../../../lib/ui/components/execution-progress';
import { Opportunities } from '../../../lib/ui/components/opportunities';
import { ProofCard } from '../../../lib/ui/components/proof-card';
import { proofText } from '../../../lib/ui/components/proof-text';
import { UiContext, type UiPorts } from '../../../lib/ui/shell/context';
import { Banner } from '../../../lib/ui/overlay/banner';
import { bannerState } from '../../../lib/ui/overlay/banner-state';
import { RowLine } from '../../../lib/ui/overlay/row-line';
import { TileLine } from '../../../lib/ui/overlay/tile-line';
import type { SignalReading } from '../../../lib/protocol/signals';
import { fail } from '../../../lib/domain/result';

const ports: UiPorts = {
  nowMs: () => NOW_MS,
  command: async () => fail('not-allowed', {}),
  saveFile: () => undefined,
  copyText: async () => true,
};
const textOf = (node: ReactNode): string => wordsOf(renderToStaticMarkup(<UiContext value={ports}>{node}</UiContext>));
const wordsOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/\s+/g, ' ')
    // An amount stands in an element of its own.
    .replace(/ (?=[.,:;])/g, '');

function banner(name: string, nowMs = NOW_MS): string {
  return wordsOf(htmlOf(name, nowMs));
}

function htmlOf(name: string, nowMs = NOW_MS): string {
  const view = pages[name] ?? null;
  const state = bannerState({
    view,
    link: view ? 'live' : 'connecting',
    linkSinceMs: nowMs,
    nowMs,
    dismissed: new Set(),
  });
  return renderToStaticMarkup(
    <UiContext value={ports}>
      <Banner state={state} view={view} signals={null} loose={[]} nowMs={nowMs} dismiss={() => undefined} />
    </UiContext>,
  );
}

describe('the words of the banner', () => {
  it('says the floor, the age, the partial loss, the highest cost and the action', () => {
    const text = banner('violation');
    expect(text).toContain('These 5 prices cannot all be right');
    expect(text).toMatch(/at least \+\$2\.41 after fees 1\.4 %/);
    expect(text).toMatch(/books 0\.3 s old/);
    expect(text).toMatch(/void \u2212\$1\.21 · partial \u2212\$0\.83 now/);
    expect(text).toContain('Pay at most $161.59, get at least $164.00 if all 5 bets fill and no market is voided');
    expect(text).toContain('cash: convert after the fill');
    expect(text).toContain('PAPER');
    expect(text).toContain('Try on paper · 5 bets');
  });

  it.each(Object.keys(pages))('"%s" never says profit, cannot lose or risk-free of itself', (name) => {
    if (name !== 'hostile') expect(banner(name)).not.toMatch(/profit|cannot lose|risk-free|coherent/i);
  });

  it.each(Object.keys(pages).filter((name) => pages[name]?.opportunity != null))(
    '"%s": "at least" has its conditions, the void and the partial number beside it',
    (name) => {
      const text = banner(name);
      if (!text.includes('at least')) return;
      expect(text).toMatch(/if (?:all \d+|both) bets fill(?:,| and) no market is voided/);
      expect(text).toMatch(/void .*\$.* · partial/);
    },
  );

  it('is amber in words and colour where it rests on the word of the user', () => {
    const text = banner('accepted');
    expect(text).toContain('These 2 prices cannot all be right if the tie you accepted holds');
    expect(text).toContain('Rests on your word: 1 tie that you accepted.');
    expect(htmlOf('accepted')).toMatch(/data-tone="attention"/);
    expect(htmlOf('accepted')).not.toMatch(/class="number floor/);
    expect(htmlOf('violation')).toMatch(/class="number floor/);
  });

  it.each(['live', 'quietLive', 'partial', 'matched', 'unknown', 'signing'])('"%s" says LIVE on its header', (name) => {
    expect(banner(name)).toMatch(/\bLIVE\b/);
  });

  it('says that nothing was found, and never that prices are right while a tie waits', () => {
    expect(banner('waiting')).toContain('No contradiction found · 1 tie waits for your word.');
    expect(banner('coherent')).toContain('No contradiction found. Nearest: one tick on "25 bp hike".');
  });

  it('calls a match provisional, not green, until every trade is confirmed', () => {
    const text = banner('matched');
    expect(text).toContain('Matched, not confirmed yet');
    expect(text).toContain('matched 41 of 41, not confirmed yet');
    expect(text).toContain('if every match is confirmed and no market is voided');
    expect(htmlOf('matched')).not.toMatch(/data-tone="violation"/);
    expect(htmlOf('matched').match(/stroke="var\(--floor\)"/g)).toHaveLength(1);
  });

  it.each(Object.keys(pages).filter((name) => pages[name]?.opportunity == null))(
    '"%s" has no "at least +" of its own and no action',
    (name) => {
      const text = banner(name);
      if (pages[name]?.execution == null) expect(text).not.toMatch(/at least \+/);
      expect(text).not.toMatch(/try on paper|sign 5 orders/i);
    },
  );

  it('has no button over old books', () => expect(banner('violation', NOW_MS + 6_000)).not.toMatch(/try on paper/i));

  it('tells a bad day: what is held, what it can lose, the way out', () => {
    const text = banner('partial');
    expect(text).toContain('Only some bets filled');
    expect(text).toContain(
      '3 of 5 bets filled. You hold bets worth $82.00 to $123.00 if every match is confirmed and no market is voided',
    );
    expect(text).toContain('you paid $81.72: 41 No on "No change"');
    // The sentence and the button say one number.
    expect(text).toContain('Hold: +$0.28 to +$41.28. Sell back now: about \u2212$0.99 after fees.');
    expect(text).toContain('Sell back: \u2212$0.99');
    expect(text).not.toContain('all of it is lost');
    expect(text).toContain('refused by the venue');
    expect(text).not.toContain('Close');
  });

  it('calls paper fills paper, and nothing of them settled or confirmed', () => {
    const text = banner('settled');
    expect(text).toContain('Filled on paper');
    expect(text).toContain('filled 41 of 41 on paper');
    expect(text).not.toMatch(/settled|confirmed|on chain/i);
    expect(textOf(<ExecutionLegs execution={{ ...executions.settled, mode: 'live' }} />)).toContain(
      'filled 41 of 41, confirmed',
    );
  });

  it('never calls a leg waiting when nothing more will be sent', () => {
    const legs = textOf(<ExecutionLegs execution={executions.refused} />);
    expect(legs).toContain('not sent');
    expect(legs).not.toContain('waiting');
    expect(textOf(<ExecutionLegs execution={executions.signing} />)).toContain('waiting');
  });

  it('keeps hostile markup as text', () => {
    const view = pages.hostile ?? null;
    const state = bannerState({ view, link: 'live', linkSinceMs: 0, nowMs: NOW_MS, dismissed: new Set() });
    const html = renderToStaticMarkup(
      <UiContext value={ports}>
        <Banner
          state={state}
          view={view}
          signals={null}
          loose={view?.outcomes ?? []}
          nowMs={NOW_MS}
          dismiss={() => undefined}
        />
      </UiContext>,
    );
    expect(html).not.toMatch(/<img|[\u202a-\u202e\u2066-\u2069]/);
    expect(html).toContain('&lt;img');
  });
});

describe('the line of an outcome', () => {
  const [outcome] = pages.coherent?.outcomes ?? [];
  if (!outcome) throw new Error('the fixture has outcomes');
  it('says fair, cost of a share after fee at the size, and the stake in dollars, costs rounded up', () => {
    expect(textOf(<RowLine outcome={outcome} nowMs={NOW_MS} faded={false} />)).toMatch(
      /fair 96\.6¢ .*Yes 97\.5¢ · No 4\.1¢ a share after fee, 50 shares stake \$0 /,
    );
  });
  it('says what it cannot say', () => {
    expect(
      textOf(<RowLine outcome={{ ...outcome, yesUnitCostMicros: null }} nowMs={NOW_MS} faded={false} />),
    ).toContain('Yes too thin');
    expect(
      textOf(<RowLine outcome={{ ...outcome, problem: 'not-trading' }} nowMs={NOW_MS} faded={false} />),
    ).not.toContain('¢');
  });
});

describe('the microprice of an outcome', () => {
  const [outcome] = pages.coherent?.outcomes ?? [];
  if (!outcome) throw new Error('the fixture has outcomes');
  const html = (signals: Readonly<Record<string, SignalReading>>): string =>
    renderToStaticMarkup(
      <UiContext value={ports}>
        <RowLine outcome={outcome} signals={signals} nowMs={NOW_MS} faded={false} />
      </UiContext>,
    );
  it('stands in the line with what it means, grey when it is old', () => {
    const value = { kind: 'value', value: 964_400, n: 2, asOfMs: NOW_MS } as const;
    expect(html({ microprice: value })).toMatch(/<span(?=[^>]* class="row-micro ")[^>]* title="[^"]*Not a forecast\."/);
    expect(html({ microprice: value })).toContain('96.4¢');
    expect(html({ microprice: { ...value, asOfMs: NOW_MS - 5_001 } })).toContain('class="row-micro faded"');
  });
  it('keeps its room and says what is missing when there is too little data', () => {
    expect(html({ microprice: { kind: 'not-enough', have: 1, need: 2 } })).toContain('1 of 2 sides');
    expect(html({})).toMatch(/micro .*–/);
  });
});

describe('the line on a tile', () => {
  const [event] = home.events;
  if (!event) throw new Error('the fixture has a tile');
  it('promises nothing and has an age', () => {
    const text = textOf(<TileLine event={event} nowMs={NOW_MS} faded={false} />);
    expect(text).toMatch(/contradiction found +· open to see .*0\.3 s/);
    expect(text).not.toMatch(/cannot lose|profit|guarante|at least|\$/i);
  });
  it('is grey over old books', () => {
    expect(renderToStaticMarkup(<TileLine event={event} nowMs={NOW_MS + 6_000} faded={false} />)).toContain('faded');
  });
});

describe('the proof', () => {
  it('shows legs, atoms with the worst one, reasons with their source, and what can go wrong', () => {
    const text = textOf(<ProofCard opportunity={opportunity} id="p" />);
    for (const part of [
      'What you buy',
      'Buy No on “ No change ”',
      '$39.77',
      'What each outcome pays',
      '$164.00 worst',
      'Why nothing else can happen',
      'own construction',
      'What can still go wrong',
      '\u2212$1.21 at worst',
      'Re-check',
      'Export',
      'Copy as text',
    ])
      expect(text).toContain(part);
  });
  it('says the same as plain text, with the certificate', () => {
    const text = proofText(opportunity);
    expect(text).toContain(`Certificate ${opportunity.certificateHash}`);
    expect(text).toContain('- buy 41 No on "No change", limit 3.3¢');
    expect(text).not.toMatch(/[<>]/);
  });
  it('keeps the worst outcome in sight among many', () => {
    const twenty = pages.twenty?.opportunity;
    if (!twenty) throw new Error('the fixture has an opportunity');
    expect(textOf(<ProofCard opportunity={twenty} id="p" />)).toMatch(/Candidate 14 wins.*worst.*Show all 20 outcomes/);
  });
});

describe('the list of what is open', () => {
  const listed = (name: string): string => {
    const view = dashboards[name];
    if (!view) throw new Error('fixture');
    return textOf(<Opportunities {...view} nowMs={NOW_MS} />);
  };

  it('is not called empty while nothing is known', () => {
    expect(listed('empty')).toContain('No set of bets right now.');
    expect(listed('offline')).toContain('Not known while prices do not come in.');
    expect(listed('offline')).not.toContain('No set of bets');
  });
});
