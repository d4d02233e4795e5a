import { Tabs } from '@base-ui/react/tabs';
import { memo, useEffect, useRef } from 'react';
import { useT } from '../../i18n/use-t';
import type { Snapshot, VmxMode } from '../../protocol/snapshot';
import { useSimulator } from '../../stores/simulator-store';
import { openFile } from '../../stores/view-actions';
import { plainHex } from '../visuals/hex';
import { fileToFollow, lineIn } from './line-marks';
import '../widgets/tab-strip.css';
import './embedded-source.css';

/** The program's text to read, with the line where the processor stands: for a frame that is too small to edit in. */
export function EmbeddedSource() {
  const t = useT();
  const files = useSimulator((state) => state.files);
  const libraries = useSimulator((state) => state.libraries);
  const open = useSimulator((state) => state.openFile);
  const source = useSimulator((state) => state.snapshot?.place.source ?? null);
  const noSource = useSimulator((state) => state.snapshot !== null && state.snapshot.place.source === null);
  const position = useSimulator((state) => state.snapshot?.position ?? 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each move brings the file to the front again.
  useEffect(() => {
    if (source !== null) openFile(fileToFollow(source, useSimulator.getState().openFile));
  }, [position, source]);

  const shown = [...files, ...libraries].find(({ name }) => name === open);
  if (shown === undefined) return null;
  const tabs = files.some(({ name }) => name === shown.name) ? files : [...files, shown];
  return (
    <Tabs.Root className="embedded-source" value={shown.name} onValueChange={openFile}>
      <Tabs.List className="tab-strip" aria-label={t('share.embedded.file')}>
        {tabs.map(({ name }) => (
          <Tabs.Tab key={name} className="tab" value={name}>
            {name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel className="embedded-text" value={shown.name}>
        {noSource ? <MachineCode /> : <Text key={shown.name} name={shown.name} text={shown.text} />}
      </Tabs.Panel>
    </Tabs.Root>
  );
}

function Text({ name, text }: { readonly name: string; readonly text: string }) {
  const mode = useSimulator((state) => state.snapshot?.mode ?? 'off');
  const at = useSimulator((state) => lineIn(name, state.snapshot?.place.source));
  const request = useSimulator((state) => state.sourceRequest);
  const list = useRef<HTMLOListElement>(null);
  const asked = request?.file === name ? request : null;
  useEffect(() => {
    if (at !== null) showLine(list.current, at);
  }, [at]);
  useEffect(() => {
    if (asked !== null) showLine(list.current, asked.line);
  }, [asked]);
  return (
    <ol ref={list} className="embedded-lines">
      {text.split('\n').map((line, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its number.
        <Line key={n} text={line} mode={n + 1 === at ? mode : null} />
      ))}
    </ol>
  );
}

/** `mode` is the processor's where it stands on this line. */
const Line = memo(function Line({ text, mode }: { readonly text: string; readonly mode: VmxMode | null }) {
  const comment = commentStart(text);
  return (
    <li className={mode === null ? undefined : `line-${mode}`} aria-current={mode === null ? undefined : 'step'}>
      {text.slice(0, comment)}
      {comment < text.length && <span className="embedded-comment">{text.slice(comment)}</span>}
    </li>
  );
});

/** Where no source line made the instruction: the machine code around it. */
function MachineCode() {
  const lines = useSimulator((state) => state.snapshot?.disassembly ?? NO_LINES);
  const rip = useSimulator((state) => state.snapshot?.place.rip ?? null);
  const mode = useSimulator((state) => state.snapshot?.mode ?? 'off');
  return (
    <ol className="embedded-lines machine-code">
      {lines.map((line) => (
        <Line
          key={line.rip.toString()}
          text={`${plainHex(line.rip)}  ${line.text}`}
          mode={line.rip === rip ? mode : null}
        />
      ))}
    </ol>
  );
}

const NO_LINES: Snapshot['disassembly'] = [];

function showLine(list: HTMLOListElement | null, line: number): void {
  const row = list?.children[line - 1];
  const pane = list?.closest('.embedded-text')?.getBoundingClientRect();
  if (row === undefined || pane === undefined) return;
  const { top, bottom } = row.getBoundingClientRect();
  const seen = top >= pane.top && bottom <= pane.bottom;
  if (!seen) row.scrollIntoView({ block: 'center' });
}

/** Where the comment of a line begins: at the first semicolon outside quotes; its length when there is none. */
function commentStart(line: string): number {
  let quote = '';
  for (let k = 0; k < line.length; k++) {
    const character = line.charAt(k);
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === ';') return k;
    else if (/['"`]/.test(character)) quote = character;
  }
  return line.length;
}
