/**
 * The stages through which a change of a book goes: `parse` text to events, `apply` events to books, `screen` what they
 * can hold, `wait` a component until its first look begins, `solve` the engine, `verify` its certificate.
 */
export const STAGES = ['parse', 'apply', 'screen', 'wait', 'solve', 'verify'] as const;
export type Stage = (typeof STAGES)[number];
