import type { HALT_FAILURES } from '../../domain/failures';
import { plural } from '../../domain/money-text';
import { unsentSentence } from '../signatures';
import type { Sentences } from './sentence';

export const haltFailures: Sentences<typeof HALT_FAILURES> = {
  'stop-pressed': 'You pressed stop. Press "Resume" in the popup or the side panel to let Facet take orders again.',
  'halt-unreadable':
    'The record of whether you pressed stop could not be read. Press "Resume" in the popup or the side panel if you ' +
    'want Facet to take orders again.',
  'journal-unread':
    'The journal of earlier orders could not be read, so nobody knows what is open. Restart the browser; if this ' +
    'stays, look at your orders on polymarket.com.',
  'memory-unread':
    'What Facet remembers of your limits, your stop and your orders could not be read. Nothing is sent. Restart the ' +
    'browser; if this stays, look at your orders on polymarket.com.',
  'memory-damaged':
    "Facet's memory of your limits, your stop or your orders was damaged. Nothing is sent until you have looked: " +
    "open Facet's popup or side panel.",
  'memory-unsaved': 'The browser did not write this down. Facet stays stopped; try again.',
  'halt-unsaved': 'The browser did not write this down.',
  'stop-unsaved': ({ paper }) =>
    'Facet is stopped, but the browser did not write it down: after a restart of the browser it is ' +
    `${paper ? 'only in paper mode, not stopped' : 'not stopped'}. Free disk space and press again.`,
  'mode-unsaved':
    'Facet is stopped, but the browser did not write down that it is back in paper mode. It takes no orders; press ' +
    'again when there is disk space.',
  'halt-kept':
    'The browser did not write down that you want to go on, so Facet stays stopped. Free disk space and press again.',
  'stopped-again': 'Stop was pressed again meanwhile. Facet stays stopped.',
  'signatures-unread':
    'The list of bets that you signed and Facet did not send could not be read, so nobody knows what others can ' +
    'post. Nothing is sent. Restart the browser; if this stays, look at your orders on polymarket.com.',
  'signatures-unseen': (counts) =>
    `${unsentSentence(counts)} Nothing new is taken until you have looked: open Facet's popup or side panel.`,
  'signatures-posted': ({ bets }) =>
    `Somebody else posted ${plural(bets, 'bet')} that you signed and Facet did not send. What rests is being ` +
    "cancelled. Nothing new is taken until you have looked: open Facet's popup or side panel.",
};
