import type { OWN_FAILURES } from '../../domain/failures';
import type { Sentences } from './sentence';

export const ownFailures: Sentences<typeof OWN_FAILURES> = {
  'unknown-failure': ({ code }) =>
    `Something failed in a way that this version of Facet has no words for (${code}). ` +
    'Look at Orders before you try again.',
  recorded: ({ code, text }) => text || `It failed (${code}).`,
  internal: 'Facet met a fault of its own. Look at Orders before you try again.',
  'bad-command': 'The request was malformed and was ignored. Nothing was sent.',
  'not-allowed': 'This page may not ask for that.',
  'confirm-in-panel':
    "A set of bets for real money is confirmed in Facet's side panel. Nothing was sent; press Review and confirm " +
    'there, or choose one click on the page when you next go live.',
  'context-gone':
    'Facet stopped: it was updated, switched off, or it crashed. Nothing was sent. Reload this page; if Facet is ' +
    'not there then, switch it off and on again at chrome://extensions.',
  'no-answer': "Facet's background did not answer. Nothing is known to have changed. Try again in a moment.",
  'execute-unanswered':
    "Facet's background did not answer. The orders may have been started. Look at the state shown here before " +
    'pressing again.',
  'storage-failed': ({ doing, error }) =>
    `The browser's storage refused to ${doing === 'read-journal' ? 'read the journal' : doing}: ${error}.`,
  'settings-unsaved': 'The browser did not save your settings; the old ones still hold.',
  'session-unsaved': 'The browser refused to keep the session; connect the wallet again.',
};
