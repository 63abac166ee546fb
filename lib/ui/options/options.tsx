/** The page of options: one part at a time, named in the address, so that a link opens it. */
import { useEffect, useState, type ReactNode } from 'react';
import * as en from '../../words/en';
import { MemoryNotice } from '../components/memory-notice';
import { SignedNotice } from '../components/signed-notice';
import { StatusHead } from '../components/status-head';
import { useNow } from '../shell/context';
import { useDashboard, type DashboardReplicas } from '../shell/dashboard';
import { Panic } from '../shell/panic';
import { Silence, isSilent } from '../shell/silence';
import { useSystemScheme } from '../shell/system-scheme';
import { parts, type PartId } from './parts';

const partOf = (hash: string): PartId => parts.find(({ id }) => `#${id}` === hash)?.id ?? 'limits';

function usePart(): PartId {
  const [part, setPart] = useState(() => partOf(location.hash));
  useEffect(() => {
    const take = (): void => setPart(partOf(location.hash));
    addEventListener('hashchange', take);
    return () => removeEventListener('hashchange', take);
  }, []);
  return part;
}

export function Options({ replicas }: { readonly replicas: DashboardReplicas }): ReactNode {
  const { link, linkSinceMs, view } = useDashboard(replicas);
  const nowMs = useNow();
  const scheme = useSystemScheme();
  const part = usePart();
  const silent = isSilent({ link, linkSinceMs }, nowMs);
  return (
    <main className="facet page options" data-scheme={scheme}>
      <h1 className="unseen">Facet: {en.options.title}</h1>
      {silent ? <Silence gone={link === 'gone'} /> : null}
      <MemoryNotice />
      <SignedNotice full={false} />
      {view ? <StatusHead view={view} nowMs={nowMs} /> : null}
      <div className="columns">
        <nav aria-label={en.options.title}>
          {parts.map(({ id }) => (
            <a key={id} href={`#${id}`} aria-current={id === part ? 'page' : undefined}>
              {en.options.parts[id]}
            </a>
          ))}
        </nav>
        <div className="part-body">
          <h2>{en.options.parts[part]}</h2>
          {view === null ? (
            <p className="soft">{silent ? '' : 'Reading…'}</p>
          ) : (
            parts.find(({ id }) => id === part)?.render(view, nowMs)
          )}
        </div>
      </div>
      <Panic stopped={view?.stopped ?? false} />
    </main>
  );
}
