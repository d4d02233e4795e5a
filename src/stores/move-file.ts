import { setFiles } from './actions';
import { useSimulator } from './simulator-store';

/** Moves a file to another place in the order: files are assembled one after the other, as one text. */
export function moveFile(name: string, to: number): void {
  const { files, openFile } = useSimulator.getState();
  const at = files.findIndex((file) => file.name === name);
  const file = files[at];
  const place = Math.min(Math.max(to, 0), files.length - 1);
  if (file === undefined || place === at) return;
  const rest = files.filter((other) => other !== file);
  setFiles([...rest.slice(0, place), file, ...rest.slice(place)], openFile ?? name);
}
