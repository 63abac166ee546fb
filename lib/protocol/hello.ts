/**
 * The one message that the background sends to tabs: "I am there (again)". A live content script answers with true and
 * opens its ports; where nobody answers, the tab was open before Facet was installed or updated. It asks for nothing.
 */
export const HELLO = { target: 'page', kind: 'hello' } as const;

export function isHello(message: unknown): message is typeof HELLO {
  return (
    typeof message === 'object' &&
    message !== null &&
    'target' in message &&
    message.target === HELLO.target &&
    'kind' in message &&
    message.kind === HELLO.kind
  );
}
