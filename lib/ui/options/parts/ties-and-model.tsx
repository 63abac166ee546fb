import type { ReactNode } from 'react';
import { Model } from '../../components/model';

export function TiesAndModel(): ReactNode {
  return <Model />;
}
