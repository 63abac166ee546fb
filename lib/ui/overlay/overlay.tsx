import type { CSSProperties, ReactNode } from 'react';
import { createPortal } from 'react-dom';
import type { ShownPage } from '../../domain/page';
import { useStore, type StoreApi } from 'zustand';
import { useEventShown } from './event-shown';
import type { Standing } from './hosts';
import { useListShown } from './list-shown';
import { places, type OverlayPlace } from './places';
import type { Scheme } from './scheme';

/** What the page gives: hosts, and the colours around them. */
export interface Ground {
  readonly standing: Standing;
  readonly scheme: Scheme;
}

export function Overlay({ page, ground }: { readonly page: ShownPage; readonly ground: StoreApi<Ground> }): ReactNode {
  const now = useStore(ground);
  return page.kind === 'event' ? <EventPlaces path={page.path} ground={now} /> : <ListPlaces ground={now} />;
}

function EventPlaces({ path, ground }: { readonly path: string; readonly ground: Ground }): ReactNode {
  const shown = useEventShown(path, ground.standing);
  return places.event.map((place) => fill(place, shown, ground));
}

function ListPlaces({ ground }: { readonly ground: Ground }): ReactNode {
  const shown = useListShown();
  return places.list.map((place) => fill(place, shown, ground));
}

function fill<Shown>(place: OverlayPlace<Shown>, shown: Shown, { standing, scheme }: Ground): ReactNode {
  return [...(standing.get(place.id) ?? [])].map(([key, { mount, floating }]) => {
    const content = place.render(key, shown, floating);
    if (content === null) return null;
    return createPortal(
      <div className="facet" {...skin(scheme)}>
        {content}
      </div>,
      mount,
      `${place.id} ${key}`,
    );
  });
}

function skin({ scheme, surface }: Scheme): {
  readonly 'data-scheme': string;
  readonly style: CSSProperties | undefined;
} {
  const style: CSSProperties & { '--surface'?: string } = surface === null ? {} : { '--surface': surface };
  return { 'data-scheme': scheme, style };
}
