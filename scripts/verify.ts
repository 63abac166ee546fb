/**
 * `npm run -s verify -- FILE`: re-checks a certificate without any solver. Exit 0: it holds; 1: it does not; 2: the
 * file cannot be read.
 */
import { formatDecimalMicros } from '../lib/domain/units';
import { verifyInFull } from '../lib/verifier/verify';
import { readArguments, readJson, refuse } from './read-input';
import * as en from '../lib/words/en';

/** A command may take its time: a few seconds of patterns. */
const PATTERN_NODES = 3_000_000;

/** A solution of `solve --json` carries its certificate; both are welcome. */
function certificateIn(value: unknown): unknown {
  return typeof value === 'object' &&
    value !== null &&
    'format' in value &&
    value.format === 'facet-solution/1' &&
    'certificate' in value
    ? value.certificate
    : value;
}

function main(): void {
  const { file, problem } = readArguments([]);
  if (problem) return refuse(problem);
  const input = readJson(file);
  if (!input.ok) return refuse(input.problem);
  const answer = verifyInFull(certificateIn(input.value), PATTERN_NODES);
  if (!answer.ok) {
    process.stdout.write(`refused: ${en.failure(answer.error)}\n`);
    process.exitCode = 1;
    return;
  }
  const { certificate, byMultipliers, byPatterns, patterns } = answer.value;
  const dollars = (micros: number): string => `$${formatDecimalMicros(micros)}`;
  const used = certificate.rules.filter(({ multiplierMicros }) => multiplierMicros > 0);
  const lines = [
    `holds: the ${certificate.legs.length} legs pay back at least ${dollars(certificate.floorMicros)} in every ` +
      'outcome that the relations allow',
    `cost ${dollars(certificate.costMicros)} and fees ${dollars(certificate.feesMicros)}: edge ` +
      `${dollars(certificate.edgeMicros)} on the recorded books, at least ${dollars(certificate.edgeAtLimitsMicros)} ` +
      'if every leg fills at its limit',
    byMultipliers
      ? 'proven by multipliers in exact ' +
        `integers${used.length > 0 ? `: ${[...new Set(used.map(({ why }) => en.reasonText(why)))].join('; ')}` : ''}`
      : 'the multipliers alone do not prove it',
    byPatterns === 'confirmed'
      ? `confirmed by trying every pattern of the legs (${patterns} after propagation)`
      : 'too many patterns to try one by one',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

main();
