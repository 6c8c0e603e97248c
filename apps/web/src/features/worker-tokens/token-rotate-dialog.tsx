import type { WorkerTokenCreated, WorkerTokenView } from "@berth/api-contract";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { z } from "zod";
import { call } from "#src/api/client.ts";
import { workerTokensQuery } from "#src/api/worker-tokens.ts";
import { RadioCardsField } from "#src/forms/fields.tsx";
import { FormShell } from "#src/forms/form-shell.tsx";
import { useZodForm } from "#src/forms/use-zod-form.ts";
import { Button } from "#src/ui/button.tsx";
import { Dialog } from "#src/ui/dialog.tsx";
import { DeliveryField, LifetimeFields } from "./lifetime-fields.tsx";
import { daysOf, lifetimeFields, requireDays } from "./token-form.ts";
import { TokenHandOver } from "./token-hand-over.tsx";

const rotateFormSchema = z
  .object({
    overlap: z.enum(["0", "1", "24", "168"]),
    ...lifetimeFields,
    delivery: z.enum(["shown", "link"]),
  })
  .superRefine(requireDays);

/** Makes a token that takes over, with the same limits; the older one works on for a while. */
export function TokenRotateDialog({
  org,
  token,
  onClose,
}: {
  org: string;
  token: WorkerTokenView;
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const [created, setCreated] = useState<WorkerTokenCreated | null>(null);
  const form = useZodForm(rotateFormSchema, {
    overlap: "24",
    lifetime: "90",
    days: "",
    delivery: "shown",
  });
  return (
    <Dialog
      open
      // A token that nobody has stored yet must not go with a stray Escape.
      onOpenChange={() => {
        if (!created) onClose();
      }}
      title={created ? `The new token of '${token.name}'` : `Rotate '${token.name}'`}
    >
      {created ? (
        <TokenHandOver org={org} created={created} onDone={onClose} />
      ) : (
        <FormShell
          form={form}
          submit="Make the new token"
          submitting="Making…"
          secondary={<Button onClick={onClose}>Cancel</Button>}
          fieldOfPath={(path) => (path === "expiresInDays" ? "days" : path)}
          onSubmit={async (values) => {
            const answer = await call("POST /organizations/{org}/worker-tokens/{id}/rotate", {
              params: { org, id: token.id },
              body: {
                overlapHours: Number(values.overlap),
                expiresInDays: daysOf(values),
                delivery: values.delivery,
              },
            });
            setCreated(answer);
            void queryClient.invalidateQueries({ queryKey: workerTokensQuery(org).queryKey });
          }}
        >
          <p className="text-muted">
            The new token has the same project and the same limits. Both work until the older one
            ends.
          </p>
          <RadioCardsField
            name="overlap"
            label="The older one ends"
            columns={2}
            cards={[
              { value: "0", label: "Now" },
              { value: "1", label: "In 1 hour" },
              { value: "24", label: "In 24 hours" },
              { value: "168", label: "In 7 days" },
            ]}
          />
          <LifetimeFields />
          <DeliveryField />
        </FormShell>
      )}
    </Dialog>
  );
}
