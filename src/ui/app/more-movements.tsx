import { Ellipsis } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useT } from '../../i18n/use-t';
import { MenuButton } from '../widgets/menu-button';

const load = () => import('./menu-of-movements');
const MenuOfMovements = lazy(load);

/** The movements that are no buttons of the bar, with their keys. */
export function MoreMovements() {
  const t = useT();
  const [wanted, setWanted] = useState(false);
  const button = (
    <MenuButton
      icon={<Ellipsis />}
      aria-label={t('app.controls.more')}
      hint={t('app.controls.moreHint')}
      onNear={load}
      onOpen={() => setWanted(true)}
    />
  );
  return wanted ? (
    <Suspense fallback={button}>
      <MenuOfMovements />
    </Suspense>
  ) : (
    button
  );
}
