/**
 * A slice: what a service gives to the rest of the background. The container makes the ports, lists the slices and
 * folds the list; adding a service is one folder and one line there.
 */
import type { Result } from '../domain/result';
import type { CommandHandlers, CommandName } from '../protocol/commands';
import type { KeyOf, Pace, TopicName, ViewOf } from '../protocol/topics';

/** Says that these topics show something new; `concerns` narrows it to some keys. At once where no pace is named. */
export type Wake = (topics: readonly TopicName[], concerns?: (key: string | null) => boolean, pace?: Pace) => void;

/** Views by topic; each a pure function of the service's state. */
export type TopicViews<T extends TopicName> = { readonly [N in T]: (key: KeyOf<N>) => ViewOf<N> };

export interface Slice<T extends TopicName = never, C extends CommandName = never> {
  readonly name: string;
  /** Reads what earlier lives left. In the order of the list; one that fails leaves the others standing. */
  load?(): Promise<Result<unknown> | void>;
  /** Begins its own work; after every slice was loaded. */
  start?(): void;
  readonly topics?: TopicViews<T>;
  readonly commands?: Pick<CommandHandlers, C>;
  /** Registered once, before anything is loaded. */
  wakes?(wake: Wake): void;
  close?(): void;
}
