/**
 * Coinbase numbers its messages, but does not say over what: two chains are kept, of the connection and of the channel.
 * A message that continues either, or opens its channel, is in order; one that repeats or precedes its own channel is
 * old; anything else is a gap, after which no book of the connection is trusted until its next snapshot.
 */

export interface Sequence {
  readonly last: number | null;
  readonly byChannel: ReadonlyMap<string, number>;
}

export const NEW_CONNECTION: Sequence = { last: null, byChannel: new Map() };

export interface SequenceStep {
  readonly sequence: Sequence;
  readonly verdict: 'ok' | 'old' | 'gap';
}

export function follow({ last, byChannel }: Sequence, channel: string, number: number): SequenceStep {
  const own = byChannel.get(channel);
  const isOld = own !== undefined && number <= own;
  if (isOld) return { sequence: { last, byChannel }, verdict: 'old' };
  const continues = own === undefined || number === own + 1 || (last !== null && number === last + 1);
  return {
    sequence: { last: number, byChannel: new Map(byChannel).set(channel, number) },
    verdict: continues ? 'ok' : 'gap',
  };
}
