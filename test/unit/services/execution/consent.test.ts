import { describe, expect, it } from 'vitest';
import { consentRefusal } from '../../../../lib/services/execution/consent';
import { createSettings } from '../../../../lib/services/settings/settings';
import { ok } from '../../../../lib/domain/result';

describe('where real money is confirmed', () => {
  it('refuses a press in the page unless the user chose that, and nothing else', () => {
    const refused = (['paper', 'live'] as const).flatMap((mode) =>
      (['content', 'extension'] as const).flatMap((tier) =>
        (['panel', 'page'] as const).flatMap((confirmIn) =>
          consentRefusal({ mode, tier, confirmIn }) === null ? [] : [`${mode} ${tier} ${confirmIn}`],
        ),
      ),
    );
    expect(refused).toEqual(['live content panel']);
    expect(consentRefusal({ mode: 'live', tier: 'content', confirmIn: 'panel' })).toMatchObject({
      error: { code: 'confirm-in-panel' },
    });
  });

  it('is chosen each time anew: paper takes the choice back, and what cannot be read is the panel', async () => {
    let stored: unknown = { version: 1, mode: 'live', confirmIn: 'anywhere' };
    const settings = createSettings({
      load: () => Promise.resolve({ kind: 'stored', value: stored }),
      save: (value) => ((stored = value), Promise.resolve(ok(undefined))),
    });
    await settings.load();
    expect(settings.current().confirmIn).toBe('panel');
    await settings.setMode('live', 'page');
    await settings.load();
    expect(settings.current()).toMatchObject({ mode: 'live', confirmIn: 'page' });
    await settings.setMode('paper');
    await settings.setMode('live');
    expect(settings.current()).toMatchObject({ mode: 'live', confirmIn: 'panel' });
  });
});
