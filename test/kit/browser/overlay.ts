/**
 * Facet's overlay lives in closed shadow roots that no page script can reach. Tests look into them over the debugger
 * and press buttons with the real mouse, so that clicks are trusted.
 */
import type { CDPSession, Page } from '@playwright/test';

/** What is used here of a node as the debugger tells it. */
interface DomNode {
  readonly backendNodeId: number;
  readonly shadowRootType?: string;
  readonly shadowRoots?: readonly DomNode[];
  readonly children?: readonly DomNode[];
  readonly contentDocument?: DomNode;
}

export interface OverlayBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface OverlayButton {
  readonly name: string;
  /** Centre of the button in the viewport, CSS pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Overlay {
  /** Text of every closed root, outermost first; "" when there is none. */
  text(): Promise<string>;
  /** Texts, one per closed root. */
  texts(): Promise<readonly string[]>;
  buttons(): Promise<readonly OverlayButton[]>;
  /**
   * Waits until the text matches, looking ten times a second; answers the text. @throws Error with the last text after
   * the time limit.
   */
  waitForText(pattern: RegExp, timeoutMs?: number): Promise<string>;
  /** Presses the button with the mouse once it rests in place. */
  press(name: RegExp, timeoutMs?: number): Promise<void>;
  /** Boxes of what matches inside the closed roots, CSS pixels of the viewport. */
  boxes(selector: string): Promise<readonly OverlayBox[]>;
  /** Gives the focus to the first that matches. */
  focus(selector: string): Promise<void>;
  /** Attributes of the closed roots' host elements, for layout checks. */
  hosts(): Promise<readonly string[]>;
}

function closedRootsOf(node: DomNode, found: DomNode[] = []): readonly DomNode[] {
  for (const root of node.shadowRoots ?? []) {
    if (root.shadowRootType === 'closed') found.push(root);
    closedRootsOf(root, found);
  }
  for (const child of node.children ?? []) closedRootsOf(child, found);
  if (node.contentDocument) closedRootsOf(node.contentDocument, found);
  return found;
}

/** Runs in the page with `this` as the shadow root. */
const READ_TEXT = `function () {
  const shown = [...this.children].filter((child) => child.localName !== 'style');
  return shown.map((child) => child.innerText ?? '').join('\\n');
}`;
const READ_BOXES = `function (selector) {
  return [...this.querySelectorAll(selector)].map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y, width, height };
  });
}`;
const FOCUS = `function (selector) { this.querySelector(selector)?.focus(); }`;
const READ_HOST = `function () { return this.host.outerHTML.slice(0, 300); }`;
const READ_BUTTONS = `function () {
  return [...this.querySelectorAll('button, [role=button], summary')].map((button) => {
    const { x, y, width, height } = button.getBoundingClientRect();
    const name = button.getAttribute('aria-label') ?? button.innerText ?? '';
    return { name: name.trim().replace(/\\s+/g, ' '), x: x + width / 2, y: y + height / 2, width, height };
  }).filter((button) => button.width > 0 && button.height > 0);
}`;
const SCROLL_TO = `function (source) {
  const pattern = new RegExp(source, 'i');
  for (const button of this.querySelectorAll('button, [role=button], summary')) {
    if (pattern.test((button.getAttribute('aria-label') ?? button.innerText ?? '').trim())) {
      button.scrollIntoView({ block: 'center', behavior: 'instant' });
      return true;
    }
  }
  return false;
}`;

/** Object ids of the closed roots that are there now, outermost first. */
export async function closedRoots(session: CDPSession): Promise<readonly string[]> {
  const { result } = await session.send('Runtime.evaluate', { expression: 'document' });
  if (result.objectId === undefined) return [];
  // Unlike DOM.getDocument it does not begin to tell every change of the page from then on.
  const { node } = await session.send('DOM.describeNode', { objectId: result.objectId, depth: -1, pierce: true });
  const found: string[] = [];
  for (const { backendNodeId } of closedRootsOf(node)) {
    // The node may be gone by now; the next look will see its successor.
    const resolved = await session.send('DOM.resolveNode', { backendNodeId }).catch(() => null);
    if (resolved?.object.objectId !== undefined) found.push(resolved.object.objectId);
  }
  return found;
}

