/**
 * Commands from a page to the background. The answer is a value; silence is a value too, because money may have moved.
 */
import { fail, type Failure, type Result } from '../domain/result';
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
      if (isContextGone(error))
        return fail(
          'context-gone',
          'Facet stopped: it was updated, switched off, or it crashed. Nothing was sent. ' +
            'Reload this page; if Facet is not there then, switch it off and on again at ' +
            'chrome://extensions.',
        );
      return noAnswer(command);
    }
    return isResult<CommandReply<N>>(reply) ? reply : noAnswer(command);
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
  const meaning =
    command === 'execute'
      ? 'The orders may have been started. Look at the state shown here before pressing again.'
      : 'Nothing is known to have changed. Try again in a moment.';
  return fail('no-answer', `Facet's background did not answer. ${meaning}`, 'unknown');
}

function isResult<T>(reply: unknown): reply is Result<T> {
  if (typeof reply !== 'object' || reply === null || !('ok' in reply)) return false;
  if (reply.ok === true) return 'value' in reply;
  return reply.ok === false && 'error' in reply && isFailure(reply.error);
}

function isFailure(error: unknown): error is Failure {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string' &&
    'message' in error &&
    typeof error.message === 'string' &&
    'retry' in error
  );
}
