import { ChevronDown } from 'lucide-react';
import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react';
import { MenuButton } from './menu-button';

export interface Choice<Id extends string> {
  readonly id: Id;
  readonly title: string;
  readonly detail?: string;
  readonly disabled?: boolean;
}

/** Choices under a heading. */
export interface ChoiceGroup<Id extends string> {
  readonly heading: string;
  readonly choices: readonly Choice<Id>[];
}

export interface OtherChoice extends ChoiceGroup<string> {
  readonly value: string;
  readonly onChoose: (id: string) => void;
}

export interface ChoiceMenuProps<Id extends string> {
  /** Text of the button, and the accessible name when it differs. */
  readonly label: ReactNode;
  readonly name?: string;
  readonly icon?: ReactNode;
  /** One list, or several under headings. */
  readonly choices: readonly Choice<Id>[] | readonly ChoiceGroup<Id>[];
  readonly value: Id | null;
  readonly onChoose: (id: Id) => void;
  /** Something else that is chosen in the same menu, above the rest and under its heading. */
  readonly other?: OtherChoice;
  /** Something that opens from the menu, at its top. */
  readonly more?: { readonly title: string; readonly onChoose: () => void };
  readonly align?: 'start' | 'end';
}

const load = () => import('./menu-of-choices');
/** Fetched when somebody comes near the button: no menu is open at the start. */
const MenuOfChoices = lazy(load) as unknown as ComponentType<ChoiceMenuProps<string>>;

/** A button that opens a list of which one is chosen. */
export function ChoiceMenu<Id extends string>(props: ChoiceMenuProps<Id>) {
  const [wanted, setWanted] = useState(false);
  const button = (
    <MenuButton
      icon={props.icon}
      aria-label={props.name}
      trailing={<ChevronDown className="chevron" />}
      onNear={load}
      onOpen={() => setWanted(true)}
    >
      {props.label}
    </MenuButton>
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <MenuOfChoices {...(props as unknown as ChoiceMenuProps<string>)} />
    </Suspense>
  );
}
