/**
 * `npm run gallery`: every surface in every state that the previews have, at three widths and in both colour schemes,
 * in one page: artifacts/gallery.html. Axe looks at each as well. The pictures are of the shipped interface with
 * invented views (test/kit).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { accessibilityProblems } from '../test/kit/browser/accessibility';
import { servePreview } from '../test/kit/browser/preview-site';
import { dashboards } from '../test/kit/dashboard-views';
import { pages } from '../test/kit/page-views';
import { panels } from '../test/kit/panel-views';
import { options } from '../lib/words/options';
import { scenes as ties } from '../test/e2e/relations-panel/fixtures';
import { root } from './setup.mjs';

const WIDTHS = [390, 768, 1280] as const;
/** The browser's own limits: a popup is no wider, a panel seldom is. */
const NARROW = [390] as const;
const SCHEMES = ['light', 'dark'] as const;
const QUALITY = 72;
const PATIENCE_MS = 5_000;
/** The locators look inside; the extension's own roots are closed. As text, since it runs in the page. */
const OPEN_ROOTS =
  'const attach = Element.prototype.attachShadow;' +
  'Element.prototype.attachShadow = function (options) {' +
  "  return attach.call(this, { ...options, mode: 'open' });" +
  '};';
const OUT = join(root, 'artifacts', 'gallery.html');

interface Shot {
  readonly surface: string;
  readonly state: string;
  readonly url: string;
  /** Behind what is asked, with its #. */
  readonly hash?: string;
  readonly widths: readonly number[];
  /** Present once the surface is drawn. */
  readonly ready: string;
  /** All that is ours there; the whole page where nothing is said. */
  readonly within?: string;
  readonly prepare?: (page: Page) => Promise<void>;
}

interface Picture {
  readonly shot: Shot;
  readonly width: number;
  readonly scheme: (typeof SCHEMES)[number];
  readonly jpeg: Buffer;
  readonly height: number;
}

const openProof = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /guaranteed part/iu }).click();
  await page.locator('.proof').waitFor();
};

function shotsOf(preview: string, relations: string): readonly Shot[] {
  const overlay = (state: string): Shot => ({
    surface: 'Event page',
    state,
    url: `${preview}?scene=${state}`,
    widths: WIDTHS,
    ready: '[data-facet="banner"] .inner > *',
    within: '[data-facet]',
  });
  const tabs = ['now', 'trade', 'positions', 'signals', 'history', 'check', 'health'];
  return [
    ...[...Object.keys(pages), 'floating'].map(overlay),
    ...['violation', 'accepted', 'long', 'twenty', 'hostile'].map((state) => ({
      ...overlay(state),
      surface: 'Proof',
      prepare: openProof,
    })),
    ...['lost', 'gone'].map((state) => ({
      ...overlay('violation'),
      state: `link ${state}`,
      url: `${preview}?scene=violation&link=${state}`,
    })),
    {
      surface: 'List',
      state: 'two of three',
      url: `${preview}?scene=list`,
      widths: WIDTHS,
      ready: '[data-facet="tile"] .facet > *',
      within: '[data-facet]',
    },
    ...Object.keys(dashboards).map((state) => ({
      surface: 'Popup',
      state,
      url: `${preview}popup.html?scene=${state}`,
      widths: NARROW,
      ready: '.popup',
    })),
    ...Object.keys(panels).flatMap((state) =>
      tabs.map((tab) => ({
        surface: `Side panel: ${tab}`,
        state,
        url: `${preview}panel.html?scene=${state}&tab=${tab}`,
        widths: NARROW,
        ready: '.panel',
        // Where something needs the user the panel opens there, whatever was asked for.
        prepare: (page: Page) => page.getByRole('tab', { name: new RegExp(`^${tab}`, 'iu') }).click(),
      })),
    ),
    ...['normal', 'badDay'].flatMap((state) =>
      Object.keys(options.parts).map((id) => ({
        surface: 'Options',
        state: `${id}, ${state}`,
        url: `${preview}options.html?scene=${state}`,
        hash: `#${id}`,
        widths: [390, 1280],
        ready: '.options nav',
      })),
    ),
    ...Object.keys(ties).map((state) => ({
      surface: 'Side panel: ties',
      state,
      url: `${relations}?scene=${state}`,
      widths: NARROW,
      ready: '.panel .filters',
    })),
  ];
}

