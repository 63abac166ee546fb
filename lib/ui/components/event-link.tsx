import type { ReactNode } from 'react';
import { eventUrlOf } from '../../domain/page';
import { Outside } from './basics';

export function EventLink({ slug, children }: { readonly slug: string; readonly children: string }): ReactNode {
  return (
    <a className="event" href={eventUrlOf(slug)} target="_blank" rel="noreferrer">
      <Outside max={120}>{children}</Outside>
    </a>
  );
}
