import { useEffect, useState } from 'react';
import { createStore, useStore } from 'zustand';
import type { Replica, ReplicaState, Topic } from '../../protocol/replica';

/** The replica as React state. */
export function useReplica<T extends Topic>(replica: Replica<T>): ReplicaState<T> {
  const [store] = useState(() => createStore<{ readonly now: ReplicaState<T> }>(() => ({ now: replica.state() })));
  useEffect(() => {
    const take = (): void => store.setState({ now: replica.state() });
    take();
    return replica.subscribe(take);
  }, [replica, store]);
  return useStore(store, ({ now }) => now);
}
