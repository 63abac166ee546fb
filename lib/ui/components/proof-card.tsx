/**
 * The proof of one opportunity: what is bought, what each outcome pays, why nothing else can happen, what can still go
 * wrong.
 */
import { useState, type ReactNode } from 'react';
import type { RelationSource } from '../../domain/relation';
import type { AtomView, LegView, OpportunityView, ReasonView } from '../../protocol/views';
import * as en from '../../words/en';
import { cents, count, day, moneyRoundedDown, moneyRoundedUp, resultRoundedDown, shares } from '../../words/format';
import { Amounts, BetName, Outside } from './basics';
import { ProofActions } from './proof-actions';
import { BestKnown, FillsLine, StakeLine } from './proof-facts';

/** More bars than this hide behind a button; the worst one is always in sight. */
const FEW_ATOMS = 8;

export function ProofCard({
  opportunity,
  id,
}: {
  readonly opportunity: OpportunityView;
  readonly id: string;
}): ReactNode {
  const word = en.offer.yourWord(opportunity);
  return (
    <section className="proof" id={id} aria-label={en.proof.title}>
      <Part title="What you buy">
        <Legs legs={opportunity.legs} />
        <p className="soft">
          At most{' '}
          <span className="amount">
            <Amounts>{moneyRoundedUp(opportunity.maxCostMicros)}</Amounts>
          </span>{' '}
          with fees if every bet fills at its limit;{' '}
          <span className="amount">
            <Amounts>{moneyRoundedUp(opportunity.costMicros)}</Amounts>
          </span>{' '}
          at the books as they are.
        </p>
        <BestKnown opportunity={opportunity} />
      </Part>
      <Part title="What each outcome pays">
        <p className="soft">{`Guaranteed ${en.offer.conditions(opportunity)}.`}</p>
        <Atoms opportunity={opportunity} />
      </Part>
      <Part title="Why nothing else can happen">
        <ul className="reasons">
          {opportunity.reasons.map((reason, index) => (
            <Reason key={`${index} ${en.proof.reason(reason)}`} reason={reason} />
          ))}
        </ul>
      </Part>
      <Part title="What can still go wrong">
        <dl className="risks">
          <dt>Only some bets fill</dt>
          <dd>
            {opportunity.partialWorstMicros === null ? (
              <span className="judge">The loss is not known: the bids are too thin to sell back.</span>
            ) : (
              <>
                <Amounts>{resultRoundedDown(opportunity.partialWorstMicros)}</Amounts> at worst, selling back at bids
                two levels lower.
              </>
            )}
          </dd>
          <dt>A market is voided</dt>
          <dd>
            <Amounts>{resultRoundedDown(opportunity.voidWorstMicros)}</Amounts> at worst; a voided market pays half to
            each side.
          </dd>
          {word === null ? null : (
            <>
              <dt>Your word</dt>
              <dd className="judge">{word} Where one is false, the guaranteed part is not there.</dd>
            </>
          )}
          <dt>Time to cash</dt>
          <dd>
            {opportunity.cashAt === 'now'
              ? 'At once: after the fills the shares can be turned into cash.'
              : `The money is tied up until the outcome is settled, expected ${day(opportunity.cashAt)}.`}
          </dd>
          <FillsLine fills={opportunity.fills} />
          <dt>Stake for these odds</dt>
          <dd className="steady">
            <StakeLine opportunity={opportunity} />
          </dd>
        </dl>
      </Part>
      <ProofActions opportunity={opportunity} />
    </section>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="part">
      <h3>{title}</h3>
      {children}
    </div>
  );
}

