/** Calldata read by hand: four bytes that name the function, then words of 32 bytes. A missing word is null. */
import { keccak256 } from '../crypto/keccak';

export interface Call {
  readonly to: string;
  /** "0x" and hex. */
  readonly data: string;
}

export function selectorOf(signature: string): string {
  return keccak256(`0x${Buffer.from(signature, 'utf8').toString('hex')}`).slice(0, 10);
}

export class Words {
  private readonly body: string;
  readonly selector: string;

  constructor(data: string) {
    const hex = /^0x([0-9a-fA-F]{2})*$/.test(data) ? data.toLowerCase() : '0x';
    this.selector = hex.slice(0, 10);
    this.body = hex.slice(10);
  }

  /** @param index of the word; `from` in bytes after the selector. */
  hex(index: number, from = 0): string | null {
    const start = from * 2 + index * 64;
    return start >= 0 && start + 64 <= this.body.length ? `0x${this.body.slice(start, start + 64)}` : null;
  }

  number(index: number, from = 0): bigint | null {
    const hex = this.hex(index, from);
    return hex === null ? null : BigInt(hex);
  }

  /** null: dirty above its twenty bytes. */
  address(index: number, from = 0): string | null {
    const hex = this.hex(index, from);
    return hex !== null && /^0x0{24}/.test(hex) ? `0x${hex.slice(26)}` : null;
  }

  /** Bytes of a dynamic argument whose offset stands in this word. */
  bytes(index: number, from = 0): string | null {
    const offset = this.number(index, from);
    if (offset === null || offset > 1_000_000n) return null;
    const at = from + Number(offset);
    const length = this.number(0, at);
    if (length === null || length > 1_000_000n) return null;
    const start = (at + 32) * 2;
    const end = start + Number(length) * 2;
    return end <= this.body.length ? `0x${this.body.slice(start, end)}` : null;
  }
}

const MULTISEND = selectorOf('multiSend(bytes)');
const PROXY = selectorOf('proxy((uint8,address,uint256,bytes)[])');

/** Calls inside `multiSend`, each a plain call without value; null where one is something else. */
export function readMultisend(data: string): readonly Call[] | null {
  const words = new Words(data);
  const packed = words.selector === MULTISEND ? words.bytes(0) : null;
  if (packed === null) return null;
  const hex = packed.slice(2);
  const calls: Call[] = [];
  for (let at = 0; at < hex.length;) {
    const head = /^00([0-9a-f]{40})0{64}([0-9a-f]{64})/.exec(hex.slice(at, at + 170));
    const length = head ? Number(BigInt(`0x${head[2] ?? '0'}`)) : -1;
    const end = at + 170 + length * 2;
    if (!head || end > hex.length) return null;
    calls.push({ to: `0x${head[1] ?? ''}`, data: `0x${hex.slice(at + 170, end)}` });
    at = end;
  }
  return calls;
}

/** Calls inside the proxy factory's `proxy`. */
export function readProxy(data: string): readonly Call[] | null {
  const words = new Words(data);
  const list = words.selector === PROXY ? words.number(0) : null;
  if (list === null) return null;
  const from = Number(list);
  const count = words.number(0, from);
  if (count === null || count > 100n) return null;
  const calls: Call[] = [];
  for (let i = 0; i < Number(count); i += 1) {
    const offset = words.number(i, from + 32);
    if (offset === null) return null;
    const at = from + 32 + Number(offset);
    const [kind, to, value, inner] = [
      words.number(0, at),
      words.address(1, at),
      words.number(2, at),
      words.bytes(3, at),
    ];
    if (kind !== 1n || to === null || value !== 0n || inner === null) return null;
    calls.push({ to, data: inner });
  }
  return calls;
}
