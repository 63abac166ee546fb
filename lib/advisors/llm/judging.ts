/** How pairs are judged, as one value for the service that has them judged. */
import type { Judging } from '../../ports/model';
import { createJudge, recordKey } from './judge';
import { currentRecords, relationsFrom } from './llm';

export const judging: Judging = { createJudge, recordKey, currentRecords, relationsFrom };
