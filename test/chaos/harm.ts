/** What one run of a family is given, and what it tells of it. */
import type { OpportunityView } from '../../lib/protocol/views';
import type { World } from './orders-world';

export interface Run {
  readonly world: World;
  readonly random: () => number;
  readonly run: number;
  readonly opportunity: OpportunityView;
}

/** What a family did to one basket; it ends when the basket was taken, or refused, and the harm done. */
export interface Harm {
  readonly name: string;
  /** Problems of its own that it saw. */
  readonly overLimit?: number;
  readonly untrue?: number;
  /** Orders that left although the wallet lied, or although the book that they were made for was gone. */
  readonly posted?: number;
}

export type Family = (run: Run) => Promise<Harm>;

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export const take = ({ world, opportunity }: Run) =>
  world.dashboard.command('execute', {
    certificateHash: opportunity.certificateHash,
    maxCostMicros: opportunity.maxCostMicros,
    mode: 'live',
  });

/** Everything of the account that reached the order endpoints, taken or refused. */
export async function arrivals({ control, wallet }: World): Promise<number> {
  const { orders, refused } = await control.ledger();
  const account = wallet.address.toLowerCase();
  return orders.filter((order) => order.account === account).length + refused.length;
}
