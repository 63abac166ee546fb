import type { ReactNode } from 'react';
import { Executions } from '../../components/executions';
import { Opportunities } from '../../components/opportunities';
import type { DashboardView } from '../../shell/dashboard';

export function Now({ view, nowMs }: { readonly view: DashboardView; readonly nowMs: number }): ReactNode {
  return (
    <>
      <Executions executions={view.executions} nowMs={nowMs} />
      <Opportunities {...view} nowMs={nowMs} />
    </>
  );
}
