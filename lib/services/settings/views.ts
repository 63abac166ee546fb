/** The settings as the interface sees them. */
import type { SettingKey, Settings } from '../../protocol/settings';
import type { SettingsView } from '../../protocol/views';

export function settingsView(settings: Settings): SettingsView {
  return { settings };
}

/** What could not be read, and what it means for the money; null when all was read. */
export function problemOf(unreadable: readonly SettingKey[] | 'all'): string | null {
  if (unreadable === 'all')
    return (
      'Your saved settings could not be read. Facet is back in paper mode with its strictest ' +
      'limits; set yours before you trade.'
    );
  if (unreadable.length === 0) return null;
  const [what, them] =
    unreadable.length === 1 ? ['One saved setting', 'it is'] : [`${unreadable.length} saved settings`, 'they are'];
  return `${what} could not be read; ${them} at the safest value now. Check your thresholds before you trade.`;
}
