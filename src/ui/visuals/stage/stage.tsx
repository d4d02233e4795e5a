import { useT } from '../../../i18n/use-t';
import { guestName } from '../guest-name';
import { shortHex } from '../hex';
import { useElementSize } from '../use-element-size';
import { describeStage } from './describe-stage';
import { StageCard } from './stage-card';
import { StageCrossingDrawing } from './stage-crossing-drawing';
import { type Box, layoutStage } from './stage-layout';
import type { StageModel } from './stage-model';
import { OtherTokens, StageToken, tokenRoom } from './stage-token';
import './stage.css';

export interface StageProps {
  readonly model: StageModel;
  /** Show where the VMM or the guest with this VMCS stands. */
  readonly onVmm: () => void;
  readonly onGuest: (pointer: bigint) => void;
  readonly onVmcs: (pointer: bigint) => void;
}

/** Two rooms divided by one line, VMX root above and VMX non-root below, with the processor on the side it is on. */
export function Stage({ model, onVmm, onGuest, onVmcs }: StageProps) {
  const t = useT();
  const [frame, { width }] = useElementSize<HTMLDivElement>({ width: 472, height: 0 });
  const open = model.mode !== 'off';
  const place = layoutStage(Math.max(280, width), model.desks.length, model.crossing?.desk ?? 0, open);
  const description = describeStage(t, model);

  return (
    <div ref={frame} className="stage" data-mode={model.mode} data-still={model.still}>
      <p className="visually-hidden">{description}</p>
      {/* biome-ignore lint/a11y/useSemanticElements: an SVG group has no HTML element of its own */}
      <svg role="group" aria-label={t('panels.stage.picture')} width={place.width} height={place.height}>
        <Room
          box={place.root}
          side="root"
          open={open}
          title={t(open ? 'panels.stage.root' : 'panels.stage.rootClosed')}
        />
        <Room
          box={place.guests}
          side="guest"
          open={open}
          title={t(open ? 'panels.stage.nonRoot' : 'panels.stage.nonRootClosed')}
        />
        <line className="stage-line" x1={0} x2={place.width} y1={place.lineY} y2={place.lineY} />
        <StageCard
          box={open ? place.vmm : place.outside}
          tone={open ? 'root' : 'off'}
          active={model.mode !== 'non-root'}
          title={t(open ? 'panels.stage.vmm' : 'panels.stage.outside')}
          place={model.vmm}
          room={tokenRoom(model, null)}
          action={model.vmm === null ? null : { label: t('panels.stage.showVmm'), run: onVmm }}
        />
        {model.vmcs !== null && <VmcsCard vmcs={model.vmcs} box={place.vmcs} onVmcs={onVmcs} />}
        {open && model.desks.length === 0 && (
          <StageCard
            box={place.desks[0] ?? place.vmm}
            tone="empty"
            active={false}
            title={t('panels.stage.noGuest')}
            place={null}
            room={0}
            action={null}
          />
        )}
        {model.desks.map((desk, n) => (
          <StageCard
            key={desk.pointer.toString()}
            box={place.desks[n] ?? place.vmm}
            tone={desk.place === null ? 'empty' : open ? 'guest' : 'off'}
            active={desk.here}
            title={
              desk.place === null
                ? t('panels.stage.notYet', { guest: guestName(t, desk.label) })
                : guestName(t, desk.label)
            }
            place={desk.place}
            room={tokenRoom(model, n)}
            action={{
              label: t('panels.stage.showGuest', { guest: guestName(t, desk.label) }),
              run: () => onGuest(desk.pointer),
            }}
          />
        ))}
        {model.crossing !== null && (
          <StageCrossingDrawing key={model.crossing.n} crossing={model.crossing} place={place} />
        )}
        <OtherTokens model={model} place={place} />
        <StageToken model={model} place={place} />
      </svg>
    </div>
  );
}

interface RoomProps {
  readonly box: Box;
  readonly side: 'root' | 'guest';
  readonly open: boolean;
  readonly title: string;
}

function Room({ box, side, open, title }: RoomProps) {
  const titleY = side === 'root' ? box.y + 23 : box.y + box.height - 13;
  return (
    <g className="stage-room" data-side={side} data-open={open}>
      <rect x={box.x} y={box.y} width={box.width} height={box.height} rx={6} />
      <text className="stage-room-title" x={box.x + 16} y={titleY}>
        {title}
      </text>
    </g>
  );
}

interface VmcsCardProps {
  readonly vmcs: NonNullable<StageModel['vmcs']>;
  readonly box: Box;
  readonly onVmcs: (pointer: bigint) => void;
}

function VmcsCard({ vmcs, box, onVmcs }: VmcsCardProps) {
  const t = useT();
  const pointer = shortHex(vmcs.pointer);
  return (
    <StageCard
      box={box}
      tone="plain"
      active={false}
      title={`VMCS ${pointer}`}
      place={{
        symbol: guestName(t, vmcs.label),
        instruction: t(vmcs.launched ? 'panels.stage.currentLaunched' : 'panels.stage.currentClear'),
      }}
      words
      room={0}
      action={{ label: t('panels.stage.showVmcs', { pointer }), run: () => onVmcs(vmcs.pointer) }}
    />
  );
}
