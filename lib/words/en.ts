/**
 * English: what each code and its parameters are in words, one module for each thing that is spoken of. Whoever shows a
 * sentence takes it from here.
 */
import { proof } from './proof';
import { settingWords } from './settings';

export const en = { proof, settings: settingWords } as const;
