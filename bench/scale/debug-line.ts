/** The debugger's protocol over a line that carries texts: a target, and the Workers that it started. */

export interface Line {
  /** @throws Error when nothing comes back for long. */
  call(method: string, params?: object): Promise<Readonly<Record<string, unknown>>>;
  /** Lines to the dedicated Workers of this target. */
  workers(): Promise<readonly Line[]>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly params?: { readonly sessionId?: string; readonly message?: string };
}

const LONGEST_MS = 20_000;

export function lineOver(send: (text: string) => void, listen: (take: (text: string) => void) => void): Line {
  let lastId = 0;
  const waiting = new Map<number, (result: Readonly<Record<string, unknown>>) => void>();
  const inner = new Map<string, (text: string) => void>();
  const found: Line[] = [];

  listen((text) => {
    const { id, method, result, params }: Message = JSON.parse(text);
    if (id !== undefined) waiting.get(id)?.(result ?? {});
    const sessionId = params?.sessionId;
    if (sessionId === undefined) return;
    if (method === 'Target.receivedMessageFromTarget') inner.get(sessionId)?.(params?.message ?? '{}');
    if (method === 'Target.attachedToTarget')
      found.push(
        lineOver(
          (message) => void call('Target.sendMessageToTarget', { sessionId, message }),
          (take) => inner.set(sessionId, take),
        ),
      );
  });

  async function call(method: string, params: object = {}): Promise<Readonly<Record<string, unknown>>> {
    const id = (lastId += 1);
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise((resolve, reject) => {
        waiting.set(id, resolve);
        timer = setTimeout(() => reject(new Error(`no answer to ${method}`)), LONGEST_MS);
        send(JSON.stringify({ id, method, params }));
      });
    } finally {
      clearTimeout(timer);
      waiting.delete(id);
    }
  }

  return {
    call,
    async workers() {
      // The answer comes after the news of those that are there.
      await call('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
      return found;
    },
  };
}
