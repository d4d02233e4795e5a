import { ArrowRight, Ban, Clock, X } from 'lucide-react';
import { eventBlocks } from '../../../cpu/interrupts/event-blocks.table';
import type { Translate } from '../../../i18n/i18n';
import type { MessageKey } from '../../../i18n/messages';
import { useT } from '../../../i18n/use-t';
import type { InterruptsView, WaitingEvent } from '../../../protocol/interrupts-view';
import { apicRules } from '../../../vmx/apic-virtualization/apic-rules.table';
import { RichText } from '../rich-text';
import { DecisionSteps } from '../why/decision-steps';
import { ManualSection } from '../why/manual-section';
import { byteText } from './vector-text';
import './waiting-list.css';

const MARKS = { next: ArrowRight, behind: Clock, blocked: Ban, dropped: X } as const;
const PRIORITY = 'Prioritization of Concurrent Events';

/** What waits for the next instruction boundary, the highest priority first, each with what becomes of it and why. */
export function WaitingList({ view }: { readonly view: InterruptsView }) {
  const t = useT();
  return (
    <ol className="waiting-list">
      {view.waiting.map((event) => (
        <Waiting
          key={`${event.kind}:${event.source}:${event.vector}`}
          event={event}
          view={view}
          name={nameOf(t, event)}
        />
      ))}
    </ol>
  );
}

interface WaitingProps {
  readonly event: WaitingEvent;
  readonly view: InterruptsView;
  readonly name: string;
}

function Waiting({ event, view, name }: WaitingProps) {
  const t = useT();
  const Mark = MARKS[event.fate];
  return (
    <li className="waiting" data-fate={event.fate}>
      <p className="waiting-head">
        <Mark aria-hidden="true" />
        <span>
          <strong>{name}</strong>
          {event.source !== null && (
            <span className="waiting-source"> {t(`interrupts.waiting.source.${event.source}`)}</span>
          )}
        </span>
        <span className="waiting-fate">{t(`interrupts.waiting.fate.${event.fate}`)}</span>
      </p>
      <div className="waiting-why">
        <Reasons event={event} view={view} />
      </div>
    </li>
  );
}

function Reasons({ event, view }: Omit<WaitingProps, 'name'>) {
  const t = useT();
  if (event.fate === 'dropped')
    return <Reason text={t('interrupts.waiting.dropped')} section={eventBlocks['wait-for-sipi']} />;
  if (event.fate === 'behind') {
    const first = view.waiting.find(({ fate }) => fate === 'next');
    const text = t('interrupts.waiting.behind', { first: first === undefined ? '' : nameOf(t, first) });
    return <Reason text={text} section={PRIORITY} />;
  }
  if (event.fate === 'blocked') {
    return event.blocks.map((block) => (
      <Reason key={block} text={blockText(t, event, block, view)} section={eventBlocks[block]} />
    ));
  }
  if (event.decision === null) return <Reason text={t('interrupts.waiting.next')} section={PRIORITY} />;
  const stays = event.decision.rule === apicRules.notification.id ? 'posted' : 'delivered';
  return (
    <>
      <DecisionSteps decision={event.decision} words={() => null} />
      {!event.decision.exits && <p>{t(`interrupts.waiting.${stays}`)}</p>}
    </>
  );
}

function Reason({ text, section }: { readonly text: string; readonly section: string }) {
  return (
    <p>
      <RichText text={text} /> <ManualSection title={section} />
    </p>
  );
}

/** "External interrupt 0x40". */
function nameOf(t: Translate, { kind, vector }: WaitingEvent): string {
  const name = t(`interrupts.waiting.kind.${kind}`);
  return vector === null ? name : `${name} ${byteText(vector)}`;
}

function blockText(
  t: Translate,
  { kind, vector }: WaitingEvent,
  block: WaitingEvent['blocks'][number],
  { apic, guest }: InterruptsView,
): string {
  if (block === 'interrupt-flag' && guest && kind === 'external-interrupt') return t('interrupts.waiting.guestFlag');
  const key: MessageKey = `interrupts.waiting.block.${block}`;
  if (block !== 'task-priority' && block !== 'in-service') return t(key);
  return t(key, {
    class: (vector ?? 0) >>> 4,
    priority: byteText(apic.taskPriority),
    cr8: apic.taskPriority >>> 4,
    serving: byteText(apic.inService[0] ?? 0),
  });
}
