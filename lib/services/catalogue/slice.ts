import type { BooksService } from '../books/books';
import type { SettingsService } from '../settings/settings';
import type { Slice } from '../slice';
import type { WatchlistService } from './catalogue';

/** What is watched follows the open pages (the container tells it), what was found, and the settings. */
export function createCatalogueSlice({
  watchlist,
  settings,
  books,
}: {
  readonly watchlist: WatchlistService;
  readonly settings: SettingsService;
  readonly books: Pick<BooksService, 'subscribeOpened'>;
}): Slice {
  return {
    name: 'catalogue',
    start: watchlist.start,
    wakes() {
      settings.subscribe(watchlist.settingsChanged);
      books.subscribeOpened(watchlist.opened);
    },
    close: watchlist.close,
  };
}
