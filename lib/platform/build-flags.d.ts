/** True in the build with the embedding pack (wxt.meaning.config.ts), false in the base build; a constant, so that the other half is dropped. */
declare const __MEANING__: boolean;
