import type { ReactNode } from 'react';
import { Model } from '../../panel/tabs/relations/model';

export function TiesAndModel(): ReactNode {
  return <Model />;
}
