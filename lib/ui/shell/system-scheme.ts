import { useEffect, useState } from 'react';

/** The scheme of the system; the venue's page has its own (overlay/scheme.ts). */
export function useSystemScheme(): 'light' | 'dark' {
  const [dark, setDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const take = (): void => setDark(query.matches);
    query.addEventListener('change', take);
    return () => query.removeEventListener('change', take);
  }, []);
  return dark ? 'dark' : 'light';
}
