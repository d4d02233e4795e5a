import { toLink } from '../share/link';
import { currentMoment } from './moment';
import { useSimulator } from './simulator-store';
import { toWork } from './work-state';

/** How long a machine that may have failed has for telling its moment. */
const PATIENCE_MS = 5000;

/** The link that opens the program at the moment where the machine stands; the program alone when the machine cannot tell. */
export async function reproducerLink(page: string): Promise<string> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  const moment = await Promise.race([currentMoment().catch(() => null), late]);
  const work = toWork(useSimulator.getState());
  return toLink(moment === null ? work : { ...work, moment }, page);
}
