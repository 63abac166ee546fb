/** What stands on the tiles of a list of events. */
export const list = { contradiction: 'contradiction found · open to see' } as const;
