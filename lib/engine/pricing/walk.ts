/** Walks of the engine are those of the domain; the verifier alone has its own. */
export { depthMicros, walkBook, type Walk, type WalkRequest } from '../../domain/walk';
