import { forgetStored } from '../../stores/storage';

/** Gives the panes their first sizes; the page opens again with them, the work is stored. */
export function resetLayout(): void {
  forgetStored('react-resizable-panels:');
  location.reload();
}
