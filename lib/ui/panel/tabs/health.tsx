import type { ReactNode } from 'react';
import * as en from '../../../words/en';
import { count, plainText } from '../../../words/format';
import { Age } from '../../components/basics';
import type { DashboardView } from '../../shell/dashboard';

function passedOver({ unreadable, foreign }: DashboardView['health']['ignoredFrames']): string {
  if (unreadable + foreign === 0) return 'Nothing; every message was about a watched book.';
  return `${count(unreadable, 'message')} that nobody could read, ${foreign} about other markets. No book was touched.`;
}

function watched({ watchedEvents, watchedBooks, shedMarkets }: DashboardView['health']): string {
  return `${count(watchedEvents, 'event')}, ${count(watchedBooks, 'book')}. ${en.shed(shedMarkets)}`.trimEnd();
}

export function Health({ view, nowMs }: { readonly view: DashboardView; readonly nowMs: number }): ReactNode {
  const { health, relations } = view;
  const parts = [
    ['Price feed', health.feed.ok, en.feed(health.feed.fact)],
    ['Engine', health.engine.ok, health.engine.failure === null ? 'Ready.' : en.failure(health.engine.failure)],
    ['Venue', health.venue.ok, health.venue.failure === null ? 'Answers.' : en.failure(health.venue.failure)],
  ] as const;
  return (
    <section className="block" aria-label="Health">
      <dl className="health-list">
        {parts.map(([name, ok, sentence]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={ok ? '' : 'judge'}>{plainText(sentence, 400)}</dd>
          </div>
        ))}
        <div>
          <dt>Watched</dt>
          <dd>
            {watched(health)} <Age asOfMs={view.status.asOfMs} nowMs={nowMs} label="Oldest book" />
          </dd>
        </div>
        <div>
          <dt>Passed over</dt>
          <dd>{passedOver(health.ignoredFrames)}</dd>
        </div>
        {health.delays.length > 0 && (
          <div>
            <dt>Delays</dt>
            <dd>{health.delays.map(en.delay).join('; ')}.</dd>
          </div>
        )}
        <div>
          <dt>Ties</dt>
          <dd className={relations?.problem ? 'judge' : ''}>
            {relations === undefined
              ? 'Not known.'
              : relations.problem !== null
                ? en.failure(relations.problem)
                : `${relations.inForce} in force, ${relations.waiting} to judge, ${relations.heldBack} held back.`}
          </dd>
        </div>
      </dl>
    </section>
  );
}
