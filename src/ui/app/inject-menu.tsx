import { Popover } from '@base-ui/react/popover';
import { ChevronDown, Zap } from 'lucide-react';
import { useState } from 'react';
import { useT } from '../../i18n/use-t';
import type { InjectedEvent } from '../../protocol/commands';
import { inject } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';
import { Button } from '../widgets/button';
import './inject-menu.css';

/** Vectors below 16 are the processor's own: an interrupt controller never delivers them. */
const FIRST_VECTOR = 0x10;
const LAST_VECTOR = 0xff;

/** Sends an external interrupt, an NMI, an INIT, an SMI or a machine check to the processor at this instant, also while it runs. */
export function InjectMenu({ compact }: { readonly compact: boolean }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('0x20');
  const ready = useSimulator((state) => state.snapshot !== null);
  const pending = useSimulator((state) => state.snapshot?.pending ?? null);
  const vector = parseVector(text);
  const send = (event: InjectedEvent) => {
    setOpen(false);
    void inject(event);
  };
  const waiting = [
    ...(pending?.vectors.map((n) => `0x${n.toString(16)}`) ?? []),
    ...(pending?.nmi === true ? ['NMI'] : []),
    ...(pending?.init === true ? ['INIT'] : []),
    ...(pending?.smi === true ? ['SMI'] : []),
    ...(pending?.machineCheck === true ? ['#MC'] : []),
  ];
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        render={
          <Button
            icon={<Zap />}
            aria-label={t('app.inject.button')}
            hint={t('app.inject.hint')}
            trailing={compact ? undefined : <ChevronDown className="chevron" />}
          >
            {compact ? undefined : t('app.inject.button')}
          </Button>
        }
      />
      <Popover.Portal>
        <Popover.Positioner className="menu-place" align="start" sideOffset={4} collisionPadding={8}>
          <Popover.Popup className="inject">
            <Popover.Title className="inject-title">{t('app.inject.title')}</Popover.Title>
            <form
              className="inject-vector"
              onSubmit={(event) => {
                event.preventDefault();
                if (vector !== null && ready) send({ kind: 'external-interrupt', vector });
              }}
            >
              <label htmlFor="inject-vector">{t('app.inject.interrupt')}</label>
              <div className="inject-row">
                <input
                  id="inject-vector"
                  className="field mono"
                  aria-label={`${t('app.inject.interrupt')}: ${t('app.inject.vector')}`}
                  aria-invalid={vector === null}
                  value={text}
                  spellCheck={false}
                  onChange={(event) => setText(event.target.value)}
                />
                <Button type="submit" disabled={vector === null || !ready}>
                  {t('app.inject.send')}
                </Button>
              </div>
              {vector === null && <p className="inject-error">{t('app.inject.badVector')}</p>}
            </form>
            <EventRow
              name={t('app.inject.nmi')}
              detail={t('app.inject.nmiDetail')}
              disabled={!ready}
              onSend={() => send({ kind: 'nmi' })}
            />
            <EventRow
              name={t('app.inject.init')}
              detail={t('app.inject.initDetail')}
              disabled={!ready}
              onSend={() => send({ kind: 'init' })}
            />
            <EventRow
              name={t('app.inject.smi')}
              detail={t('app.inject.smiDetail')}
              disabled={!ready}
              onSend={() => send({ kind: 'smi' })}
            />
            <EventRow
              name={t('app.inject.machineCheck')}
              detail={t('app.inject.machineCheckDetail')}
              disabled={!ready}
              onSend={() => send({ kind: 'machine-check' })}
            />
            <EventRow
              name={t('app.inject.transitionMachineCheck')}
              detail={t('app.inject.transitionMachineCheckDetail')}
              disabled={!ready}
              onSend={() => send({ kind: 'transition-machine-check' })}
            />
            <p className="inject-note">{t('app.inject.history')}</p>
            {waiting.length > 0 && (
              <p className="inject-note">{t('app.inject.pending', { events: waiting.join(', ') })}</p>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function EventRow(props: {
  readonly name: string;
  readonly detail: string;
  readonly disabled: boolean;
  readonly onSend: () => void;
}) {
  return (
    <div className="inject-row">
      <span className="inject-detail">{props.detail}</span>
      <Button disabled={props.disabled} onClick={props.onSend}>
        {props.name}
      </Button>
    </div>
  );
}

/** "0x20", "20h" or "32"; null when it is no vector that a controller delivers. */
function parseVector(text: string): number | null {
  const trimmed = text.trim().toLowerCase();
  const value = /^[0-9a-f]+h$/.test(trimmed)
    ? Number.parseInt(trimmed, 16)
    : /^(0x[0-9a-f]+|\d+)$/.test(trimmed)
      ? Number(trimmed)
      : Number.NaN;
  return value >= FIRST_VECTOR && value <= LAST_VECTOR ? value : null;
}
