/**
 * User-channel frames to events (docs/venue.md 5.3). Unknown and unreadable ones are dropped: they are hints to
 * look, not facts.
 */
import { parseOrderHash } from '../../../domain/ids';
import type { SizeMicros } from '../../../domain/units';
import type { UserEvent } from '../../../ports/user-feed';
import { MAX_FRAME_CHARS } from '../common/constants';
import { parseLooseMicros } from '../common/parse';
import { isPlainWords } from './channel';
import { isJsonObject, messagesOf, parseFrame } from '../../socket/json';
import { parseTrade } from '../settlement/parse-settlement';

function parseOne(raw: unknown, ownerKey: string): readonly UserEvent[] {
  if (!isJsonObject(raw)) return [];
  const type = raw['type'];
  const kind = raw['event_type'] ?? (type === 'TRADE' ? 'trade' : 'order');
  if (kind === 'trade') {
    const trades = parseTrade(raw, ownHashes(raw, ownerKey));
    return trades.ok ? trades.value.map((trade) => ({ kind: 'trade', trade })) : [];
  }
  const hash = parseOrderHash(raw['id']);
  const matched = parseLooseMicros(raw['size_matched'] || '0');
  if (
    kind !== 'order' ||
    hash === null ||
    matched === null ||
    (type !== 'PLACEMENT' && type !== 'UPDATE' && type !== 'CANCELLATION')
  )
    return [];
  return [{ kind: 'order', hash, type, matchedMicros: matched as SizeMicros }];
}

/**
 * The frame goes to this key alone: the taker is us unless it says that we rested, and of the makers ours bear the
 * key.
 */
function ownHashes(raw: Readonly<Record<string, unknown>>, ownerKey: string): (hash: string) => boolean {
  const makers: readonly unknown[] = Array.isArray(raw['maker_orders']) ? raw['maker_orders'] : [];
  const rested = makers.flatMap((each) =>
    isJsonObject(each) && each['owner'] === ownerKey && typeof each['order_id'] === 'string' ? [each['order_id']] : [],
  );
  const isMaker = String(raw['trader_side']).toUpperCase() === 'MAKER';
  return (hash) => (isMaker ? rested.includes(hash) : hash === raw['taker_order_id']);
}

/** @param ownerKey our API key, which marks our part of a trade. */
export function parseUserFrame(text: string, ownerKey: string): readonly UserEvent[] {
  if (isPlainWords(text)) return [];
  const json = parseFrame(text, MAX_FRAME_CHARS);
  return json.ok ? messagesOf(json.value).flatMap((message) => parseOne(message, ownerKey)) : [];
}
