import './keys.css';

/** Keys as caps: "Shift+F11" becomes two, "F5 / F6" two choices. On a Mac Alt and Ctrl carry their signs. */
export function Keys({ text }: { readonly text: string }) {
  return (
    <span className="keys">
      {text.split('+').map((key) => (
        <kbd key={key}>{nameOfKey(key)}</kbd>
      ))}
    </span>
  );
}

function nameOfKey(key: string): string {
  if (key === 'Mod') return isMac() ? '⌘' : 'Ctrl';
  if (key === 'Alt' && isMac()) return '⌥';
  return key;
}

function isMac(): boolean {
  return navigator.platform.startsWith('Mac');
}
