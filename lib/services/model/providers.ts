/** Ways to ask a model: Ollama, any OpenAI-compatible endpoint, the browser's built-in model. */
import type { Result } from '../../domain/result';
import { fail, ok } from '../../domain/result';
import type { Model, ModelAnswer, Prompt } from '../../ports/model';
import type { Http } from '../../ports/net';
import { checkEndpoint } from '../../domain/endpoint';
import { parseChatCompletion, parseOllama } from './parse-provider';

export interface EndpointOptions {
  readonly http: Http;
  readonly endpoint: string;
  readonly model: string;
  readonly apiKey?: string;
}

export function createOllama(options: EndpointOptions): Result<Model> {
  return overHttp(options, {
    name: 'ollama',
    path: '/api/chat',
    parse: parseOllama,
    body: (prompt) => ({
      model: options.model,
      stream: false,
      format: prompt.schema,
      options: { temperature: 0, seed: 1 },
      messages: messagesOf(prompt),
    }),
  });
}

export function createOpenAiCompatible(options: EndpointOptions): Result<Model> {
  return overHttp(options, {
    name: 'openai-compatible',
    path: '/chat/completions',
    parse: parseChatCompletion,
    body: (prompt) => ({
      model: options.model,
      temperature: 0,
      response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema: prompt.schema } },
      messages: messagesOf(prompt),
    }),
  });
}

function messagesOf(prompt: Prompt): readonly { readonly role: string; readonly content: string }[] {
  return [
    { role: 'system', content: prompt.system },
    { role: 'user', content: prompt.user },
  ];
}

interface Dialect {
  readonly name: string;
  readonly path: string;
  readonly body: (prompt: Prompt) => unknown;
  readonly parse: (text: string) => ModelAnswer | null;
}

function overHttp(options: EndpointOptions, dialect: Dialect): Result<Model> {
  const endpoint = checkEndpoint(options.endpoint);
  if (!endpoint.ok) return endpoint;
  const headers = {
    'content-type': 'application/json',
    ...(options.apiKey === undefined ? {} : { authorization: `Bearer ${options.apiKey}` }),
  };
  return ok({
    name: `${dialect.name} ${options.model}`,
    async ask(prompt, timeoutMs, signal) {
      let status: number;
      let text: string;
      try {
        ({ status, text } = await options.http(
          {
            method: 'POST',
            url: `${endpoint.value}${dialect.path}`,
            headers,
            body: JSON.stringify(dialect.body(prompt)),
            timeoutMs,
          },
          signal,
        ));
      } catch {
        return fail('model-unreachable', {}, 'later');
      }
      if (status !== 200) return fail('model-refused', { status }, status === 429 || status >= 500 ? 'later' : 'never');
      const answer = dialect.parse(text);
      return answer ? ok(answer) : fail('model-unreadable', {});
    },
  });
}

/** The part of the browser's `LanguageModel` that is used; the platform layer passes it in. */
export interface BuiltInModel {
  prompt(
    text: string,
    options: { readonly system: string; readonly responseConstraint: unknown; readonly signal: AbortSignal },
  ): Promise<string>;
}

export function createBuiltIn(model: BuiltInModel): Model {
  return {
    name: 'built-in',
    async ask(prompt, timeoutMs, signal) {
      try {
        const text = await model.prompt(prompt.user, {
          system: prompt.system,
          responseConstraint: prompt.schema,
          signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        });
        // The built-in model reports no tokens; a quarter of the characters is its documented rule of thumb.
        return ok({ text, tokens: Math.ceil((prompt.system.length + prompt.user.length + text.length) / 4) });
      } catch {
        return fail('built-in-silent', {}, 'later');
      }
    },
  };
}
