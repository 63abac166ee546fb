/**
 * SHA-256 as hexadecimal text. Relation ids and text fingerprints are made inside pure functions, where the platform's
 * asynchronous digest cannot be awaited. Texts are hostile, so a hash with easy collisions will not do.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
