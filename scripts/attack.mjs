/**
 * `npm run attack -- --runs 20`: every attack of a hostile page that many times, and ten times as many honest presses,
 * against a fresh build.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { endOnSetupError, root, setUp } from './setup.mjs';

const at = process.argv.indexOf('--runs');
const runs = at < 0 ? 20 : Number(process.argv[at + 1]);
if (!Number.isSafeInteger(runs) || runs < 1) {
  console.error('--runs needs a whole number, as in: npm run attack -- --runs 20');
  process.exit(1);
}

try {
  const chromium = setUp();
  const run = (args) =>
    spawnSync(process.execPath, args, {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        CHROME_PATH: chromium,
        FACET_ATTACK_RUNS: String(runs),
        FACET_HONEST_PRESSES: String(runs * 10),
      },
    }).status;
  process.exitCode =
    run([join(root, 'node_modules/wxt/bin/wxt.mjs'), 'build']) ||
    run([join(root, 'node_modules/@playwright/test/cli.js'), 'test', 'test/e2e/attack.spec.ts', '--workers=1']);
} catch (error) {
  endOnSetupError(error);
}
