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

/** What the browser says instead of `available`. */
const REASONS = ['unavailable', 'downloadable', 'downloading'] as const;

export async function openBuiltIn(root: object = globalThis): Promise<Result<BuiltInPrompt>> {
  const found: unknown = Reflect.get(root, 'LanguageModel');
  if (!isApi(found)) return fail('no-built-in', {});
  let availability: string;
  try {
    availability = await found.availability();
  } catch {
    availability = 'unavailable';
  }
  if (availability !== 'available')
    return fail('built-in-unready', { why: REASONS.find((why) => why === availability) ?? 'other' }, 'later');
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
