import { managers, type RegistryView } from "@berth/api-contract";
import { registryType, type RegistryType, type Settings } from "@berth/registry-catalog";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useRef, useState } from "react";
import { registryQuery } from "#src/api/registries.ts";
import { may, useOrganization } from "#src/api/session.ts";
import { settingText } from "#src/domain-ui/registry-form/setting-text.ts";
import { formatDay } from "#src/lib/time-format.ts";
import { useReturnFocus } from "#src/lib/use-return-focus.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { useSearch } from "#src/router/use-search.ts";
import { Button } from "#src/ui/button.tsx";
import { CopyButton } from "#src/ui/copy-button.tsx";
import { type KeyValue, KeyValueList } from "#src/ui/key-value-list.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";
import { ExpirySection } from "./expiry-section.tsx";
import { HandOutSection } from "./hand-out-section.tsx";
import { KeptSecret } from "./kept-secret.tsx";
import { RotationSection } from "./rotation-section.tsx";
import { useRegistryAddress } from "./use-registry.ts";

const ReplaceSecret = lazy(async () => ({
  default: (await import("./replace-secret.tsx")).ReplaceSecret,
}));

/** Everything about the credential that may be known, and the ways to change it. The secret itself is never shown. */
export function CredentialTab() {
  const { org, id } = useRegistryAddress();
  const { role } = useOrganization();
  const { data: registry } = useQuery(registryQuery(org, id));
  const [search, changeSearch] = useSearch();
  const replacing = search.get("replace") === "1";
  const [said, setSaid] = useState("");
  const opener = useRef<HTMLButtonElement>(null);
  useReturnFocus(replacing, opener);
  if (!registry) return null;
  const manages = may(role, managers);
  const type = registryType(registry.type);
  const ownRole = type?.ownRole?.((registry.settings ?? {}) as Settings) ?? null;
  return (
    <div className="max-w-4xl space-y-8">
      <section aria-labelledby="public-parts">
        <h2 id="public-parts" className="mb-2 text-lead font-semibold">
          Public parts
        </h2>
        <KeyValueList items={publicParts(registry, type)} />
        {manages ? (
          <p className="mt-2 text-table text-muted">
            Another user name or host?{" "}
            <Link to={`${paths.registry(org, id)}?edit=settings`} className="link">
              Edit settings
            </Link>
          </p>
        ) : null}
      </section>
      <section aria-labelledby="secret">
        <h2 id="secret" className="mb-2 text-lead font-semibold">
          Secret
        </h2>
        {said === "" ? null : (
          <div className="mb-3">
            <Notice tone="success" live>
              {said}
            </Notice>
          </div>
        )}
        <SecretFacts registry={registry} role={ownRole} />
        {manages && !replacing ? (
          <KeptSecret org={org} registry={registry} onDone={setSaid} />
        ) : null}
        {manages && ownRole === null && registry.secret !== null && !replacing ? (
          <Button
            ref={opener}
            className="mt-3"
            onClick={() => {
              setSaid("");
              changeSearch({ replace: "1" });
            }}
          >
            Replace secret
          </Button>
        ) : null}
        {replacing && manages && registry.secret !== null ? (
          <Suspense fallback={<SkeletonText lines={4} />}>
            <ReplaceSecret
              org={org}
              registry={registry}
              onClose={(words) => {
                changeSearch({ replace: null });
                setSaid(words);
              }}
            />
          </Suspense>
        ) : null}
      </section>
      {ownRole === null ? <ExpirySection org={org} registry={registry} editable={manages} /> : null}
      {registry.secret === null || ownRole !== null ? null : (
        <RotationSection org={org} registry={registry} editable={manages} />
      )}
      {type ? (
        <HandOutSection org={org} registry={registry} type={type} editable={manages} />
      ) : null}
    </div>
  );
}

function SecretFacts({
  registry,
  role,
}: {
  registry: RegistryView;
  /** Whose role signs in in place of a secret. */
  role: "server" | "worker" | null;
}) {
  const { secret } = registry;
  if (role !== null) return <p className="text-muted">{withoutSecret[role]}</p>;
  if (secret === null) return <p className="text-muted">No secret is stored for this registry.</p>;
  const by = secret.setBy ? ` by ${secret.setBy.name}` : "";
  return (
    <div className="space-y-1">
      <p>
        Secret saved on {formatDay(Date.parse(secret.setAt))}
        {by}. It can't be shown again.
      </p>
      <p className="flex flex-wrap items-center gap-2 text-muted">
        Fingerprint <MonoText className="text-fg">{secret.fingerprint}</MonoText>
        <CopyButton text={secret.fingerprint} what="fingerprint" size="small" variant="quiet" />
      </p>
      <p className="text-table text-muted">
        Two people can compare fingerprints to see whether they mean the same secret.
      </p>
    </div>
  );
}

const withoutSecret = {
  server: "Nothing is stored: this server signs in with a role in AWS.",
  worker: "Nothing is stored: workers sign in with their own role in AWS.",
};

/** Identity and destination: what the secret belongs to and where it goes. */
function publicParts(registry: RegistryView, type: RegistryType | undefined): KeyValue[] {
  const { hostRule, settings } = registry;
  const known = (settings ?? {}) as Settings;
  const hosts = hostRule.kind === "exact" ? hostRule.hosts : [hostRule.pattern];
  const parts = hosts.map((host) => copyable(hosts.length > 1 ? `Host ${host}` : "Host", host));
  for (const setting of type?.settings ?? []) {
    const value = known[setting.name];
    if (value === undefined || value === "" || !setting.applies(known)) continue;
    const { text, mono } = settingText(setting, value);
    if (hosts.includes(text)) continue;
    parts.push(mono ? copyable(setting.label, text) : { label: setting.label, value: text });
  }
  return parts;
}

function copyable(label: string, text: string): KeyValue {
  return {
    label,
    value: <MonoText>{text}</MonoText>,
    action: <CopyButton text={text} what={label.toLowerCase()} size="small" variant="quiet" />,
  };
}
