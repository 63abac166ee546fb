/** Receives commands: the sender decides the tier, the table decides the shape, the handlers decide the rest. */
import { browser } from 'wxt/browser';
import { SITE } from '../domain/page';
import type { Failure } from '../domain/result';
import { fail, failureOf } from '../domain/result';
import type { Log } from '../ports/log';
import { commands, isCommandName, type CommandHandlers, type CommandName } from '../protocol/commands';
import { mayUse, type Tier } from '../protocol/tier';

export const PAGE_ORIGIN = SITE;

type Sender = Parameters<Parameters<typeof browser.runtime.onMessage.addListener>[0]>[1];

/** Tier of a sender, from what the browser says of it; null for anyone else. */
export function tierOf(sender: Sender): Tier | null {
  if (sender.id !== browser.runtime.id) return null;
  const origin = sender.origin ?? (sender.url === undefined ? '' : new URL(sender.url).origin);
  if (origin === location.origin) return 'extension';
  // Only the top frame of the venue's own site; a framed copy is somebody else's page.
  return origin === PAGE_ORIGIN && sender.frameId === 0 && sender.tab !== undefined ? 'content' : null;
}

interface Asked<N extends CommandName> {
  readonly name: N;
  readonly input: unknown;
  readonly tier: Tier;
}

async function run<N extends CommandName>(
  { name, input, tier }: Asked<N>,
  handlers: CommandHandlers,
): Promise<unknown> {
  const parsed = commands[name].input.safeParse(input);
  if (!parsed.success) return fail('bad-command', {});
  // The table pairs each name with its input; the compiler cannot carry that pairing through the index.
  const handler: (value: never, from: Tier) => Promise<unknown> = handlers[name];
  return Reflect.apply(handler, handlers, [parsed.data, tier]);
}

interface ServeOptions {
  readonly ready: Promise<CommandHandlers>;
  /** Done before anything is awaited, for what the browser allows only straight after a click. */
  readonly atOnce: Partial<Readonly<Record<CommandName, (sender: Sender) => void>>>;
  readonly log: Log;
}

/** Registers the listener at once; answers wait for `ready`. */
export function serveCommands(options: ServeOptions): void {
  browser.runtime.onMessage.addListener((message: unknown, sender, reply) => {
    if (typeof message !== 'object' || message === null || !('target' in message) || message.target !== 'background')
      return undefined;
    const name: unknown = 'command' in message ? message.command : undefined;
    const tier = tierOf(sender);
    const refuse = (failure: Failure) => reply({ ok: false, error: failure });
    if (!isCommandName(name) || tier === null || !mayUse(tier, commands[name].tier)) {
      options.log.warn('command-refused', { command: isCommandName(name) ? name : 'unknown', tier: tier ?? 'none' });
      refuse(failureOf('not-allowed', {}));
      return undefined;
    }
    // A page of ours is open already, and knows its own way to the panel.
    if (tier === 'content') options.atOnce[name]?.(sender);
    void options.ready
      .then((handlers) => run({ name, input: 'input' in message ? message.input : undefined, tier }, handlers))
      .then(reply, (error: unknown) => {
        options.log.error('command-threw', {
          command: name,
          reason: error instanceof Error ? error.message : 'unknown',
        });
        refuse(failureOf('internal', {}, 'unknown'));
      });
    return true;
  });
}
