/**
 * What a hostile page does to get a press that its user did not mean, or meant for something else. Each attack is
 * arranged by code of the page, which may know where the overlay stands but cannot look into its closed roots.
 */
export interface PageBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What the page's code finds under the name `target`. */
export interface Target {
  readonly card: PageBox;
  readonly button: PageBox;
}

/**
 * How the user is brought to press once the attack stands. `click`: presses where the button is; `hold`: presses there
 * and lets go later, while the page acts in between; `moved`: the pointer rests where the page brings the button at the
 * last moment; `keys`: the focus is in a field of the page and the keys are Tab, Tab .. Enter; `repeat`: Enter is held
 * all the way; `none`: the page needs no press.
 */
export type Pressing = 'click' | 'hold' | 'moved' | 'keys' | 'repeat' | 'none';

export interface Attack {
  readonly name: string;
  /** Runs in the page, with `target`, `column` and `add(tag, style)`; what is added is taken away afterwards. */
  readonly arrange: string;
  /**
   * `refused`: the press does nothing. `unharmed`: what the page did changes no pixel of the amounts, so a press may
   * count.
   */
  readonly expects: 'refused' | 'unharmed';
  readonly press?: Pressing;
  /** Only a new document undoes it. */
  readonly reload?: true;
}

/** A style sheet of the page. */
export const sheet = (css: string): string => `add('style', '').textContent = ${JSON.stringify(css)};`;

/** What the page's code can count on; `arrange` goes in the middle. */
export function attackCode(arrange: string, target: Target): string {
  return `(async () => {
    const target = ${JSON.stringify(target)};
    const column = document.querySelector('#event-detail-container');
    const add = (tag, style) => {
      const made = document.createElement(tag);
      made.dataset.attack = '';
      made.style.cssText = style;
      (tag === 'style' ? document.head : document.body).append(made);
      return made;
    };
    ${arrange}
  })()`;
}

/** Runs in the page: undoes every attack that needs no new document. */
export const UNDO = `(() => {
  for (const made of document.querySelectorAll('[data-attack]')) made.remove();
  for (const element of document.querySelectorAll('html, body, #event-detail-container'))
    element.removeAttribute('style');
  getSelection().removeAllRanges();
  CSS.highlights.clear();
  document.activeViewTransition?.skipTransition();
  window.attackEnds?.abort();
})()`;
