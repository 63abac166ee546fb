/**
 * Benches of the engine, each row beside a baseline measured in the same run. Medians; the machine decides the absolute
 * numbers.
 */
import { captureBench } from './engine-capture';
import { certificateBench } from './engine-certificate';
import { exactBench } from './engine-exact';
import { memoryBench } from './engine-memory';
import { projectionRows } from './engine-projection';
import { safeTradeBench } from './engine-safe-trade';
import { screenBench } from './engine-screen';
import { structuredBench } from './engine-structured';
import type { Bench } from './kit';
import { relationsBench } from './relations-sweep';

const projectionBench: Bench = { name: 'engine-projection', run: projectionRows };

export const engineBenches: readonly Bench[] = [
  screenBench,
  safeTradeBench,
  exactBench,
  structuredBench,
  certificateBench,
  projectionBench,
  captureBench,
  memoryBench,
  relationsBench,
];
