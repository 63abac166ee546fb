/** Attacks by scripts of the page: covers, other trees, and changes while the user presses. */
import { sheet, type Attack, type Pressing } from './attack';

const OVER = 'position: fixed; z-index: 99999; background: white;';
const COVER = `const cover = add('div', '${OVER} inset: 0'); cover.textContent = 'Claim your reward';`;
const THROUGH = "cover.style.pointerEvents = 'none';";
const BAND = `const cover = add('div', '${OVER}' +
  \`left: \${target.card.x - 2}px; top: \${target.card.y - 2}px; width: \${target.card.width + 4}px;
    height: \${target.button.y - target.card.y}px\`);`;
/** Once, before anything else hears of it. */
const at = (type: string, code: string): string =>
  `window.attackEnds = new AbortController();
  const once = { capture: true, once: true, signal: window.attackEnds.signal };
  window.addEventListener('${type}', () => { ${code} }, once);`;
const FIELD = "const field = add('input', ''); column.before(field); field.focus();";
const VIEW =
  '::view-transition { pointer-events: none } @keyframes wait {} ' +
  '::view-transition-new(x) { display: none } ::view-transition-old(x) { animation: wait 9s; opacity: OLD }';

const attack = (name: string, arrange: string, press: Pressing = 'click'): Attack => ({
  name,
  arrange,
  press,
  expects: 'refused',
});

const covers: readonly Attack[] = [
  attack('a transparent cover that lets presses through', `${COVER} ${THROUGH} cover.style.opacity = '0.02';`),
  attack('an opaque cover that lets presses through', `${COVER} ${THROUGH}`),
  attack('all but the button covered', BAND),
  attack('all but the button covered, letting presses through', `${BAND} ${THROUGH}`),
  attack(
    'a small patch on the amounts',
    `const cover = add('div', '${OVER}' + \`left: \${target.card.x + target.card.width * 0.6}px;
      top: \${target.card.y + 9}px; width: 50px; height: 12px\`); ${THROUGH}`,
  ),
  attack(
    'a popover whose backdrop covers',
    `${sheet('[popover]::backdrop { background: white; pointer-events: none }')}
    const top = add('div', 'inset: auto auto 0 0'); top.popover = 'manual'; top.showPopover();`,
  ),
  attack(
    'a frame over the amounts',
    `${BAND} ${THROUGH} const frame = document.createElement('iframe');
    frame.srcdoc = '<body style="background:white">Claim'; frame.style.cssText = 'width:100%;height:100%;border:0';
    cover.style.background = 'none'; cover.append(frame);`,
  ),
  attack(
    'a view transition that shows an old picture',
    `${sheet(VIEW.replaceAll('(x)', '(root)').replace('OLD', '1'))} ${COVER}
    await document.startViewTransition(() => cover.remove()).ready;`,
  ),
  attack(
    'a view transition of the column alone',
    `${sheet(`#event-detail-container { view-transition-name: x } :root { view-transition-name: none }
      ${VIEW.replace('OLD', '0.01')}`)} await document.startViewTransition(() => undefined).ready;`,
  ),
];

const picture: readonly Attack[] = [
  {
    name: 'everything selected, and selections made invisible',
    expects: 'unharmed',
    arrange: `${sheet(':root::selection, *::selection { color: transparent; background: transparent }')}
      getSelection().selectAllChildren(document.body);`,
  },
  {
    name: 'everything highlighted, and highlights made invisible',
    expects: 'unharmed',
    arrange: `${sheet(':root::highlight(x), *::highlight(x) { color: transparent; background: white }')}
      const range = new Range(); range.selectNodeContents(document.body);
      CSS.highlights.set('x', new Highlight(range));`,
  },
];

