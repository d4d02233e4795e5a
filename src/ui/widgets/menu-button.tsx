import { Button, type ButtonProps } from './button';

export interface MenuButtonProps extends ButtonProps {
  /** The pointer or the focus has come to the button: the menu can be fetched. */
  readonly onNear: () => Promise<unknown>;
  readonly onOpen: () => void;
}

/** The button of a menu that is not fetched yet; it opens by the same keys. */
export function MenuButton({ onNear, onOpen, ...button }: MenuButtonProps) {
  // Without the network the press asks again, and says so.
  const near = () => void onNear().catch(() => undefined);
  return (
    <Button
      {...button}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={near}
      onFocus={near}
      onClick={onOpen}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
        event.preventDefault();
        onOpen();
      }}
    />
  );
}
