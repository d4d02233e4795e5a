import { processorTerms } from '../../i18n/en/processor-terms';
import { terms } from '../../i18n/en/terms';
import type { MessageKey } from '../../i18n/messages';
import '../../i18n/processor-terms';
import { useT } from '../../i18n/use-t';
import { Dialog } from '../widgets/dialog';
import { Keys } from '../widgets/keys';
import type { TermId } from '../widgets/term';
import { runControls } from './run-controls.table';
import './help-dialog.css';

const rows: readonly (readonly [MessageKey, readonly string[]])[] = [
  ['app.help.run', ['F5']],
  ['app.help.step', ['F11']],
  ['app.help.stepOver', ['F10']],
  ['app.help.stepOut', ['Shift+F11']],
  ['app.help.back', [runControls.stepBack.keys]],
  ['app.help.exits', ['[', ']']],
  ['app.help.entries', ['{', '}']],
  ['app.help.exceptions', ['(', ')']],
  ['app.help.interrupts', ['<', '>']],
  ['app.help.goTo', ['G']],
  ['app.help.runTo', ['Mod+F10']],
  ['app.help.restart', [runControls.restart.keys]],
  ['app.help.breakpoint', ['F9']],
  ['app.help.addBreakpoint', ['B']],
  ['app.help.editValue', ['F2']],
  ['app.help.writer', ['W']],
  ['app.help.valueMenu', ['Shift+F10']],
  ['app.help.definition', ['F12']],
  ['app.help.uses', ['Shift+F12']],
  ['app.help.rename', ['F2']],
  ['app.help.names', ['Mod+Shift+O']],
  ['app.help.format', ['Alt+Shift+F']],
  ['app.help.comment', ['Mod+/']],
  ['app.help.complete', ['Ctrl+Space']],
  ['app.help.about', ['Mod+I']],
  ['app.help.palette', ['Mod+K']],
  ['app.help.help', ['?']],
];

/** All keys, and the words that the page uses. */
export default function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const ids = Object.keys({ ...terms, ...processorTerms }) as TermId[];
  return (
    <Dialog open wide onClose={onClose} title={t('app.help.title')} description={t('app.help.backward')}>
      <div className="help">
        <section>
          <h3>{t('app.help.keys')}</h3>
          <dl className="help-keys">
            {rows.map(([label, choices]) => (
              <div key={label}>
                <dt>{t(label)}</dt>
                <dd>
                  {choices.map((keys) => (
                    <Keys key={keys} text={keys} />
                  ))}
                </dd>
              </div>
            ))}
          </dl>
          <p className="help-note">{t('app.help.typing')}</p>
        </section>
        <section>
          <h3>{t('app.help.words')}</h3>
          <dl className="help-words">
            {ids.map((id) => (
              <div key={id}>
                <dt>{t(`terms.${id}.name`)}</dt>
                <dd>{t(`terms.${id}.text`)}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}
