/** Why something may not be sent; null when it may. */
import type { fail } from '../../domain/result';

export type Refusal = ReturnType<typeof fail> | null;
