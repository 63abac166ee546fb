/**
 * The life of a relation. Advisors speak, the user decides, and a changed text undoes both.
 *
 *                 texts changed, or no longer proposed
 *        +---------------------------------------------------+
 *        |                                                   v
 *   [proposed] --accept (user)--> [accepted] --texts--> [retired] --proposed again--> [proposed]
 *     |    ^                        |   |                   ^
 *     |    +------withdraw (user)---+   |                   |
 *     +--its template is accepted--^     |                   |
 *     |                              reject              no longer proven
 *     +--reject (user)--> [rejected] <--+                   |
 *     |                       ^ \_ stays, whoever proposes  |
 *     +--a rule proves it--> [proven] --reject (user)--> [rejected]
 */
import { coded } from '../domain/reasons';
import type { Relation, RelationEntry as Entry, RelationStatus, RelationStep as Step } from '../domain/relation';
import { conditionKeysOf, isExecutable } from '../domain/relation';
import type { Result } from '../domain/result';
import { fail, ok } from '../domain/result';
import { BY_USER, REJECTED, TAKEN_BACK, acceptedTemplates, stepWithTemplate } from './accepted-templates';
import { meaningOf } from './identity';
import { fingerprintsIn, withoutFingerprints } from './text-fingerprint';

/** The relations with their history, by relation id. */
export type RelationRegister = ReadonlyMap<string, Entry>;

export type RelationDecision = 'accept' | 'reject' | 'withdraw';

export const EMPTY_REGISTER: RelationRegister = new Map();

/** The longest history that is kept; the first step is never dropped. */
const MAX_HISTORY = 50;

/** Only construction and rules prove; a model's or an import's "proven" is a proposal. */
function statusAllowed(relation: Relation): RelationStatus {
  return relation.status === 'proven' && (relation.source === 'structure' || relation.source === 'rule')
    ? 'proven'
    : 'proposed';
}

/**
 * Takes what the advisors say now. `covered`: the condition ids they have looked at; what they proved or proposed about
 * these before and do not repeat is retired (accepted relations are kept while their texts stand).
 */
export function propose(
  register: RelationRegister,
  options: {
    readonly relations: readonly Relation[];
    readonly covered: ReadonlySet<string>;
    readonly sources: ReadonlySet<Relation['source']>;
    readonly atMs: number;
  },
): RelationRegister {
  const next = new Map(register);
  const rejected = new Set(
    [...register.values()]
      .filter(({ relation }) => relation.status === 'rejected')
      .map(({ relation }) => meaningOf(relation.body)),
  );
  const spoken = new Set<string>();
  for (const relation of options.relations) {
    spoken.add(relation.id);
    const known = next.get(relation.id);
    const status = statusAllowed(relation);
    if (!known) {
      // What the user rejected does not come back under another name.
      if (rejected.has(meaningOf(relation.body))) continue;
      next.set(relation.id, {
        relation: { ...relation, status },
        history: [{ atMs: options.atMs, status, because: coded('named-by', { source: relation.source }) }],
      });
      continue;
    }
    next.set(relation.id, renew(known, { ...relation, status }, options.atMs));
  }
  for (const [id, entry] of next) {
    const { relation } = entry;
    const mine =
      options.sources.has(relation.source) &&
      [...fingerprintsIn(relation.evidence).keys(), ...conditionKeysOf(relation.body)].every((key) =>
        options.covered.has(key),
      );
    if (!mine || spoken.has(id) || (relation.status !== 'proven' && relation.status !== 'proposed')) continue;
    next.set(id, move(entry, { atMs: options.atMs, status: 'retired', because: coded('no-longer-follows') }));
  }
  return next;
}

function renew(known: Entry, relation: Relation, atMs: number): Entry {
  const sameTexts = sameEvidence(known.relation, relation);
  if (sameTexts && relation.status === known.relation.status) return known;
  const version = sameTexts ? known.relation.version : known.relation.version + 1;
  const replaced = { ...relation, version, status: known.relation.status };
  const changed = { ...known, relation: replaced };
  switch (known.relation.status) {
    case 'rejected':
      return known;
    case 'accepted':
      // The user accepted other texts than these.
      if (!sameTexts && textsDiffer(known.relation, relation))
        return move(changed, { atMs, status: 'retired', because: coded('texts-changed-accepted') });
      return relation.status === 'proven'
        ? move(changed, { atMs, status: 'proven', because: coded('rule-proves') })
        : known;
    case 'proven':
    case 'proposed':
    case 'retired':
      return relation.status === known.relation.status
        ? changed
        : move(changed, {
            atMs,
            status: relation.status,
            because: relation.status === 'proven' ? coded('rule-proves') : coded('only-proposal'),
          });
  }
}

