/** What a user does in the side panel's tab "Check", by the names that a screen reader hears. */
import type { Page } from '@playwright/test';
import * as en from '../../../lib/words/en';

/** Presses the short check and waits for its end; one line for each answer, and what it came to. */
export async function examineVenue(
  panel: Page,
): Promise<{ readonly findings: readonly string[]; readonly verdict: string }> {
  const part = panel.getByRole('region', { name: en.doctor.title });
  await part.getByRole('button', { name: en.doctor.short }).click();
  await part.getByRole('button', { name: en.doctor.copy }).waitFor({ timeout: 120_000 });
  const findings = await part.getByRole('listitem').allInnerTexts();
  return { findings: findings.map(oneLine), verdict: oneLine(await part.getByRole('status').first().innerText()) };
}

/** Presses the button of the smallest real order and waits until it is over; its steps, and what they came to. */
export async function sendSmallestOrder(panel: Page): Promise<readonly string[]> {
  const part = panel.getByRole('region', { name: en.trial.title });
  await part.getByRole('button', { name: en.trial.send }).click();
  const busy = part.getByText(en.trial.busy);
  await busy.waitFor();
  await busy.waitFor({ state: 'hidden', timeout: 60_000 });
  const steps = await part.getByRole('listitem').allInnerTexts();
  const outcome = [part.getByText(/ are unlocked\.$/), part.getByRole('status')];
  const said = await Promise.all(outcome.map((each) => each.allInnerTexts()));
  return [...steps, ...said.flat()].map(oneLine).filter((line) => line !== '');
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
