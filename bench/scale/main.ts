/** The command line of the bench at scale; the other lines go to the error stream. */
import { parseArgs } from 'node:util';
import { runScale, type ScaleOptions, type ScaleResult } from './scale';

const USAGE = 'usage: npm run -s bench -- scale --markets N --rate N --minutes N [--json]';
/** Fewer hold no group for the open page. */
const LEAST_MARKETS = 100;
const MOST_MARKETS = 20_000;
const MOST_RATE = 20_000;
const MOST_MINUTES = 24 * 60;

/** The exit code: 2 for a wrong word. */
export async function scaleMain(words: readonly string[]): Promise<number> {
  const options = readOptions(words);
  if (options === null) {
    console.error(USAGE);
    return 2;
  }
  const result = await runScale(options, (line) => console.error(line));
  console.log(options.json ? JSON.stringify(result) : table(result));
  return 0;
}

function readOptions(words: readonly string[]): (ScaleOptions & { readonly json: boolean }) | null {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        markets: { type: 'string' },
        rate: { type: 'string' },
        minutes: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    const [markets, rate, minutes] = [Number(values.markets), Number(values.rate), Number(values.minutes)];
    const fits =
      Number.isInteger(markets) &&
      markets >= LEAST_MARKETS &&
      markets <= MOST_MARKETS &&
      rate > 0 &&
      rate <= MOST_RATE &&
      minutes > 0 &&
      minutes <= MOST_MINUTES;
    return fits ? { markets, rate, minutes, json: values.json === true } : null;
  } catch {
    // An unknown word or one without its value.
    return null;
  }
}

function table(result: ScaleResult): string {
  const text = (value: unknown): string =>
    typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([name, part]) => `${name} ${part ?? '-'}`)
          .join(', ')
      : String(value ?? '-');
  return Object.entries(result)
    .map(([name, value]) => `${name.padEnd(16)}${text(value)}`)
    .join('\n');
}
