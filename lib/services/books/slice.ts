import type { RelationsService } from '../relations/relations';
import type { Slice } from '../slice';
import type { BooksService } from './books';

/** Books are shown by others' topics; a market that the feed calls resolved is read again. */
export function createBooksSlice({
  books,
  relations,
}: {
  readonly books: BooksService;
  readonly relations: RelationsService;
}): Slice {
  return {
    name: 'books',
    wakes(wake) {
      books.subscribeStatus(() => wake(['now', 'page', 'health']));
      books.subscribeResolved(({ conditionId }) => relations.refresh(conditionId));
    },
    close: books.close,
  };
}
