/** Whether the other end of an open socket still lives, and whether it brings what it owes. */
import type { Clock } from '../../ports/clock';

export interface KeepAlive {
  /** What is sent to ask (null: nothing this time); null where the venue sends heartbeats of its own. */
  readonly ping: (() => string | null) | null;
  /** How often is asked, or looked. */
  readonly everyMs: number;
  /** Dead after this long without a sign of life. */
  readonly deadAfterMs: number;
  /** Frames that say only that the venue lives. They are not data. */
  isPong(text: string): boolean;
  /** Whether any other frame is a sign of life too. */
  readonly dataProvesLife: boolean;
  /** Name of what did not come, for the reason of the loss. */
  readonly pongName: string;
}

export interface LifeOptions {
  readonly keepAlive: KeepAlive;
  /** A subscription obliges the venue to send something within this time; null when it does not. */
  readonly firstDataWithinMs: number | null;
  readonly clock: Clock;
  /** Ends with the socket. */
  readonly signal: AbortSignal;
  send(text: string): void;
  onDead(reason: string): void;
  /** It lives, and did not send what the subscription obliges it to. */
  onSilent(reason: string): void;
}

export interface Life {
  /** Takes note of a frame. @returns whether it is more than a pong. */
  heard(text: string): boolean;
  /** What the subscription owes has come. */
  gotData(): void;
}

export function watchLife(options: LifeOptions): Life {
  const { keepAlive, firstDataWithinMs, clock, signal } = options;
  let lastMs = clock.nowMs();
  let hasData = false;

  function look(): void {
    if (clock.nowMs() - lastMs >= keepAlive.deadAfterMs) {
      options.onDead(`no ${keepAlive.pongName} for ${keepAlive.deadAfterMs / 1_000} seconds`);
      return;
    }
    const ping = keepAlive.ping?.() ?? null;
    if (ping !== null) options.send(ping);
    clock.after(keepAlive.everyMs, look, signal);
  }

  clock.after(keepAlive.everyMs, look, signal);
  if (firstDataWithinMs !== null)
    clock.after(
      firstDataWithinMs,
      () => {
        if (!hasData) options.onSilent(`no data for ${firstDataWithinMs / 1_000} seconds after subscribing`);
      },
      signal,
    );

  return {
    heard(text) {
      const isPong = keepAlive.isPong(text);
      if (isPong || keepAlive.dataProvesLife) lastMs = clock.nowMs();
      return !isPong;
    },
    gotData() {
      hasData = true;
    },
  };
}