/**
 * The user's decision. Only the user accepts and rejects. `texts`: fingerprints of what the user has read, which take
 * the place of the entry's own.
 */
export function decide(
  register: RelationRegister,
  options: {
    readonly id: string;
    readonly decision: RelationDecision;
    readonly atMs: number;
    readonly texts?: readonly string[];
  },
): Result<RelationRegister> {
  const entry = register.get(options.id);
  if (!entry) return fail('unknown-relation', {});
  const { status } = entry.relation;
  const refuse = (): Result<RelationRegister> => fail('wrong-status', { status, decision: options.decision });
  const to = ((): RelationStatus | null => {
    switch (options.decision) {
      case 'accept':
        return status === 'proposed' ? 'accepted' : null;
      case 'reject':
        return status === 'rejected' ? null : 'rejected';
      case 'withdraw':
        return status === 'accepted' || status === 'rejected' ? 'proposed' : null;
    }
  })();
  if (to === null) return refuse();
  const evidence =
    options.texts === undefined
      ? entry.relation.evidence
      : [...withoutFingerprints(entry.relation.evidence), ...options.texts];
  return ok(
    new Map(register).set(
      options.id,
      move(
        { ...entry, relation: { ...entry.relation, evidence } },
        { atMs: options.atMs, status: to, because: DECIDED[options.decision] },
      ),
    ),
  );
}

const DECIDED: Readonly<Record<RelationDecision, string>> = {
  accept: BY_USER,
  reject: REJECTED,
  withdraw: TAKEN_BACK,
};

/** What the user accepted for a whole template, said of every step of it (accepted-templates.ts). */
export function applyTemplates(register: RelationRegister, atMs: number): RelationRegister {
  const accepted = acceptedTemplates(register.values());
  const next = new Map(register);
  for (const [id, entry] of register) {
    const step = stepWithTemplate(entry, accepted);
    if (step !== null) next.set(id, move(entry, { atMs, ...step }));
  }
  return next;
}

/**
 * Retires every relation whose texts are not the ones it was concluded from. `hashes`: current text hash by condition
 * id.
 */
export function checkTexts(
  register: RelationRegister,
  hashes: ReadonlyMap<string, string>,
  atMs: number,
): RelationRegister {
  const next = new Map(register);
  for (const [id, entry] of register) {
    const { status, evidence } = entry.relation;
    if (status === 'retired' || status === 'rejected') continue;
    const changed = [...fingerprintsIn(evidence)].some(([key, hash]) => {
      const now = hashes.get(key);
      return now !== undefined && now !== hash;
    });
    if (changed) next.set(id, move(entry, { atMs, status: 'retired', because: coded('text-changed') }));
  }
  return next;
}

function sameEvidence(a: Relation, b: Relation): boolean {
  return (
    a.why === b.why &&
    a.evidence.length === b.evidence.length &&
    a.evidence.every((line, index) => line === b.evidence[index])
  );
}

function textsDiffer(a: Relation, b: Relation): boolean {
  const [before, after] = [fingerprintsIn(a.evidence), fingerprintsIn(b.evidence)];
  return [...before].some(([key, hash]) => after.get(key) !== hash);
}

function move(entry: Entry, step: Step): Entry {
  if (entry.relation.status === step.status) return entry;
  const history = [...entry.history, step];
  const [first] = history;
  return {
    relation: { ...entry.relation, status: step.status },
    history: history.length > MAX_HISTORY && first ? [first, ...history.slice(2)] : history,
  };
}

/** What may bound an outcome space used for money. */
export function executableRelations(register: RelationRegister): readonly Relation[] {
  return [...register.values()].map(({ relation }) => relation).filter(isExecutable);
}
