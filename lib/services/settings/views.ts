/** The settings as the interface sees them. */
import type { SettingKey, Settings } from '../../protocol/settings';
import type { SettingsView } from '../../protocol/views';

export function settingsView(settings: Settings): SettingsView {
  return { settings };
}

/** How much could not be read; null when all was. */
export function unreadCount(unreadable: readonly SettingKey[] | 'all'): number | 'all' | null {
  if (unreadable === 'all') return 'all';
  return unreadable.length === 0 ? null : unreadable.length;
}
