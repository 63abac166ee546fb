/**
 * The list of slices folded into one: every topic has one owner and every command one answer, by type and once more
 * when the background starts.
 */
import type { Log } from '../ports/log';
import type { CommandHandlers, CommandName } from '../protocol/commands';
import { commands as commandTable } from '../protocol/commands';
import { topics as topicTable, type Subscription, type TopicName } from '../protocol/topics';
import type { Slice, Wake } from './slice';

/** A slice of whatever topics and commands. */
export type AnySlice = Omit<Slice, 'topics' | 'commands'> & {
  readonly topics?: object;
  readonly commands?: object;
};

type KeysOf<S, K extends 'topics' | 'commands'> = S extends { readonly [P in K]?: infer Given }
  ? keyof NonNullable<Given>
  : never;
type Missing<S extends readonly AnySlice[]> =
  Exclude<CommandName, KeysOf<S[number], 'commands'>> | Exclude<TopicName, KeysOf<S[number], 'topics'>>;
/** The list itself where nothing is missing; else what is missing, in the compiler's message. */
export type Complete<S extends readonly AnySlice[]> = [Missing<S>] extends [never]
  ? S
  : { readonly missing: Missing<S> };

export interface Folded {
  readonly commands: CommandHandlers;
  /** The view of a subscription that was checked against the table. */
  view(subscription: Subscription): object;
  wakes(wake: Wake): void;
  load(): Promise<void>;
  start(): void;
}

/** @throws Error when two slices answer the same, or none does: a fault of the list. */
export function foldSlices<const S extends readonly AnySlice[]>(slices: S & Complete<S>, log: Log): Folded {
  const list: readonly AnySlice[] = slices;
  const commands = merged(
    'command',
    list.map((slice) => slice.commands),
    Object.keys(commandTable),
  );
  const views = merged(
    'topic',
    list.map((slice) => slice.topics),
    Object.keys(topicTable),
  );
  if (!areHandlers(commands)) throw new Error('a command has no handler');
  return {
    commands,
    view({ topic, key }) {
      const made: unknown = views[topic]?.(key);
      if (typeof made !== 'object' || made === null) throw new Error(`topic ${topic} gave no view`);
      return made;
    },
    wakes: (wake) => list.forEach((slice) => slice.wakes?.(wake)),
    async load() {
      for (const slice of list) await loadOne(slice, log);
    },
    start: () => list.forEach((slice) => slice.start?.()),
  };
}

/** A part that fails says so and leaves the others standing. */
async function loadOne(slice: AnySlice, log: Log): Promise<void> {
  try {
    await slice.load?.();
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    log.error('boot-step-failed', { step: slice.name, reason });
  }
}

type Answers = Readonly<Record<string, (...asked: readonly unknown[]) => unknown>>;

/** Each answer under its name; what it is asked with, who asks included, goes to it whole. @throws as `foldSlices` */
export function merged(kind: string, parts: readonly (object | undefined)[], wanted: readonly string[]): Answers {
  const all = parts.flatMap((part) => Object.entries(part ?? {}));
  const found = new Map<string, (...asked: readonly unknown[]) => unknown>();
  for (const [name, answer] of all) {
    if (found.has(name)) throw new Error(`two slices answer the ${kind} ${name}`);
    if (typeof answer === 'function') found.set(name, (...asked) => Reflect.apply(answer, undefined, asked));
  }
  const missing = wanted.filter((name) => !found.has(name));
  if (missing.length > 0) throw new Error(`no slice answers the ${kind} ${missing.join(', ')}`);
  return Object.fromEntries(found);
}

/** By the type of the list and the check above. */
function areHandlers(answers: Answers): answers is Answers & CommandHandlers {
  return Object.keys(commandTable).every((name) => Object.hasOwn(answers, name));
}
