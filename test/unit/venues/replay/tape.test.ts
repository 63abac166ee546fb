/** Chunks of a recording come back as they went, and damaged ones are refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEvents, encodeEvents, type TapeEvent } from '../../../../lib/venues/replay/tape';

const T0 = 1_780_795_851_472;
const change = fc.record({
  since: fc.oneof(fc.nat(50), fc.nat(2 ** 33)),
  market: fc.nat(20_000),
  token: fc.constantFrom('yes' as const, 'no' as const),
  side: fc.constantFrom('bid' as const, 'ask' as const),
  price: fc.nat(10_000),
  sizeMicros: fc.oneof(
    fc.nat(900).map((size) => size * 10_000),
    fc.maxSafeNat().map((size) => size % 2 ** 50),
  ),
  receivedAfterMs: fc.integer({ min: -5000, max: 90_000 }),
  mirrored: fc.boolean(),
  kind: fc.constantFrom('level' as const, 'trade' as const),
});

function eventsOf(changes: readonly (Omit<TapeEvent, 'atMs'> & { readonly since: number })[]): readonly TapeEvent[] {
  let atMs = T0;
  return changes.map(({ since, ...event }) => ({ ...event, atMs: (atMs += since) }));
}

describe('the tape', () => {
  it('gives back every event', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const events = eventsOf(changes);
        expect(decodeEvents(encodeEvents(T0, events))).toEqual(events);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses a cut chunk, and never throws at a damaged one', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 20 }), fc.nat(), fc.nat(255), (changes, at, byte) => {
        const bytes = encodeEvents(T0, eventsOf(changes));
        expect(decodeEvents(bytes.subarray(0, at % bytes.length))).toBeNull();
        bytes[at % bytes.length] = byte;
        for (const event of decodeEvents(bytes) ?? []) {
          expect(Number.isSafeInteger(event.sizeMicros)).toBe(true);
          expect(event.price).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('writes no event that is older than the one before', () => {
    const [event] = eventsOf([
      {
        since: 0,
        market: 0,
        token: 'yes',
        side: 'bid',
        price: 1,
        sizeMicros: 0,
        receivedAfterMs: 0,
        mirrored: false,
        kind: 'level',
      },
    ]);
    expect(event).toBeDefined();
    if (event) expect(() => encodeEvents(T0 + 1, [event])).toThrow(RangeError);
  });
});
