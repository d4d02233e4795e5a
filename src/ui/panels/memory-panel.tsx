import { ChevronDown, ChevronUp } from 'lucide-react';
import { type KeyboardEvent, useEffect, useState } from 'react';
import '../../i18n/paging';
import { useT } from '../../i18n/use-t';
import { useSimulator } from '../../stores/simulator-store';
import { plainHex } from '../visuals/hex';
import { findAddress } from '../visuals/memory/find-address';
import { CURSOR_ID, HexView } from '../visuals/memory/hex-view';
import { toMemoryRows } from '../visuals/memory/memory-rows';
import { StackView } from '../visuals/memory/stack-view';
import { SegmentedChoice } from '../visuals/segmented-choice';
import { useElementSize } from '../visuals/use-element-size';
import { Button } from '../widgets/button';
import { type ChosenWalk, PageWalkPart, WALK_OF_RIP } from './page-walk-part';
import { PanelEmpty } from './panel-empty';
import { TlbPart } from './tlb-part';
import { useMemoryBlock } from './use-memory-block';
import { useSymbolNames } from './use-symbol-names';
import './memory-panel.css';

const VIEWS = ['linear', 'physical', 'stack', 'walk', 'tlb'] as const;
type View = (typeof VIEWS)[number];

const ROW_HEIGHT = 20;
const WIDE = 600;

