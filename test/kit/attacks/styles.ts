/** Attacks by style sheets of the page alone. */
import { sheet, type Attack } from './attack';

const COLUMN = '#event-detail-container';
const GONE = 'linear-gradient(transparent, transparent)';
const THROUGH = 'pointer-events: none';

const refused: Readonly<Record<string, string>> = {
  'the page is faded': 'body { opacity: 0.01 }',
  'the root is slightly faded': 'html { opacity: 0.97 }',
  'mask-image on the column': `${COLUMN} { mask-image: ${GONE} }`,
  '-webkit-mask-box-image on the column': `${COLUMN} { -webkit-mask-box-image: ${GONE} }`,
  '-webkit-mask-box-image on the root': `html { -webkit-mask-box-image: ${GONE} }`,
  'a mask that leaves the button': `${COLUMN} { mask: linear-gradient(#000 0 0) 100% 100% / 40% 90% no-repeat }`,
  'clip-path to the button alone': `${COLUMN} { clip-path: inset(60px 0 0 50%) }`,
  filter: `${COLUMN} { filter: opacity(1%) }`,
  'brightness of the whole page': 'html { filter: brightness(30) }',
  'mix-blend-mode': `${COLUMN} { mix-blend-mode: difference }`,
  scale: `${COLUMN} { scale: 0.6 }`,
  'turned in space': `${COLUMN} { transform: perspective(200px) rotateY(80deg) }`,
  zoom: `${COLUMN} { zoom: 0.3 }`,
  'content-visibility': `${COLUMN} { content-visibility: hidden }`,
  'an inward outline of the column': `${COLUMN} { outline: 600px solid white; outline-offset: -600px }`,
  'a thick line through the texts': `${COLUMN} { text-decoration: line-through 60px white }`,
  'a reflection over the page': `${COLUMN} { -webkit-box-reflect: below 0 linear-gradient(transparent, white) }`,
  'a cover made of a pseudo-element':
    `${COLUMN} { position: relative } ${COLUMN}::after ` +
    `{ content: "Claim"; position: absolute; inset: 0; background: white; z-index: 9; ${THROUGH} }`,
  'a shadow thrown over the offer':
    'body::after { content: ""; position: fixed; left: 0; bottom: 0; width: 9px; height: 9px; ' +
    'box-shadow: 0 0 0 3000px white }',
  'animated fading': `@keyframes fade { 0%, 100% { opacity: 0.05 } } ${COLUMN} { animation: fade 3s infinite }`,
  'a mask that goes and comes':
    `@keyframes m { 0%, 85% { mask-image: ${GONE} } 86%, 100% { mask-image: none } } ` +
    `${COLUMN} { animation: m 400ms infinite step-end }`,
  'the column squeezed': `${COLUMN} { max-width: 180px; overflow: hidden }`,
  'all but the top of the column clipped': `${COLUMN} { max-height: 70px; overflow: hidden }`,
};

const FAMILIES = ['system-ui', 'sans-serif', 'ui-sans-serif', 'Arial', 'Helvetica', 'DejaVu Sans', 'Liberation Sans'];
const face = (family: string): string =>
  `@font-face { font-family: "${family}"; size-adjust: 30%; ` +
  'src: local("DejaVu Sans Mono"), local("Liberation Mono"), local("DejaVu Serif") }';
const HOST = '[data-facet]';

const unharmed: Readonly<Record<string, string>> = {
  'faces of the page under the names of fonts':
    `${FAMILIES.map(face).join(' ')} ` + `html, body, ${HOST} { font-family: "system-ui", "sans-serif" !important }`,
  'text properties that are inherited':
    `html, body, ${COLUMN}, ${HOST} { color: transparent !important; ` +
    '-webkit-text-fill-color: transparent !important; ' +
    'text-indent: -999px !important; letter-spacing: -1em !important; word-spacing: -99px !important; ' +
    '-webkit-text-security: disc !important; text-shadow: 0 0 9px red !important; line-height: 0 !important; ' +
    'text-transform: full-width !important; font-variant-numeric: ordinal !important; ' +
    'white-space: nowrap !important; tab-size: 99 !important; hyphens: auto !important }',
  'directions of the host':
    `${HOST} { direction: rtl !important; unicode-bidi: bidi-override !important; ` +
    'writing-mode: vertical-rl !important; zoom: 0.2 !important; rotate: 180deg !important }',
  'first lines and first letters':
    `html::first-line, body::first-line, ${COLUMN}::first-line, ${HOST}::first-line, ${COLUMN}::first-letter, ` +
    `${HOST}::first-letter { color: transparent !important; font-size: 1px !important }`,
  'pseudo-elements of the host':
    `${HOST}::before, ${HOST}::after { content: "$0.00" !important; display: block !important; ` +
    'position: absolute !important; inset: 0 !important; background: white !important; z-index: 9 !important }',
  'custom properties of the host':
    '* { --text: transparent !important; --surface: white !important; --soft: transparent !important; ' +
    '--floor: transparent !important; --loss: transparent !important; --accent: transparent !important }',
};

const rows = (table: Readonly<Record<string, string>>, expects: Attack['expects']): readonly Attack[] =>
  Object.entries(table).map(([name, css]) => ({ name, arrange: sheet(css), expects }));

export const styleAttacks: readonly Attack[] = [...rows(refused, 'refused'), ...rows(unharmed, 'unharmed')];
