/**
 * English: what each code and its parameters are in words, one module for each thing that is spoken of. Whoever shows a
 * sentence takes it from here.
 */
import { list } from './list';
import { proof } from './proof';
import { settingWords } from './settings';
import { signals } from './signals';

export const en = { list, proof, settings: settingWords, signals } as const;
