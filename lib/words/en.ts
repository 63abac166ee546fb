/**
 * English: what each code and its parameters are in words, one module for each thing that is spoken of. Whoever shows a
 * sentence takes it from here (`import * as en`, so that a bundle holds no words that it does not say).
 */
export { failure } from './failures';
export { list } from './list';
export { proof } from './proof';
export { settingWords as settings } from './settings';
export { signals } from './signals';
