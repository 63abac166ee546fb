/**
 * Commands from a page to the background. The answer is a value; silence is a value too, because money may have moved.
 */
import { parseFailure } from '../domain/parse-failure';
import { fail, type Result } from '../domain/result';
import type { CommandInput, CommandMessage, CommandName, CommandReply } from './commands';

/** Hands a message to the background; throws when the extension is gone, resolves with whatever came back. */
export type SendMessage = (message: CommandMessage) => Promise<unknown>;

export type CommandClient = <N extends CommandName>(
  command: N,
  input: CommandInput<N>,
) => Promise<Result<CommandReply<N>>>;

/** Failures: `context-gone` (reload the page) and `no-answer` (retry `unknown`: look before doing it again). */
export function createCommandClient(send: SendMessage): CommandClient {
  return async <N extends CommandName>(command: N, input: CommandInput<N>): Promise<Result<CommandReply<N>>> => {
    let reply: unknown;
    try {
      reply = await send({ target: 'background', command, input });
    } catch (error) {
      if (isContextGone(error)) return fail('context-gone', {});
      return noAnswer(command);
    }
    return parseReply<CommandReply<N>>(reply) ?? noAnswer(command);
  };
}

/**
 * "Extension context invalidated." is thrown synchronously by a script that has outlived its extension
 * (docs/reliability.md 2.7).
 */
export function isContextGone(error: unknown): boolean {
  return error instanceof Error && /context invalidated|extension is (?:gone|unavailable)/i.test(error.message);
}

function noAnswer(command: CommandName): Result<never> {
  return fail(command === 'execute' ? 'execute-unanswered' : 'no-answer', {}, 'unknown');
}

/** null: this is no answer to a command. What a success holds is believed, since our own background said it. */
function parseReply<T>(reply: unknown): Result<T> | null {
  if (isSuccess<T>(reply)) return reply;
  if (typeof reply !== 'object' || reply === null || !('ok' in reply) || reply.ok !== false) return null;
  const error = 'error' in reply ? parseFailure(reply.error) : null;
  return error === null ? null : { ok: false, error };
}

function isSuccess<T>(reply: unknown): reply is { readonly ok: true; readonly value: T } {
  return typeof reply === 'object' && reply !== null && 'ok' in reply && reply.ok === true && 'value' in reply;
}