/** Memory as bytes by linear or physical address, the stack at RSP; how an address is translated, and the TLB. */
export function MemoryPanel() {
  const t = useT();
  const snapshot = useSimulator((state) => state.snapshot);
  const symbols = useSimulator((state) => state.symbols);
  const focus = useSimulator((state) => state.memoryFocus);
  const walkFocus = useSimulator((state) => state.walkFocus);
  const names = useSymbolNames();
  const [view, setView] = useState<View>('linear');
  const [target, setTarget] = useState<bigint | null>(null);
  const [walk, setWalk] = useState<ChosenWalk>(WALK_OF_RIP);
  const [onlyPage, setOnlyPage] = useState<bigint | null>(null);
  const [text, setText] = useState('');
  const [unknown, setUnknown] = useState(false);
  const [cursor, setCursor] = useState<bigint | null>(null);
  const [body, size] = useElementSize<HTMLDivElement>({ width: 400, height: 480 });

  useEffect(() => {
    if (focus === null) return;
    setView(focus.space);
    setTarget(focus.address);
    setCursor(focus.address);
    setText(plainHex(focus.address));
  }, [focus]);

  useEffect(() => {
    if (walkFocus === null) return;
    setView('walk');
    setWalk(walkFocus.walk);
  }, [walkFocus]);

  const perRow = size.width >= WIDE ? 16 : 8;
  const rowCount = Math.max(4, Math.floor(size.height / ROW_HEIGHT));
  const rsp = snapshot?.registers.general[4] ?? null;
  const start = view === 'stack' ? rsp : align(target ?? snapshot?.registers.rip ?? null, perRow);
  const space = view === 'physical' ? 'physical' : 'linear';
  const showsBytes = view !== 'walk' && view !== 'tlb';
  const length = rowCount * perRow;
  const { block, before } = useMemoryBlock(space, start, showsBytes ? (view === 'stack' ? rowCount * 8 : length) : 0);
  if (snapshot === null) return <PanelEmpty panel="memory" />;

  const move = (rows: number) => {
    if (view !== 'stack' && start !== null) setTarget(BigInt.asUintN(64, start + BigInt(rows * perRow)));
  };
  const chosen = cursor === null || start === null ? null : Number(BigInt.asIntN(64, cursor - start));
  const inSight = chosen !== null && view !== 'stack' && chosen >= 0 && chosen < length ? chosen : null;
  /** Moves the chosen byte; the window follows it. */
  const choose = (byte: number) => {
    if (start === null) return;
    setCursor(BigInt.asUintN(64, start + BigInt(byte)));
    if (byte < 0) move(Math.floor(byte / perRow));
    if (byte >= length) move(Math.floor((byte - length) / perRow) + 1);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = { ArrowUp: -1, ArrowDown: 1, PageUp: 1 - rowCount, PageDown: rowCount - 1 }[event.key];
    const byte = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (view !== 'stack' && (byte !== undefined || inSight !== null) && (row ?? byte) !== undefined) {
      choose(inSight === null ? 0 : inSight + (byte ?? (row ?? 0) * perRow));
    } else if (row !== undefined) move(row);
    else if (event.key === 'Escape' && cursor !== null) setCursor(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const byteAt = inSight === null ? null : (block?.bytes[inSight] ?? null);
  const go = () => {
    const address = findAddress(text, symbols, snapshot.registers);
    setUnknown(address === null && text.trim() !== '');
    if (address === null) return;
    if (view === 'walk') setWalk({ ...walk, address });
    else if (view === 'tlb') setOnlyPage(address);
    else goTo(address);
  };
  const goTo = (address: bigint) => {
    setTarget(address);
    setCursor(address);
    if (view === 'stack') setView('linear');
  };
  return (
    <div className="memory-panel">
      <form
        className="memory-bar"
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <span className="memory-bar-row">
          <SegmentedChoice
            name={t('panels.memory.view')}
            choices={VIEWS.map((id) => ({
              id,
              title: t(id === 'walk' || id === 'tlb' ? `paging.views.${id}` : `panels.memory.views.${id}`),
            }))}
            value={view}
            onChoose={setView}
          />
          {showsBytes && (
            <span className="memory-pages">
              <Button
                variant="quiet"
                icon={<ChevronUp />}
                aria-label={t('panels.memory.earlier')}
                onClick={() => move(1 - rowCount)}
              />
              <Button
                variant="quiet"
                icon={<ChevronDown />}
                aria-label={t('panels.memory.later')}
                onClick={() => move(rowCount - 1)}
              />
            </span>
          )}
        </span>
        <input
          className="memory-address"
          value={text}
          placeholder={t('panels.memory.address')}
          aria-label={t('panels.memory.address')}
          aria-invalid={unknown}
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit">{t('panels.memory.go')}</Button>
      </form>
      {unknown && (
        <p className="memory-unknown" role="alert">
          {t('panels.memory.unknown', { text })}
        </p>
      )}
      {view === 'walk' && (
        <PageWalkPart snapshot={snapshot} chosen={walk} onChoose={setWalk} onTlb={() => setView('tlb')} />
      )}
      {view === 'tlb' && (
        <TlbPart
          only={onlyPage}
          onAll={() => setOnlyPage(null)}
          onWalk={({ linear, kind, ep4ta }) => {
            const access = kind === 'instruction' ? 'fetch' : 'read';
            setWalk({ ...WALK_OF_RIP, address: linear, access, guest: ep4ta !== null });
            setView('walk');
          }}
          onGuestPhysicalWalk={(guestPhysical) => {
            setWalk({
              address: BigInt(guestPhysical),
              space: 'guest-physical',
              access: 'read',
              user: null,
              guest: true,
            });
            setView('walk');
          }}
        />
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a place that scrolls by keyboard, not a group of form fields */}
      <div
        ref={body}
        className="memory-body"
        hidden={!showsBytes}
        role="group"
        aria-label={t('panels.memory.scrolls')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by keyboard.
        tabIndex={0}
        onWheel={(event) => move(Math.sign(event.deltaY) * 3)}
        aria-activedescendant={inSight === null ? undefined : CURSOR_ID}
        onKeyDown={onKeyDown}
      >
        {block !== null &&
          (view === 'stack' ? (
            <StackView block={block} before={before} names={names} />
          ) : (
            <HexView rows={toMemoryRows(block, before, perRow)} space={space} cursor={inSight} onChoose={choose} />
          ))}
      </div>
      <p className="visually-hidden" aria-live="polite">
        {showsBytes &&
          cursor !== null &&
          inSight !== null &&
          `${plainHex(cursor)}: ${byteAt?.toString(16).padStart(2, '0') ?? '--'}`}
      </p>
    </div>
  );
}

function align(address: bigint | null, to: number): bigint | null {
  return address === null ? null : address - (address % BigInt(to));
}
