import type { SettingsService } from '../settings/settings';
import type { Slice } from '../slice';
import type { WatchlistService } from './catalogue';

/** What is watched follows the open pages (the container tells it), what was found, and the settings. */
export function createCatalogueSlice({
  watchlist,
  settings,
}: {
  readonly watchlist: WatchlistService;
  readonly settings: SettingsService;
}): Slice {
  return {
    name: 'catalogue',
    start: watchlist.start,
    wakes: () => settings.subscribe(watchlist.settingsChanged),
    close: watchlist.close,
  };
}
