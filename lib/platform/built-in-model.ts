/**
 * The browser's built-in model (Prompt API), if there is one. The global is not in every browser and in no type file:
 * it is looked at with care.
 */
import type { Result } from '../domain/result';
import { fail, ok } from '../domain/result';

interface Session {
  prompt(
    text: string,
    options: { readonly responseConstraint: unknown; readonly signal: AbortSignal },
  ): Promise<string>;
  destroy?(): void;
}

interface LanguageModelApi {
  availability(): Promise<string>;
  create(options: {
    readonly initialPrompts: readonly { readonly role: 'system'; readonly content: string }[];
    readonly signal: AbortSignal;
  }): Promise<Session>;
}

export interface BuiltInPrompt {
  prompt(
    text: string,
    options: { readonly system: string; readonly responseConstraint: unknown; readonly signal: AbortSignal },
  ): Promise<string>;
}

const REASONS: Readonly<Record<string, string>> = {
  unavailable: 'This browser or computer cannot run the built-in model.',
  downloadable: 'The built-in model has not been downloaded. Chrome does so at chrome://on-device-internals.',
  downloading: 'The built-in model is still being downloaded.',
};

export async function openBuiltIn(root: object = globalThis): Promise<Result<BuiltInPrompt>> {
  const found: unknown = Reflect.get(root, 'LanguageModel');
  if (!isApi(found)) return fail('no-built-in', 'This browser has no built-in language model. Nothing is asked.');
  let availability: string;
  try {
    availability = await found.availability();
  } catch {
    availability = 'unavailable';
  }
  if (availability !== 'available')
    return fail(
      'no-built-in',
      `${REASONS[availability] ?? 'The built-in model is not ready.'} Nothing is asked.`,
      'later',
    );
  return ok({
    async prompt(text, { system, responseConstraint, signal }) {
      // One session for each question: what one market's text said must not be in the next one's ear.
      const session = await found.create({ initialPrompts: [{ role: 'system', content: system }], signal });
      try {
        return await session.prompt(text, { responseConstraint, signal });
      } finally {
        session.destroy?.();
      }
    },
  });
}

function isApi(value: unknown): value is LanguageModelApi {
  return (
    (typeof value === 'object' || typeof value === 'function') &&
    value !== null &&
    typeof Reflect.get(value, 'availability') === 'function' &&
    typeof Reflect.get(value, 'create') === 'function'
  );
}
