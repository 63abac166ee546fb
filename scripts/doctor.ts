/**
 * `npm run -s doctor -- [--faults JSON] [--seconds N] [--json]`: the examination of the product against the local
 * exchange as it is on an ordinary day, with the named faults set. Exit 0: green; 1: red; 2: the arguments are wrong.
 */
import { parseArgs } from 'node:util';
import { startExchange } from '../exchange/start';
import { GRAVITY, type Finding } from '../lib/domain/finding';
import * as en from '../lib/words/en';
import { depositSession, doctorOf, signingWallet } from '../test/kit/doctor-bench';
import { refuse } from './read-input';

const DEFAULT_SECONDS = 60;
const SCENARIO = 'neg-risk-gap';
const MARKS = { good: 'ok  ', note: 'note', red: 'RED ' } as const;

function say(finding: Finding): void {
  process.stdout.write(`${MARKS[GRAVITY[finding.code]]}  ${en.doctor.probe(finding.probe)}: `);
  process.stdout.write(`${en.doctor.finding(finding)}\n`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { faults: { type: 'string' }, seconds: { type: 'string' }, json: { type: 'boolean' } },
  });
  const seconds = Number(values.seconds ?? DEFAULT_SECONDS);
  if (!Number.isFinite(seconds) || seconds <= 0) return refuse('--seconds must be a number above 0');
  const exchange = await startExchange({ scenario: SCENARIO });
  try {
    const wallet = signingWallet('doctor');
    const session = await depositSession(exchange, wallet);
    if (values.faults !== undefined) {
      const problem = exchange.faults.patch(JSON.parse(values.faults));
      if (problem !== null) return refuse(problem);
    }
    const doctor = doctorOf(exchange, { session, wallet }, seconds * 1_000);
    let said = 0;
    doctor.subscribe(() => {
      if (values.json === true) return;
      for (const finding of doctor.state().findings.slice(said)) say(finding);
      said = doctor.state().findings.length;
    });
    const { findings, verdict } = await doctor.examine(new AbortController().signal);
    if (values.json === true) process.stdout.write(`${JSON.stringify({ verdict, findings })}\n`);
    else if (verdict !== null) process.stdout.write(`${en.doctor.verdict(verdict)}\n`);
    if (verdict !== 'green') process.exitCode = 1;
  } finally {
    await exchange.close();
  }
}

main().catch((error: unknown) => refuse(error instanceof Error ? error.message : String(error)));
