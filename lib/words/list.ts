/** What stands on the tiles of a list of events; the second part only where there is room. */
export const list = { contradiction: 'contradiction found', open: ' · open to see' } as const;
