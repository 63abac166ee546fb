import type { RELATION_FAILURES } from '../../domain/failures';
import type { Sentences } from './sentence';

const PARTICIPLES = { accept: 'accepted', reject: 'rejected', withdraw: 'withdrawn' } as const;

export const relationFailures: Sentences<typeof RELATION_FAILURES> = {
  'unknown-relation': 'This relation is not known any more. Nothing was changed.',
  'relation-changed': 'This relation changed while you were reading it. Read it again; nothing was accepted.',
  'alike-rejected':
    'You rejected a relation that says the same, or a part of it. Take that back first if this one is right; nothing ' +
    'was accepted.',
  'market-unwatched':
    "One of its markets is not being read now, so its rules cannot be compared. Open the market's page and try " +
    'again; nothing was accepted.',
  'rules-unread': ({ market }) =>
    `The rules of "${market}" have not been opened. Read them first; nothing was accepted.`,
  'rules-changed': ({ market }) =>
    `The rules of "${market}" changed while you were reading. Read them again; nothing was accepted.`,
  'relation-refuted': 'Markets that are resolved already show that this relation is false. Nothing was accepted.',
  'relation-clash': ({ others }) =>
    `It cannot hold together with ${others === 1 ? 'a relation that is' : `${others} relations that are`} in force. ` +
    'Reject what is wrong first; nothing was accepted.',
  'relation-unchecked':
    'Whether it can hold together with the relations in force could not be worked out. Nothing was accepted.',
  'relation-fixes': ({ market, answer }) =>
    `It would leave "${market}" no answer but ${answer === 'yes' ? 'Yes' : 'No'} although its market is open. ` +
    'That is nearly always a sign that the relation is wrong; nothing was accepted.',
  'wrong-status': ({ status, decision }) =>
    `A relation that is ${status} cannot be ${PARTICIPLES[decision]}. Nothing was changed.`,
  'relations-reading': 'Your decisions about relations are being read.',
  'relations-unreadable': ({ cause }, say) =>
    `${say(cause)} Your accepted and rejected relations are not known, so only Polymarket's own groups are used.`,
  'decision-unkept': ({ because }, say) => `${say(because)} Nothing was changed.`,
  'decision-unreadable':
    'What you decided about this tie before cannot be read, so the tie is not used and nothing was changed.',
  'ties-unread': ({ ties }) =>
    ties === 1
      ? 'One saved tie could not be read; it is not used.'
      : `Of the saved ties ${ties} could not be read; they are not used.`,
  'import-not-json': 'This file is not JSON. No relation was changed.',
  'import-no-list': ({ format }) => `This file is no list of relations (${format}). No relation was changed.`,
  'import-too-long': ({ most }) => `The file holds more than ${most} relations. No relation was changed.`,
  'import-bad-entry': ({ entry }) => `Entry ${entry} of the file cannot be read. No relation was changed.`,
  'import-refused': 'The file was not taken. No relation was changed.',
};
