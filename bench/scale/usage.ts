/** What the extension takes: processor time of its process, the heaps of its worker, its pages and their Workers. */
import { readFileSync } from 'node:fs';
import type { BrowserContext } from '@playwright/test';
import { lineOver, type Line } from './debug-line';

export interface Usage {
  /** Of the extension's process since it began, seconds. */
  cpuSeconds(): Promise<number>;
  /** After a collection, bytes. */
  heapBytes(): Promise<number>;
}

/** @throws Error when the browser cannot be asked. */
export async function usageOf(context: BrowserContext): Promise<Usage> {
  const session = await context.browser()?.newBrowserCDPSession();
  if (!session) throw new Error('this browser cannot be asked');
  return {
    async cpuSeconds() {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      const own = processInfo.filter(({ id, type }) => type === 'renderer' && isExtension(id));
      if (own.length === 0) throw new Error('no process of an extension');
      return own.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
    },
    async heapBytes() {
      const { targetInfos } = await session.send('Target.getTargets');
      const own = targetInfos.filter(({ url }) => url.startsWith('chrome-extension://'));
      // Pages of one process share a heap, and the offscreen page is the one that has Workers.
      const page = own.find(({ type }) => type === 'background_page') ?? own.find(({ type }) => type === 'page');
      const worker = own.find(({ type }) => type === 'service_worker');
      let sum = 0;
      for (const target of [page, worker]) {
        if (!target) continue;
        const { sessionId } = await session.send('Target.attachToTarget', {
          targetId: target.targetId,
          flatten: false,
        });
        const line = lineOver(
          (message) => void session.send('Target.sendMessageToTarget', { sessionId, message }),
          (take) =>
            session.on('Target.receivedMessageFromTarget', ({ sessionId: from, message }) => {
              if (from === sessionId) take(message);
            }),
        );
        sum += await heapOf(line);
        for (const inner of await line.workers()) sum += await heapOf(inner);
        await session.send('Target.detachFromTarget', { sessionId });
      }
      return sum;
    },
  };
}

async function heapOf(line: Line): Promise<number> {
  await line.call('HeapProfiler.collectGarbage');
  const { usedSize } = await line.call('Runtime.getHeapUsage');
  return typeof usedSize === 'number' ? usedSize : 0;
}

function isExtension(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--extension-process');
  } catch {
    // It ended meanwhile.
    return false;
  }
}