async function take(page: Page, shot: Shot, width: number, scheme: (typeof SCHEMES)[number]): Promise<Picture> {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: scheme });
  // A change of the hash alone would load nothing.
  if (shot.hash !== undefined) await page.goto('about:blank');
  await page.goto(`${shot.url}&theme=${scheme}${shot.hash ?? ''}`);
  await page.locator(shot.ready).first().waitFor({ timeout: PATIENCE_MS });
  await shot.prepare?.(page);
  const height = await page.evaluate(() => Math.min(2400, document.documentElement.scrollHeight));
  const jpeg = await page.screenshot({ type: 'jpeg', quality: QUALITY, fullPage: height > 900 });
  const problems = await accessibilityProblems(page, {
    seriousOnly: true,
    ...(shot.within === undefined ? {} : { within: shot.within }),
  });
  if (problems.length > 0) throw new Error(problems.join('; '));
  return { shot, width, scheme, jpeg, height };
}

const escaped = (text: string): string => text.replace(/[&<>"]/gu, (sign) => `&#${sign.charCodeAt(0)};`);

function pageOf(pictures: readonly Picture[]): string {
  const sections = new Map<string, Picture[]>();
  for (const picture of pictures)
    sections.set(picture.shot.surface, [...(sections.get(picture.shot.surface) ?? []), picture]);
  const figure = ({ shot, width, scheme, jpeg }: Picture): string =>
    `<figure class="${scheme}" data-width="${width}"><figcaption>${escaped(shot.state)} · ${width} px · ${scheme}` +
    `</figcaption><img loading="lazy" width="${width}" alt="${escaped(`${shot.surface}, ${shot.state}`)}" ` +
    `src="data:image/jpeg;base64,${jpeg.toString('base64')}"></figure>`;
  const body = [...sections].map(([surface, shots]) => {
    const name = escaped(surface);
    return `<section><h2 id="${name}">${name}</h2><div>${shots.map(figure).join('')}</div></section>`;
  });
  const links = [...sections.keys()].map((surface) => `<a href="#${escaped(surface)}">${escaped(surface)}</a>`);
  return (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Facet: every surface in every state</title><style>' +
    'body{font:14px system-ui;margin:24px;background:#f4f5f7;color:#111}nav a{margin-right:12px}' +
    'section>div{display:flex;flex-wrap:wrap;gap:16px;align-items:flex-start}figure{margin:0;max-width:100%}' +
    'img{border:1px solid #ccc;height:auto;max-width:100%}figcaption{padding:4px 0}</style>' +
    `<h1>Every surface in every state</h1><nav>${links.join('')}</nav>${body.join('')}</html>`
  );
}

async function main(): Promise<void> {
  const folder = join(root, 'test', 'e2e');
  const [preview, relations] = [
    await servePreview(join(folder, 'ui-preview', 'vite.config.ts')),
    await servePreview(join(folder, 'relations-panel', 'vite.config.ts')),
  ];
  const browser = await chromium.launch({
    executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const pictures: Picture[] = [];
  const faults: string[] = [];
  try {
    const context = await browser.newContext();
    await context.addInitScript(OPEN_ROOTS);
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    const only = process.argv.slice(2);
    for (const shot of shotsOf(preview.origin, relations.origin)) {
      if (only.length > 0 && !only.some((each) => `${shot.surface} ${shot.state}`.includes(each))) continue;
      for (const width of shot.widths)
        for (const scheme of SCHEMES)
          await take(page, shot, width, scheme).then(
            (picture) => pictures.push(picture),
            (error: unknown) => faults.push(`${shot.surface}, ${shot.state}, ${width} px: ${String(error)}`),
          );
    }
  } finally {
    await browser.close();
    await Promise.all([preview.close(), relations.close()]);
  }
  mkdirSync(dirname(OUT), { recursive: true });
  writeFileSync(OUT, pageOf(pictures));
  console.log(`${pictures.length} pictures in artifacts/gallery.html`);
  for (const fault of faults) console.log(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

void main();
