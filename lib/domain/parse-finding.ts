/** A finding as it may be shown to others. */
import type { Finding } from './finding';

/** The finding with each of these texts left out of it. */
export function withoutSecrets(finding: Finding, secrets: readonly string[]): Finding {
  const hidden = (value: unknown): unknown => {
    if (typeof value === 'string')
      return secrets.reduce((text, secret) => (secret === '' ? text : text.replaceAll(secret, '[left out]')), value);
    if (Array.isArray(value)) return value.map(hidden);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hidden(inner)]));
  };
  // Only texts were replaced, by texts.
  return { ...finding, params: hidden(finding.params) } as Finding;
}
