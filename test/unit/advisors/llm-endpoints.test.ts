/**
 * Which endpoints may be asked, both protocols, and strict reading of the answers.
 */
import { describe, expect, it } from 'vitest';
import { checkEndpoint } from '../../../lib/domain/endpoint';
import { parseRelationAnswer, parseWorldAnswer, quoteStands } from '../../../lib/advisors/llm/parse-answer';
import { relationPrompt } from '../../../lib/advisors/llm/prompt';
import { createBuiltIn, createOllama, createOpenAiCompatible } from '../../../lib/services/model/providers';
import { ok } from '../../../lib/domain/result';
import type { HttpRequest } from '../../../lib/ports/net';
import { march, talks } from '../../kit/fake-model';
import * as en from '../../../lib/words/en';

const signal = new AbortController().signal;

describe('endpoints and protocols', () => {
  it.each(['https://api.example.org/v1', 'http://127.0.0.1:11434', 'http://localhost:8080/v1/', 'http://[::1]:1234'])(
    '%s is allowed',
    (url) => {
      expect(checkEndpoint(url).ok).toBe(true);
    },
  );

  it.each([
    'http://192.168.1.5:11434',
    'http://localhost.example.org',
    'http://127.0.0.1.nip.io',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://user:secret@example.org',
    'https://example.org/?key=1',
    'https://*/v1',
    'https://*.example.org/v1',
    'https://%2a/v1',
    'nonsense',
    '',
  ])('%s is refused', (url) => {
    expect(checkEndpoint(url).ok).toBe(false);
    expect(
      createOllama({ http: () => Promise.reject(new Error('must not be called')), endpoint: url, model: 'm' }).ok,
    ).toBe(false);
  });

  it('speaks both protocols and hands the schema over', async () => {
    const requests: HttpRequest[] = [];
    const prompt = relationPrompt(march, talks);
    for (const [make, text] of [
      [createOllama, '{"message":{"content":"hello"},"prompt_eval_count":3,"eval_count":4}'],
      [createOpenAiCompatible, '{"choices":[{"message":{"content":"hello"}}],"usage":{"total_tokens":7}}'],
    ] as const) {
      const model = make({
        http: (request) => {
          requests.push(request);
          return Promise.resolve({ status: 200, text });
        },
        endpoint: 'https://example.org/v1',
        model: 'm',
        apiKey: 'secret',
      });
      if (!model.ok) throw new Error(en.failure(model.error));
      expect(await model.value.ask(prompt, 5_000, signal)).toEqual(ok({ text: 'hello', tokens: 7 }));
    }
    expect(requests.map((request) => request.url)).toEqual([
      'https://example.org/v1/api/chat',
      'https://example.org/v1/chat/completions',
    ]);
    expect(
      requests.every(
        (request) =>
          request.timeoutMs === 5_000 &&
          request.headers?.['authorization'] === 'Bearer secret' &&
          (request.body ?? '').includes('"additionalProperties":false'),
      ),
    ).toBe(true);
  });

  it.each<readonly [string, () => Promise<{ readonly status: number; readonly text: string }>, string]>([
    ['no answer', () => Promise.reject(new Error('timeout')), 'model-unreachable'],
    ['an error', () => Promise.resolve({ status: 500, text: '' }), 'model-refused'],
    ['a page', () => Promise.resolve({ status: 200, text: '<html>' }), 'model-unreadable'],
    ['another shape', () => Promise.resolve({ status: 200, text: '{"message":{"content":5}}' }), 'model-unreadable'],
  ])('%s is a failure with a sentence', async (_name, http, code) => {
    const model = createOllama({ http, endpoint: 'http://127.0.0.1:1', model: 'm' });
    const answer = model.ok ? await model.value.ask(relationPrompt(march, talks), 1, signal) : model;
    expect(answer.ok ? null : answer.error.code).toBe(code);
  });

  it('the built-in model gets the schema as constraint and may fail', async () => {
    const seen: unknown[] = [];
    const good = createBuiltIn({
      prompt: (text, options) => {
        seen.push(JSON.parse(text), options.responseConstraint);
        return Promise.resolve('{}');
      },
    });
    expect((await good.ask(relationPrompt(march, talks), 1_000, signal)).ok).toBe(true);
    expect(seen[1]).toBe(relationPrompt(march, talks).schema);
    const bad = await createBuiltIn({ prompt: () => Promise.reject(new Error('no')) }).ask(
      relationPrompt(march, talks),
      1_000,
      signal,
    );
    expect(bad.ok ? null : bad.error.code).toBe('built-in-silent');
  });

  it('answers are read strictly', () => {
    expect(parseRelationAnswer('null')).toBeNull();
    expect(
      parseRelationAnswer(
        JSON.stringify({ label: 'none', firstQuote: 'a', secondQuote: 'b', reason: 'x'.repeat(601) }),
      ),
    ).toBeNull();
    expect(parseWorldAnswer('{"possible":"no","world":""}')).toBeNull();
    expect(quoteStands('sign\u200Bed by March 31', march)).toBe(false);
  });
});