const SLOT = '<style>div { mask-image: linear-gradient(transparent, transparent) }</style><div><slot></slot></div>';
const trees: readonly Attack[] = [
  attack(
    'a closed shadow root on the column slots it under a mask',
    `column.attachShadow({ mode: 'closed' }).innerHTML = ${JSON.stringify(SLOT)};`,
  ),
  attack(
    'a closed shadow root that slots the column as it is',
    "column.attachShadow({ mode: 'closed' }).innerHTML = '<slot></slot>';",
  ),
  attack(
    'an open shadow root on the body slots it under opacity',
    `document.body.attachShadow({ mode: 'open' }).innerHTML = '<div style="opacity: 0.02"><slot></slot></div>';`,
  ),
  attack(
    'custom properties registered so that ours are lost',
    `for (const name of ['--text', '--soft', '--floor', '--loss', '--judge', '--accent'])
      CSS.registerProperty({ name, syntax: '<color>', inherits: false, initialValue: 'transparent' });`,
  ),
  attack(
    'custom properties registered with another kind of value',
    `for (const name of ['--surface', '--floor'])
      CSS.registerProperty({ name, syntax: '<length>', inherits: true, initialValue: '0px' });`,
  ),
  attack(
    'the real offer in a window over its copy that shows the button alone',
    `const copy = column.cloneNode(true); copy.removeAttribute('id'); const box = column.getBoundingClientRect();
    const { x, y, width, height } = target.button;
    const frame = add('div', \`position: fixed; z-index: 99; overflow: hidden; left: \${x - 4}px; top: \${y - 4}px;
      width: \${width + 8}px; height: \${height + 8}px\`);
    const inner = document.createElement('div'); frame.append(inner);
    inner.style.cssText = \`position: absolute; width: \${box.width}px; left: \${box.x - x + 4}px;
      top: \${box.y - y + 4}px\`;
    column.replaceWith(copy); inner.append(column);`,
  ),
  attack(
    'the column moved into a small scroller',
    `const frame = document.createElement('div'); frame.style.cssText = 'height: 90px; overflow: hidden';
    column.replaceWith(frame); frame.append(column); frame.scrollTop = target.button.y - target.card.y - 20;`,
  ),
].map((each) => ({ ...each, reload: true }) as const);

const MASKED = "column.style.maskImage = 'linear-gradient(transparent, transparent)';";
const timing: readonly Attack[] = [
  attack(
    'a thousand calls of click() and made-up events',
    `for (let turn = 0; turn < 1000; turn += 1) for (const host of document.querySelectorAll('[data-facet]')) {
      const { x, y } = target.button;
      const init = { bubbles: true, composed: true, detail: 1, clientX: x + 9, clientY: y + 9 };
      host.click();
      for (const type of ['pointerdown', 'pointerup', 'click']) host.dispatchEvent(new PointerEvent(type, init));
      for (const type of ['keydown', 'keyup']) host.dispatchEvent(new KeyboardEvent(type, { ...init, key: 'Enter' }));
    }`,
    'none',
  ),
  attack('a cover that goes at the press', `${COVER} ${at('pointerdown', 'cover.remove();')}`, 'hold'),
  attack('a cover that goes when the mouse goes down', `${COVER} ${at('mousedown', 'cover.remove();')}`, 'hold'),
  attack(
    'a cover that lets presses through and goes at the press',
    `${COVER} ${THROUGH} ${at('pointerdown', 'cover.remove();')}`,
    'hold',
  ),
  attack('a mask that goes at the press', `${MASKED} ${at('pointerdown', "column.style.maskImage = '';")}`, 'hold'),
  attack('a cover that comes at the press', at('pointerdown', `${COVER} ${THROUGH}`), 'hold'),
  attack('a mask that comes at the release', at('pointerup', MASKED), 'hold'),
  attack('moved under the pointer', at('pointermove', "column.style.marginTop = '120px';"), 'moved'),
  attack('Tab, Tab, Enter from a field of the page', FIELD, 'keys'),
  attack('Enter held while the focus comes', FIELD, 'repeat'),
];

export const scriptAttacks: readonly Attack[] = [...covers, ...picture, ...trees, ...timing];
