/**
 * `npm run -s exchange -- [--port N] [--control N] [--scenario NAME] [--data DIR] [--seed N] [--speed X] [--calm]
 * [--gap-delay MS]`: the exchange in the foreground, as unkind as the venue is on an ordinary day; `--calm`: without
 * that; `--gap-delay`: how long the prices of a scenario with a gap are coherent first.
 */
import { parseArgs } from 'node:util';
import { scenarios } from './scenarios/index';
import { startExchange } from './start';

const DEFAULT_PORT = 8443;
const DEFAULT_CONTROL_PORT = 9443;

function number(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} must be a number, was "${text}"`);
  return value;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      control: { type: 'string' },
      scenario: { type: 'string' },
      data: { type: 'string' },
      seed: { type: 'string' },
      speed: { type: 'string' },
      calm: { type: 'boolean' },
      'gap-delay': { type: 'string' },
    },
  });
  const [firstScenario] = Object.keys(scenarios);
  const scenario = values.scenario ?? (values.data === undefined ? firstScenario : undefined);
  const [seed, speed] = [number('seed', values.seed), number('speed', values.speed)];
  const gapDelayMs = number('gap-delay', values['gap-delay']);
  const exchange = await startExchange({
    port: number('port', values.port) ?? DEFAULT_PORT,
    controlPort: number('control', values.control) ?? (values.port === undefined ? DEFAULT_CONTROL_PORT : 0),
    ...(scenario === undefined ? {} : { scenario }),
    ...(values.data === undefined ? {} : { data: values.data }),
    ...(seed === undefined ? {} : { seed }),
    ...(speed === undefined ? {} : { speed }),
    ...(gapDelayMs === undefined ? {} : { scenarioOptions: { gapDelayMs } }),
    unkind: values.calm !== true,
  });
  const { port, controlUrl: control, spki, plainUrl: clob } = exchange;
  process.stdout.write(`${JSON.stringify({ ready: true, port, control, spki, clob })}\n`);
  const stop = (): void => {
    exchange.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`exchange: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(2);
});
