import type { RegistryView } from "@berth/api-contract";
import { ExpiryDateForm } from "#src/domain-ui/expiry-date-form.tsx";
import { Dialog } from "#src/ui/dialog.tsx";

/** When the secret of one registry ends, in a dialog over the list. */
export function SetDateDialog({
  org,
  registry,
  onClose,
}: {
  org: string;
  registry: RegistryView;
  onClose: () => void;
}) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`When does the secret of '${registry.name}' end?`}
      description="Whoever made it can see the date where it was made."
    >
      <ExpiryDateForm org={org} registry={registry} onClose={onClose} />
    </Dialog>
  );
}
