/**
 * English: what each code and its parameters are in words, one module for each thing that is spoken of. Whoever shows a
 * sentence takes it from here (`import * as en`, so that a bundle holds no words that it does not say).
 */
export { blocked } from './blocked';
export { cash } from './cash';
export { doctor } from './doctor';
export { execution } from './execution';
export { failure } from './failures';
export { history } from './history';
export { list } from './list';
export { entry, fairInPanel, fairValue, lead, marketSignals, markets, readingWords } from './market-signals';
export { memory } from './memory';
export { mode } from './mode';
export { trading } from './trading';
export { model } from './model';
export { badge, notification, notificationButtons, orderNotification, severalNotification } from './notification';
export { offer } from './offer';
export { options } from './options';
export { press } from './press';
export { proof } from './proof';
export { evidenceText, reasonText } from './reasons';
export { review } from './review';
export { size } from './size';
export { row } from './row';
export { settingWords as settings } from './settings';
export { shortcutRows } from './shortcuts';
export { signatures } from './signatures';
export { fillModel, fills, signals, spot } from './signals';
export { delay, feed, oldTabs, shed, status } from './status';
export { stop } from './stop';
export { tieSentence } from './tie-sentence';
export { ties } from './ties';
export { trade } from './trade';
export { trial } from './trial';
export { wallet } from './wallet';