/** Roots are looked for again after this: the whole tree is told for it, which takes a page that ticks a long time. */
const ROOTS_FOR_MS = 300;

/** Answers null, and does nothing, where the root went away. */
const whereConnected = (code: string): string =>
  `function (...values) { return this.isConnected ? [(${code}).apply(this, values)] : null; }`;

/** Calls code on every closed root, outermost first. A root that went away answers nothing. */
type CallOnRoots = <T>(code: string, values?: readonly unknown[]) => Promise<readonly T[]>;

function callerOnRoots(session: CDPSession): CallOnRoots {
  let roots: readonly string[] = [];
  let foundAt = -Infinity;

  async function callOn<T>(objectId: string, code: string, values: readonly unknown[]): Promise<readonly T[] | null> {
    const called = await session
      .send('Runtime.callFunctionOn', {
        objectId,
        functionDeclaration: whereConnected(code),
        arguments: values.map((value) => ({ value })),
        returnByValue: true,
      })
      .catch(() => null);
    return called === null || called.exceptionDetails !== undefined ? null : called.result.value;
  }

  return async <T>(code: string, values: readonly unknown[] = []) => {
    const isFresh = performance.now() - foundAt < ROOTS_FOR_MS;
    if (!isFresh) {
      for (const objectId of roots) void session.send('Runtime.releaseObject', { objectId }).catch(() => undefined);
      roots = await closedRoots(session);
      foundAt = performance.now();
    }
    const answers: T[] = [];
    for (const objectId of roots) {
      const answer = await callOn<T>(objectId, code, values);
      if (answer === null) foundAt = -Infinity;
      else answers.push(...answer);
    }
    return answers;
  };
}

/** Each look is a few calls, and the runner searches all calls of a test with each. */
const LOOK_MS = 100;

async function until<T>(look: () => Promise<T | null>, timeoutMs: number, complaint: () => string): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() > deadline) throw new Error(complaint());
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

export async function attachOverlay(page: Page): Promise<Overlay> {
  const session = await page.context().newCDPSession(page);
  const callOnRoots = callerOnRoots(session);
  const texts = (): Promise<readonly string[]> => callOnRoots<string>(READ_TEXT);
  const text = async (): Promise<string> => (await texts()).join('\n').trim();
  const buttons = async (): Promise<readonly OverlayButton[]> =>
    (await callOnRoots<readonly OverlayButton[]>(READ_BUTTONS)).flat();
  const find = async (name: RegExp): Promise<OverlayButton | null> =>
    (await buttons()).find((button) => name.test(button.name)) ?? null;
  return {
    text,
    texts,
    buttons,
    boxes: async (selector) => (await callOnRoots<readonly OverlayBox[]>(READ_BOXES, [selector])).flat(),
    focus: async (selector) => void (await callOnRoots(FOCUS, [selector])),
    hosts: () => callOnRoots<string>(READ_HOST),
    waitForText: async (pattern, timeoutMs = 15_000) => {
      let last = '';
      return until(
        async () => {
          last = await text();
          return pattern.test(last) ? last : null;
        },
        timeoutMs,
        () => `the overlay never said ${String(pattern)}; it says: ${last || '(nothing)'}`,
      );
    },
    press: async (name, timeoutMs = 15_000) => {
      let before: OverlayButton | null = null;
      let restingSince = 0;
      // The action is inert for its first 500 ms and whenever it moved, so the mouse waits for it to rest.
      const button = await until(
        async () => {
          await callOnRoots(SCROLL_TO, [name.source]);
          const now = await find(name);
          const rests =
            now !== null && before !== null && now.x === before.x && now.y === before.y && now.name === before.name;
          before = now;
          if (!rests) restingSince = performance.now();
          return rests && performance.now() - restingSince > 700 ? now : null;
        },
        timeoutMs,
        () => `no resting button named ${String(name)}`,
      );
      await page.mouse.click(button.x, button.y);
    },
  };
}
