import '../../i18n/vmcs-views';
import { useT } from '../../i18n/use-t';
import { useSimulator } from '../../stores/simulator-store';
import { openDialog } from '../../stores/view-actions';
import { Capabilities } from '../visuals/capabilities/capabilities';
import { modelName } from '../visuals/model-name';
import { useModelFacts } from './use-model-facts';

/** What the capability MSRs of the machine's model allow, beside what the VMCS that is open has set. */
export function VmcsCapabilities() {
  const t = useT();
  const facts = useModelFacts();
  const id = useSimulator((state) => state.loadedModel ?? state.model);
  const vmcs = useSimulator((state) => state.snapshot?.vmcs ?? null);
  const registers = useSimulator((state) => state.snapshot?.registers ?? null);
  const model = facts?.find((row) => row.id === id);
  if (facts === null || model === undefined || registers === null) return null;
  return (
    <Capabilities
      model={model}
      modelName={modelName(t, id)}
      models={facts}
      vmcs={vmcs}
      registers={registers}
      onModels={() => openDialog('models')}
    />
  );
}
