/** Undoes what the page does to a host's attributes, and counts it: a page that keeps on is fighting. */

export const MARK = 'data-facet';
/** Attributes that could hide or move a host. */
const ATTACKS = ['style', 'class', 'hidden', 'inert', 'popover', 'slot', MARK];
const MAX_ATTACKS = 3;

export interface HostGuard {
  /** `mark`: what the host's mark must say. */
  readonly watch: (host: HTMLElement, mark: string) => void;
  readonly end: () => void;
}

export function guardHosts(surrender: () => void): HostGuard {
  const marks = new WeakMap<Element, string>();
  let attacks = 0;
  const observer = new MutationObserver((records) => {
    for (const { attributeName: name, target } of records) {
      if (name === null || !(target instanceof HTMLElement)) continue;
      const mark = marks.get(target) ?? '';
      if (name === MARK ? target.getAttribute(MARK) === mark : !target.hasAttribute(name)) continue;
      if (name === MARK) target.setAttribute(MARK, mark);
      else target.removeAttribute(name);
      if (ATTACKS.includes(name)) attacks += 1;
    }
    if (attacks >= MAX_ATTACKS) surrender();
  });
  return {
    watch(host, mark) {
      marks.set(host, mark);
      observer.observe(host, { attributes: true });
    },
    end: () => observer.disconnect(),
  };
}
