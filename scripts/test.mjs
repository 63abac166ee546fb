/**
 * `npm test`: set-up, format, lint, types, build, unit tests, tests in a real Chromium. The counts are read from what
 * the runners report; lint, types and build count as one check each. The last line is always "N passed, N failed"; the
 * exit code is 0 only when nothing failed.
 *
 *   npm test               everything
 *   npm test -- --unit     only Vitest
 *   npm test -- --e2e      the build, then Playwright; further words go to Playwright (npm test -- --e2e happy)
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { SetupError, root, setUp } from './setup.mjs';

const reports = join(root, 'test-results');
const bin = (...path) => join(root, 'node_modules', ...path);

/** Runs a Node program in the project and shows its output as it comes; answers its exit code. */
function runNode(args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    child.on('error', () => resolve(1));
    child.on('close', (code, signal) => resolve(signal ? 1 : (code ?? 1)));
  });
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Parts that run side by side because each keeps one core busy; `run` of the others comes one after the other. */
const SIDE_BY_SIDE = new Set(['format', 'lint', 'types']);

/** A part whose result is only its exit code. */
async function check(args) {
  const code = await runNode(args);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [], notes: [] };
}

/**
 * A runner that ended badly without naming a failed test, or named no test at all, is itself one failure: silence must
 * not look green.
 */
function withRunner(name, code, counts) {
  if (counts === null)
    return { passed: 0, failed: 1, skipped: [], notes: [`${name} left no report (exit code ${code})`] };
  if (counts.passed + counts.failed === 0)
    return { ...counts, failed: 1, notes: [...counts.notes, `${name} ran no test`] };
  if (code !== 0 && counts.failed === 0)
    return {
      ...counts,
      failed: 1,
      notes: [...counts.notes, `${name} ended with exit code ${code} although no test failed`],
    };
  return counts;
}

function countVitest(report) {
  if (report === null) return null;
  const skipped = [];
  const notes = [];
  let passed = 0;
  let failed = 0;
  for (const file of report.testResults ?? []) {
    const name = relative(root, file.name);
    for (const test of file.assertionResults) {
      if (test.status === 'passed') passed += 1;
      else if (test.status === 'failed') {
        failed += 1;
        notes.push(`${name}: ${test.fullName}`);
      } else skipped.push(test.fullName);
    }
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')) {
      failed += 1;
      notes.push(`${name}: ${(file.message || 'the file could not be run').split('\n')[0]}`);
    }
  }
  return { passed, failed, skipped, notes };
}

async function vitest(words) {
  const file = join(reports, 'vitest.json');
  const code = await runNode([
    bin('vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...words,
  ]);
  return withRunner('vitest', code, countVitest(readReport(file)));
}

function countPlaywright(report) {
  if (report === null) return null;
  const counts = {
    passed: 0,
    failed: 0,
    skipped: [],
    notes: (report.errors ?? []).map((error) => String(error.message).split('\n')[0]),
  };
  const visit = (suite, path) => {
    for (const spec of suite.specs ?? []) {
      const title = [...path, spec.title].join(' > ');
      for (const test of spec.tests) {
        if (test.status === 'expected') counts.passed += 1;
        else if (test.status === 'skipped') counts.skipped.push(title);
        else {
          counts.failed += 1;
          counts.notes.push(title);
        }
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, [...path, inner.title]);
  };
  for (const suite of report.suites ?? []) visit(suite, [suite.title]);
  return counts;
}

async function playwright(words, chromium) {
  const file = join(reports, 'playwright.json');
  const args = [bin('@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json', ...words];
  const code = await runNode(args, { PLAYWRIGHT_JSON_OUTPUT_NAME: file, CHROME_PATH: chromium, FORCE_COLOR: '0' });
  return withRunner('playwright', code, countPlaywright(readReport(file)));
}

function partsFor(words) {
  const unit = words.includes('--unit');
  const e2e = words.includes('--e2e');
  const rest = words.filter((word) => word !== '--unit' && word !== '--e2e');
  const build = { name: 'build', run: () => check([bin('wxt', 'bin', 'wxt.mjs'), 'build']) };
  const unitPart = { name: 'unit', run: () => vitest(unit ? rest : []) };
  const browserPart = { name: 'browser', browser: true, run: (chromium) => playwright(e2e ? rest : [], chromium) };
  if (unit || e2e) return [...(unit ? [unitPart] : []), ...(e2e ? [build, browserPart] : [])];
  return [
    {
      name: 'format',
      run: () => check([bin('prettier', 'bin', 'prettier.cjs'), '--check', '.', '--log-level', 'warn']),
    },
    { name: 'lint', run: () => check([bin('eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0']) },
    { name: 'types', run: () => check([bin('typescript', 'bin', 'tsc'), '--noEmit']) },
    build,
    unitPart,
    browserPart,
  ];
}

function printTable(rows) {
  const cells = [
    ['part', 'passed', 'failed', 'skipped', 'seconds'],
    ...rows.map((row) => [
      row.name,
      String(row.passed),
      String(row.failed),
      String(row.skipped.length),
      row.seconds.toFixed(1),
    ]),
  ];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  console.log('');
  for (const row of cells)
    console.log(
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
        .join('   '),
    );
  console.log('');
}

async function main() {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const parts = partsFor(process.argv.slice(2));
  const rows = [];
  let chromium = null;
  try {
    chromium = setUp({ browser: parts.some((part) => part.browser) });
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    rows.push({ name: 'set-up', passed: 0, failed: 1, skipped: [], notes: [error.message], seconds: 0 });
  }
  const run = async (part) => {
    console.log(`\n== ${part.name}`);
    const started = performance.now();
    const result = await part.run(chromium);
    rows.push({ name: part.name, ...result, seconds: (performance.now() - started) / 1000 });
  };
  if (rows.length === 0) {
    await Promise.all(parts.filter((part) => SIDE_BY_SIDE.has(part.name)).map(run));
    for (const part of parts) if (!SIDE_BY_SIDE.has(part.name)) await run(part);
  }
  const notes = rows.flatMap((row) => row.notes.map((note) => `failed (${row.name}): ${note}`));
  const skipped = rows.flatMap((row) => row.skipped);
  const passed = rows.reduce((sum, row) => sum + row.passed, 0);
  const failed = rows.reduce((sum, row) => sum + row.failed, 0);
  printTable(rows);
  for (const note of notes) console.log(note);
  if (skipped.length > 0) console.log(`skipped ${skipped.length}: ${skipped.join('; ')}`);
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(`${passed} passed, ${failed} failed`);
}

if (!existsSync(join(root, 'package-lock.json')))
  throw new Error('package-lock.json is missing; run this from a clone of the project');
await main();
