import { useMemo } from 'react';
import '../../i18n/travel';
import type { Breakpoint } from '../../protocol/commands';
import { setBreakpoints } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';
import { goToMemory, goToSource, openBreakpoint } from '../../stores/view-actions';
import { BreakpointList } from '../visuals/breakpoints/breakpoint-list';
import { msrNames } from '../visuals/breakpoints/msr-names';
import { useSymbolNames } from './use-symbol-names';

/** All breakpoints: each can be switched off, changed and removed. */
export function BreakpointsPanel() {
  const breakpoints = useSimulator((state) => state.breakpoints);
  const problems = useSimulator((state) => state.breakpointProblems);
  const libraries = useSimulator((state) => state.libraries);
  const stoppedAt = useSimulator((state) =>
    state.snapshot?.stop.kind === 'breakpoint' && !state.snapshot.running ? state.snapshot.stop.breakpoint : null,
  );
  const symbols = useSymbolNames();
  const names = useMemo(() => ({ symbols, msrs: msrNames(libraries) }), [symbols, libraries]);
  const replace = (index: number, ...by: Breakpoint[]) =>
    void setBreakpoints([...breakpoints.slice(0, index), ...by, ...breakpoints.slice(index + 1)]);
  return (
    <BreakpointList
      breakpoints={breakpoints}
      problems={problems}
      stoppedAt={stoppedAt}
      names={names}
      onAdd={() => openBreakpoint()}
      onEdit={(index, breakpoint) => openBreakpoint(breakpoint, index)}
      onEnable={(index, breakpoint, enabled) => replace(index, { ...breakpoint, enabled })}
      onRemove={(index) => replace(index)}
      onRemoveAll={() => void setBreakpoints([])}
      onShow={show}
    />
  );
}

/** Shows the place that a breakpoint watches. */
function show(breakpoint: Breakpoint): void {
  if (breakpoint.kind === 'line') goToSource(breakpoint.file, breakpoint.line);
  else if (breakpoint.kind === 'address') goToMemory('linear', breakpoint.address);
  else if (breakpoint.kind === 'data') goToMemory(breakpoint.space, breakpoint.address);
}
