/** Answers to submitted orders, through the classifier that the product runs. */
import { parseOrderHash } from '../../lib/domain/ids';
import type { PostedOrder } from '../../lib/ports/order-entry';
import { classifyAnswer } from '../../lib/venues/polymarket/orders/submit';
import { text, type Input } from './read';

/** Large enough for what the answers say that they filled. */
const BODY = JSON.stringify({ order: { makerAmount: '1000000000', takerAmount: '1000000000', side: 'BUY' } });

const CLASSES: Readonly<Record<PostedOrder['kind'], string>> = {
  live: 'open',
  matched: 'filled-provisional',
  final: 'filled-provisional',
  // Held back, or not known: its whole size may still match.
  delayed: 'unknown',
  unknown: 'unknown',
  rejected: 'refused',
};

/** A single order is posted as a batch of one, as the product does. */
export function submission(input: Input): unknown {
  const count = typeof input['batch'] === 'number' ? input['batch'] : 1;
  const orders = Array.from({ length: count }, (_, index) => {
    const hash = parseOrderHash(index === 0 ? text(input, 'expectedOrderId') : `0x${String(index).repeat(64)}`);
    if (hash === null) throw new Error('no hash');
    return { hash, body: BODY };
  });
  const { http: status, body } = input;
  // No answer is what the product makes of it before it classifies.
  if (typeof status !== 'number') return { class: 'unknown' };
  const isRow = status < 300 && typeof body === 'object' && !Array.isArray(body);
  const said = isRow ? JSON.stringify([body]) : typeof body === 'string' ? body : JSON.stringify(body);
  const classes = classifyAnswer(orders, { status, text: said }).map(({ kind }) => CLASSES[kind]);
  return { class: classes.includes('unknown') ? 'unknown' : classes[0] };
}
