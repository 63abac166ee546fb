/**
 * What goes out on one socket, through the WebSocket faults: withheld, dropped, doubled, swapped with the next, or with
 * one character replaced. Counts what was really sent.
 */
import type { WebSocket } from 'ws';
import type { Faults } from '../faults';
import type { Random } from '../../lib/domain/random';

export type ChannelName = 'market' | 'user' | 'spot';

export interface FrameCounts {
  sent: number;
  withheld: number;
}

export interface OutboxOptions {
  readonly socket: WebSocket;
  readonly channel: ChannelName;
  readonly faults: Faults;
  readonly random: Random;
  readonly counts: FrameCounts;
}

export class Outbox {
  private waiting: string | null = null;
  /** First book frame of this socket, which a fault can send again as an old snapshot. */
  private firstBook: string | null = null;

  constructor(private readonly options: OutboxOptions) {}

  private hit(mode: 'wsFreeze' | 'wsDead'): boolean {
    const value = this.options.faults.current[mode];
    return value === 'all' || value === this.options.channel;
  }

  private chance(percent: number): boolean {
    return percent > 0 && this.options.random() * 100 < percent;
  }

  private write(text: string): void {
    const { wsDelayMs } = this.options.faults.current;
    // Equal delays keep the order: timers of one length fire as they were set.
    if (wsDelayMs > 0) setTimeout(() => this.writeNow(text), wsDelayMs).unref();
    else this.writeNow(text);
  }

  private writeNow(text: string): void {
    if (this.options.socket.readyState !== this.options.socket.OPEN) return;
    this.options.counts.sent += 1;
    this.options.socket.send(text);
  }

  /** Answer to PING: comes unless the socket is to look dead. */
  pong(): void {
    if (!this.hit('wsDead')) this.options.socket.send('PONG');
  }

  data(frame: unknown): void {
    this.dataText(JSON.stringify(frame));
  }

  dataText(whole: string): void {
    const { faults, random, counts } = this.options;
    const { wsDropPercent, wsDuplicatePercent, wsReorderPercent, wsCorruptPercent } = faults.current;
    let text = whole;
    if (this.firstBook === null && text.includes('"event_type":"book"')) this.firstBook = text;
    if (this.hit('wsFreeze') || this.hit('wsDead') || this.chance(wsDropPercent)) {
      counts.withheld += 1;
      return;
    }
    if (this.chance(wsCorruptPercent)) {
      const at = Math.floor(random() * text.length);
      text = `${text.slice(0, at)}${text[at] === '#' ? '?' : '#'}${text.slice(at + 1)}`;
    }
    if (this.waiting === null && this.chance(wsReorderPercent)) {
      this.waiting = text;
      return;
    }
    this.write(text);
    if (this.chance(wsDuplicatePercent)) this.write(text);
    if (this.waiting === null) return;
    const late = this.waiting;
    this.waiting = null;
    this.write(late);
  }

  /** Frames outside the protocol, for the control endpoint. */
  raw(kind: 'text' | 'binary' | 'invalid-utf8' | 'huge' | 'old-book', text: string): void {
    const { socket } = this.options;
    switch (kind) {
      case 'text':
        return socket.send(text);
      case 'binary':
        return socket.send(Buffer.from(text === '' ? [0, 1, 2, 255] : Buffer.from(text)));
      case 'invalid-utf8':
        // As a text frame: a browser must fail the connection.
        return socket.send(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), { binary: false });
      case 'huge':
        return socket.send(`[${'{"event_type":"unknown"},'.repeat(200_000)}{}]`);
      case 'old-book':
        return this.firstBook === null ? undefined : socket.send(this.firstBook);
      default:
        throw new Error(`unknown frame kind ${String(kind)}`);
    }
  }

  /** 1006 cannot be sent: the connection is cut without a close frame. */
  close(code: number): void {
    if (code === 1006) this.options.socket.terminate();
    else this.options.socket.close(code);
  }
}
