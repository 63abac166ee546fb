/** The MAIN-world half of the wallet bridge; runs before the page's first script. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { startPageBridge } from '../lib/platform/content-wallets';

export default defineContentScript({
  matches: ['https://polymarket.com/*'],
  runAt: 'document_start',
  world: 'MAIN',
  main: startPageBridge,
});