/** The bets with their limits, one row each. */
export function Legs({ legs }: { readonly legs: readonly LegView[] }): ReactNode {
  return (
    <table className="legs">
      <thead>
        <tr>
          <th scope="col">Bet</th>
          <th scope="col">Shares</th>
          <th scope="col">Limit</th>
          <th scope="col">Cost</th>
          <th scope="col">Fee</th>
        </tr>
      </thead>
      <tbody>
        {legs.map((leg, index) => (
          <tr key={`${index} ${leg.label}`}>
            <th scope="row">
              {leg.side === 'buy' ? 'Buy' : 'Sell'} <BetName bet={leg} />
            </th>
            <td>{shares(leg.sizeMicros)}</td>
            <td>
              {cents({
                micros: leg.limitPriceMicros,
                tickMicros: leg.limitPriceMicros,
                round: leg.side === 'buy' ? 'up' : 'down',
              })}
            </td>
            <td>
              <Amounts>
                {leg.side === 'buy' ? moneyRoundedUp(leg.costMicros) : moneyRoundedDown(leg.costMicros)}
              </Amounts>
            </td>
            <td>
              <Amounts>{moneyRoundedUp(leg.feeMicros)}</Amounts>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Atoms({ opportunity }: { readonly opportunity: OpportunityView }): ReactNode {
  const [all, setAll] = useState(false);
  const { atoms, maxCostMicros } = opportunity;
  const shown = all ? atoms : firstAtoms(atoms);
  const scale = Math.max(1, maxCostMicros, ...atoms.map(({ payoffMicros }) => payoffMicros));
  // Where every outcome pays the same, a mark on each would say nothing.
  const level = atoms.length > 1 && atoms.every((atom) => atom.worst);
  const share = (micros: number): string => `${(Math.max(0, micros) / scale) * 100}%`;
  return (
    <>
      <ul className="atoms">
        {shown.map((atom, index) => (
          <li key={`${index} ${en.proof.outcome(atom)}`} className={atom.worst && !level ? 'worst' : undefined}>
            <span className="atom-label">
              <Outside max={240}>{en.proof.outcome(atom)}</Outside>
            </span>
            <span className="bar" aria-hidden="true">
              <i style={{ width: share(atom.payoffMicros) }} />
              <u style={{ insetInlineStart: share(maxCostMicros) }} />
            </span>
            <span className="atom-pay">
              <Amounts>{moneyRoundedDown(atom.payoffMicros)}</Amounts>
              {atom.worst && !level ? <b> worst</b> : null}
            </span>
          </li>
        ))}
      </ul>
      <p className="legend soft">
        <i aria-hidden="true" /> at most <Amounts>{moneyRoundedUp(maxCostMicros)}</Amounts> paid, fees included
        {level ? '. No outcome is worse than another.' : ''}
      </p>
      {atoms.length > FEW_ATOMS ? (
        <button type="button" className="button quiet" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${count(atoms.length, 'outcome')}`}
        </button>
      ) : null}
    </>
  );
}

function firstAtoms(atoms: readonly AtomView[]): readonly AtomView[] {
  if (atoms.length <= FEW_ATOMS) return atoms;
  const worst = atoms.filter((atom) => atom.worst).slice(0, 2);
  return [...worst, ...atoms.filter((atom) => !worst.includes(atom)).slice(0, FEW_ATOMS - worst.length)];
}

const SOURCES: Readonly<Record<RelationSource, string>> = {
  structure: "Polymarket's own construction",
  rule: 'proven from the rule texts',
  user: 'accepted by you',
  llm: 'proposed by a model, accepted by you',
};

function Reason({ reason }: { readonly reason: ReasonView }): ReactNode {
  const judge = reason.yourWord;
  const proposed = judge && (reason.source === 'structure' || reason.source === 'rule');
  const source = { text: proposed ? 'proposed by a rule, accepted by you' : SOURCES[reason.source], judge };
  return (
    <li>
      <p>
        <Outside max={400}>{en.proof.reason(reason)}</Outside>
      </p>
      {reason.evidence.length === 0 ? (
        <p className={source.judge ? 'judge' : 'soft'}>Source: {source.text}</p>
      ) : (
        <details>
          <summary className={source.judge ? 'judge' : 'soft'}>Source: {source.text}. Read the text</summary>
          {reason.evidence.map((text, index) => (
            <blockquote key={`${index} ${text.slice(0, 40)}`}>
              <Outside max={1_500}>{text}</Outside>
            </blockquote>
          ))}
        </details>
      )}
    </li>
  );
}
