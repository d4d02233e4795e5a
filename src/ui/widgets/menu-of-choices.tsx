import { Menu } from '@base-ui/react/menu';
import { Check, ChevronDown } from 'lucide-react';
import { Button } from './button';
import type { Choice, ChoiceMenuProps } from './choice-menu';
import './menu.css';

/** The button of a `ChoiceMenu` with its list, which is open at first: somebody has asked for it. */
export default function MenuOfChoices(props: ChoiceMenuProps<string>) {
  const { label, name, icon, choices, value, onChoose, other, more, align = 'start' } = props;
  return (
    <Menu.Root modal={false} defaultOpen>
      <Menu.Trigger render={<Button icon={icon} aria-label={name} trailing={<ChevronDown className="chevron" />} />}>
        {label}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-place" align={align} sideOffset={4} collisionPadding={8}>
          {/* A list that is longer than the window scrolls: that needs a place that takes the focus. */}
          <Menu.Popup className="menu" tabIndex={0}>
            {more !== undefined && (
              <>
                <Menu.Item className="menu-item" onClick={more.onChoose}>
                  <span className="menu-check" />
                  <span className="menu-text">{more.title}</span>
                </Menu.Item>
                <div className="menu-rule" />
              </>
            )}
            {other !== undefined && (
              <>
                <Menu.RadioGroup value={other.value} onValueChange={other.onChoose}>
                  <Menu.Group>
                    <Menu.GroupLabel className="menu-heading">{other.heading}</Menu.GroupLabel>
                    {other.choices.map(toItem)}
                  </Menu.Group>
                </Menu.RadioGroup>
                <div className="menu-rule" />
              </>
            )}
            <Menu.RadioGroup value={value} onValueChange={onChoose}>
              {choices.map((row) =>
                'heading' in row ? (
                  <Menu.Group key={row.heading}>
                    <Menu.GroupLabel className="menu-heading">{row.heading}</Menu.GroupLabel>
                    {row.choices.map(toItem)}
                  </Menu.Group>
                ) : (
                  toItem(row)
                ),
              )}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function toItem({ id, title, detail, disabled = false }: Choice<string>) {
  return (
    <Menu.RadioItem key={id} className="menu-item" value={id} label={title} disabled={disabled} closeOnClick>
      <span className="menu-check">
        <Menu.RadioItemIndicator>
          <Check />
        </Menu.RadioItemIndicator>
      </span>
      <span className="menu-text">
        {title}
        {detail !== undefined && <span className="menu-detail">{detail}</span>}
      </span>
    </Menu.RadioItem>
  );
}
