/** `npm run demo [-- --headless]`: set-up, build, then the demo itself (scripts/demo.ts). */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { endOnSetupError, root, setUp } from './setup.mjs';

const words = process.argv.slice(2);
if (words.some((word) => word !== '--headless')) {
  console.error('usage: npm run demo [-- --headless]');
  process.exit(2);
}

let chromium;
try {
  chromium = setUp();
} catch (error) {
  endOnSetupError(error);
}

function runs(args) {
  return spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, CHROME_PATH: chromium },
  }).status;
}

console.log('[set-up] building the extension');
const built = runs([join(root, 'node_modules', 'wxt', 'bin', 'wxt.mjs'), 'build']);
process.exitCode = built === 0 ? (runs(['--import', 'tsx', join(root, 'scripts', 'demo.ts'), ...words]) ?? 1) : 1;
