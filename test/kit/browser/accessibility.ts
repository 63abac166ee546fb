/** What axe finds on a page, one line for each rule. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

export interface AccessibilityOptions {
  /** A selector: only inside it. */
  readonly within?: string;
  /** Leaves out what axe calls minor or moderate. */
  readonly seriousOnly?: boolean;
}

/**
 * axe's legacy mode looks at the page alone and not into frames of other origins, which no page of ours has; in the
 * other mode each look opens a second tab and takes twice as long.
 */
export async function accessibilityProblems(
  page: Page,
  { within, seriousOnly = false }: AccessibilityOptions = {},
): Promise<readonly string[]> {
  const builder = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  if (within !== undefined) builder.include(within);
  const { violations } = await builder.analyze();
  return violations
    .filter(({ impact }) => !seriousOnly || impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map(({ html }) => html)
          .join(' | ')
          .slice(0, 400)}`,
    );
}
