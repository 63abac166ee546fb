/** Firefox: the background is a page and starts its Workers itself. */
import { createOwnWorkers } from '../../lib/platform/own-workers';
import { starts } from './starts';

export const workerHost = createOwnWorkers(starts);
