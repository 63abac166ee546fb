export declare const root: string;
export declare class SetupError extends Error {}
/** @throws SetupError when CHROME_PATH is set to something that does not run. */
export declare function findChromium(): string | null;
/** @throws SetupError with a sentence that says what to do. */
export declare function setUp(options?: { readonly browser?: boolean }): string | null;
/** Prints a SetupError and ends the process with 1; throws anything else again. */
export declare function endOnSetupError(error: unknown): never;
