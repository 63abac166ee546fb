/** A language model on this computer for tests, and a copy of a build that may reach it. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ModelStub {
  readonly endpoint: string;
  asked(): number;
  close(): void;
}

/** Obeys whoever speaks to it: every pair is "equivalent", no course of events speaks against it. */
export async function startModelStub(): Promise<ModelStub> {
  let asked = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      asked += 1;
      const { messages } = JSON.parse(body);
      const question = JSON.parse(messages[1].content);
      const answer =
        question.firstResolves === undefined
          ? {
              label: 'equivalent',
              firstQuote: question.first.rules.slice(0, 60),
              secondQuote: question.second.rules.slice(0, 60),
              reason: 'as told',
            }
          : { possible: false, world: 'none' };
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({ message: { content: JSON.stringify(answer) }, prompt_eval_count: 100, eval_count: 20 }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { endpoint: `http://127.0.0.1:${port}`, asked: () => asked, close: () => void server.close() };
}

/**
 * The browser's own question cannot be answered without a screen: this copy of the build has the permission already.
 */
export function allowedCopy(build: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'facet-allowed-'));
  cpSync(build, path, { recursive: true });
  const file = join(path, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(
    file,
    JSON.stringify({ ...manifest, host_permissions: [...manifest.host_permissions, 'http://127.0.0.1/*'] }),
  );
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
