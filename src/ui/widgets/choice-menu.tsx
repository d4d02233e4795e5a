import { Menu } from '@base-ui/react/menu';
import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button';
import './menu.css';

export interface Choice<Id extends string> {
  readonly id: Id;
  readonly title: string;
  readonly detail?: string;
  readonly disabled?: boolean;
}

export interface ChoiceMenuProps<Id extends string> {
  /** Text of the button, and the accessible name when it differs. */
  readonly label: ReactNode;
  readonly name?: string;
  readonly icon?: ReactNode;
  readonly choices: readonly Choice<Id>[];
  readonly value: Id | null;
  readonly onChoose: (id: Id) => void;
  readonly align?: 'start' | 'end';
}

/** A button that opens a list of which one is chosen. */
export function ChoiceMenu<Id extends string>(props: ChoiceMenuProps<Id>) {
  const { label, name, icon, choices, value, onChoose, align = 'start' } = props;
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger render={<Button icon={icon} aria-label={name} trailing={<ChevronDown className="chevron" />} />}>
        {label}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-place" align={align} sideOffset={4} collisionPadding={8}>
          <Menu.Popup className="menu">
            <Menu.RadioGroup value={value} onValueChange={onChoose}>
              {choices.map((choice) => (
                <Menu.RadioItem
                  key={choice.id}
                  className="menu-item"
                  value={choice.id}
                  label={choice.title}
                  disabled={choice.disabled ?? false}
                  closeOnClick
                >
                  <span className="menu-check">
                    <Menu.RadioItemIndicator>
                      <Check />
                    </Menu.RadioItemIndicator>
                  </span>
                  <span className="menu-text">
                    {choice.title}
                    {choice.detail !== undefined && <span className="menu-detail">{choice.detail}</span>}
                  </span>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
