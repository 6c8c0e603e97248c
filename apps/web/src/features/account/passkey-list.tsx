import type { PasskeyView, SecondFactorView } from "@berth/api-contract";
import { Button } from "#src/ui/button.tsx";
import { RelativeTime, RelativeTimeOr } from "#src/ui/relative-time.tsx";
import type { Column } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";

/** The passkeys of the person, each with what can be done with it. */
export function PasskeyList({
  passkeys,
  onRename,
  onRemove,
}: {
  passkeys: readonly PasskeyView[];
  onRename: (passkey: PasskeyView) => void;
  onRemove: (passkey: PasskeyView) => void;
}) {
  const columns: Column<PasskeyView>[] = [
    { id: "name", header: "Name", rowHeader: true, renderCell: ({ name }) => name },
    {
      id: "kept",
      header: "Kept",
      renderCell: ({ synced, elsewhere }) => (
        <>
          {synced ? "Synced between devices" : "On one device"}
          {elsewhere === null ? null : (
            <span className="block text-warning">Works at {elsewhere} only</span>
          )}
        </>
      ),
    },
    {
      id: "added",
      header: "Added",
      renderCell: ({ addedAt }) => <RelativeTime at={addedAt} />,
    },
    {
      id: "used",
      header: "Last used",
      renderCell: ({ lastUsedAt }) => <RelativeTimeOr at={lastUsedAt} never="Never" />,
    },
    {
      id: "actions",
      header: "Actions",
      hideHeader: true,
      buttons: true,
      align: "end",
      renderCell: (passkey) => (
        <span className="inline-flex gap-2">
          <Button size="small" onClick={() => onRename(passkey)}>
            Rename…<span className="sr-only"> {passkey.name}</span>
          </Button>
          <Button size="small" onClick={() => onRemove(passkey)}>
            Remove…<span className="sr-only"> {passkey.name}</span>
          </Button>
        </span>
      ),
    },
  ];
  return (
    <Table caption="Your passkeys" columns={columns} rows={passkeys} rowKey={({ id }) => id} />
  );
}

/** Why none can be added, for whoever could change it. Null where it is possible. */
export function whyNoPasskeys(support: SecondFactorView["passkeySupport"]): string | null {
  if (support === "no-name") {
    return "Browsers make no passkeys for an IP address. They work once Berth has a name, such as berth.example.com, with https.";
  }
  if (support === "no-https") {
    return "Browsers make passkeys over https only. They work once Berth is reached that way.";
  }
  if (!("PublicKeyCredential" in window)) {
    return "This browser can't make passkeys here. Open this page in another one.";
  }
  return null;
}
