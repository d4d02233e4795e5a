import { useT } from '../../i18n/use-t';
import { editFile } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';

export interface PlainEditorProps {
  readonly file: string;
  /** Why the real editor is not there; while it is still loading, nothing. */
  readonly failure?: string;
}

/** A text field in the editor's place: read-only while the editor loads, usable when it failed to load. */
export function PlainEditor({ file, failure }: PlainEditorProps) {
  const t = useT();
  const own = useSimulator((state) => state.files.find(({ name }) => name === file)?.text);
  const library = useSimulator((state) => state.libraries.find(({ name }) => name === file)?.text);
  return (
    <>
      {failure !== undefined && <p className="editor-failure">{t('editor.failed', { message: failure })}</p>}
      <textarea
        className="plain-editor"
        aria-label={t('editor.label', { file })}
        spellCheck={false}
        wrap="off"
        value={own ?? library ?? ''}
        readOnly={failure === undefined || own === undefined}
        onChange={(event) => editFile(file, event.target.value)}
      />
    </>
  );
}
