/** One tab in which attacks are tried and honest presses made, one after the other, with the real mouse and keys. */
import type { Page } from '@playwright/test';
import { HOLD_MS, REST_MS } from '../../../lib/ui/overlay/click-guard';
import { LOOK_MS } from '../../../lib/ui/overlay/watch-offer';
import { FOCUS_URL } from '../browser/facet-test';
import type { Overlay } from '../browser/overlay';
import { until } from '../browser/until';
import { attackCode, UNDO, type Attack, type Target } from './attack';

export interface Lane {
  readonly page: Page;
  readonly overlay: Overlay;
}

/** `through`: the press did what the button does. */
export interface Outcome {
  readonly name: string;
  readonly held: boolean;
  /** What the overlay said about it, or what went wrong. */
  readonly said: string;
}

/** After this the guard has looked again and the offer has rested. */
const RESTED_MS = REST_MS + 3 * LOOK_MS;
const TAKEN = /Checking the books once more|Checking\n|would have filled|Filled on paper|Refused, nothing sent/;
const NOTE = /[^.\n]*\. (?:Nothing was sent)[^\n]*/;
/** The guard's own refusals; any other was the background's, so the press had got through. */
const OURS = /only just|covers or fades|in sight|began elsewhere|for too long/;
/** Longest change of the numbers on the page that a comparison of pictures outlasts. */
const PICTURES = 5;

export async function openOffer({ page, overlay }: Lane): Promise<void> {
  await page.goto(FOCUS_URL);
  await overlay.waitForText(/Try on paper/, 40_000);
}

/** Waits until the offer stands still; answers where. The pointer is out of the way. */
export async function atRest({ page, overlay }: Lane): Promise<Target> {
  await page.mouse.move(2, 2);
  let before = '';
  let sinceMs = performance.now();
  return until('the offer rests', async () => {
    const [[card], [button]] = [await overlay.boxes('.money'), await overlay.boxes('.button.action')];
    const now = JSON.stringify([card, button]);
    if (now !== before) sinceMs = performance.now();
    before = now;
    if (!card || !button || card.width === 0) return null;
    return performance.now() - sinceMs > RESTED_MS ? { card, button } : null;
  });
}

const middleOf = ({ x, y, width, height }: Target['button']): readonly [number, number] => [
  x + width / 2,
  y + height / 2,
];

async function press({ page }: Lane, how: Attack['press'], target: Target): Promise<void> {
  const [x, y] = middleOf(target.button);
  switch (how) {
    case 'none':
      return;
    case 'hold':
      await page.mouse.move(x, y);
      await page.waitForTimeout(RESTED_MS);
      await page.mouse.down();
      await page.waitForTimeout(Math.min(RESTED_MS, HOLD_MS / 2));
      await page.mouse.up();
      return;
    case 'moved':
      await page.mouse.move(x, y + 120);
      await page.mouse.down();
      await page.mouse.up();
      return;
    case 'keys':
      for (const key of ['Tab', 'Tab', 'Enter']) await page.keyboard.press(key);
      return;
    case 'repeat':
      await page.keyboard.down('Enter');
      for (const key of ['Tab', 'Tab']) await page.keyboard.press(key);
      await page.waitForTimeout(RESTED_MS);
      for (let turn = 0; turn < 5; turn += 1) await page.keyboard.down('Enter');
      await page.keyboard.up('Enter');
      return;
    case 'click':
    case undefined:
      await page.mouse.click(x, y);
  }
}

/** The words and pixels of the amounts. */
async function amounts({ page, overlay }: Lane): Promise<{ readonly words: string; readonly picture: string }> {
  // Ages change all the time, and are no amounts.
  const read = async (): Promise<string> => [...(await overlay.text()).matchAll(/\$[\d.,]+/g)].join(' ');
  const pictures: string[] = [];
  const words = await read();
  for (const box of [...(await overlay.boxes('.money .number')), ...(await overlay.boxes('.button.action'))])
    pictures.push((await page.screenshot({ clip: box })).toString('base64'));
  return words === (await read()) ? { words, picture: pictures.join('\n') } : amounts({ page, overlay });
}

async function harms(lane: Lane, attack: Attack, target: Target): Promise<boolean> {
  for (let turn = 0; turn < PICTURES; turn += 1) {
    const before = await amounts(lane);
    await lane.page.evaluate(attackCode(attack.arrange, target));
    await lane.page.waitForTimeout(RESTED_MS);
    const after = await amounts(lane);
    await lane.page.evaluate(UNDO);
    // The market moved on: what was compared were two offers.
    if (before.words !== after.words) continue;
    return before.picture !== after.picture;
  }
  throw new Error('the numbers never stood still');
}

/** Tries one attack, and puts the page back as it was. */
export async function tryAttack(lane: Lane, attack: Attack): Promise<Outcome> {
  const { page, overlay } = lane;
  const { name } = attack;
  const target = await atRest(lane);
  if (attack.expects === 'unharmed') return { name, held: !(await harms(lane, attack, target)), said: 'no pixel' };
  await page.evaluate(attackCode(attack.arrange, target));
  // A patient page waits until everything has rested; those that move at the last moment have nothing to wait for.
  if (attack.press !== 'moved') await page.waitForTimeout(RESTED_MS);
  await press(lane, attack.press, target);
  // Two looks of the guard and a round trip to the background.
  await page.waitForTimeout(2 * LOOK_MS);
  const text = await overlay.text();
  const taken = TAKEN.exec(text);
  const said = (taken ?? NOTE.exec(text))?.[0].trim() ?? '';
  const outcome = { name, held: taken === null && (said === '' || OURS.test(said)), said };
  await page.evaluate(UNDO);
  if (taken) {
    await overlay.waitForText(/would have filled|Refused/);
    await overlay.press(/^Close$/);
  }
  if (attack.reload || taken) await openOffer(lane);
  return outcome;
}

/** One press as a user makes it: looks, then clicks, or tabs to the button and presses a key there. */
export async function honestPress(lane: Lane, means: 'mouse' | 'Enter' | 'Space'): Promise<Outcome> {
  const { page, overlay } = lane;
  const target = await atRest(lane);
  if (means === 'mouse') await page.mouse.click(...middleOf(target.button), { delay: 60 });
  else {
    await overlay.focus('.money .button:not(.action)');
    await page.keyboard.press('Tab');
    await page.waitForTimeout(RESTED_MS);
    await page.keyboard.press(means, { delay: 60 });
  }
  try {
    await overlay.waitForText(TAKEN, 3_000);
  } catch {
    return { name: means, held: false, said: NOTE.exec(await overlay.text())?.[0].trim() ?? 'nothing happened' };
  }
  await overlay.waitForText(/would have filled/);
  await overlay.press(/^Close$/);
  await overlay.waitForText(/Try on paper/);
  return { name: means, held: true, said: '' };
}
