/** Cursor pages of the CLOB: base64 of the next offset, starting at "MA==" (0) and ending with "LTE=" (-1). */
import { errorReply, reply } from '../http';
import type { Reply } from '../http';

const LIMIT = 500;
const encode = (offset: number): string => Buffer.from(String(offset)).toString('base64');

export function page(rows: readonly unknown[], query: URLSearchParams): Reply {
  const offset = Number(Buffer.from(query.get('next_cursor') ?? encode(0), 'base64').toString());
  if (!Number.isSafeInteger(offset) || offset < 0) return errorReply(400, 'Invalid cursor');
  const data = rows.slice(offset, offset + LIMIT);
  return reply({
    limit: LIMIT,
    count: data.length,
    next_cursor: encode(offset + LIMIT < rows.length ? offset + LIMIT : -1),
    data,
  });
}
