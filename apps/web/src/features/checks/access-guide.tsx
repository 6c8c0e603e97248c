import type { RegistryView } from "@berth/api-contract";
import {
  type GuideBlock,
  listSetting,
  registryType,
  type RegistryType,
  type Settings,
} from "@berth/registry-catalog";
import { useNavigate } from "react-router";
import { useServerIdentity } from "#src/api/server-identity.ts";
import { GuideBlocks } from "#src/domain-ui/registry-form/guide-blocks.tsx";
import { paths } from "#src/paths.ts";
import { Disclosure } from "#src/ui/disclosure.tsx";

/** The second step of the setup again, with this registry's own names: what a refused identity may lack. */
export function AccessGuide({
  org,
  registry,
  image,
}: {
  org: string;
  registry: RegistryView;
  /** The image that was refused: its repository is among those that access is created for. */
  image: string;
}) {
  const type = registryType(registry.type);
  if (type === undefined || registry.settings === null) return null;
  return <Steps org={org} registry={registry} type={type} image={image} />;
}

function Steps({
  org,
  registry,
  type,
  image,
}: {
  org: string;
  registry: RegistryView;
  type: RegistryType;
  image: string;
}) {
  const navigate = useNavigate();
  const own = useServerIdentity(type);
  const facts = { externalId: own?.externalId, serverArn: own?.arn ?? undefined };
  const settings = withRepository(type, registry.settings as Settings, image);
  const create = type.guide(settings, facts).find(({ id }) => id === "create");
  return (
    <div data-print="hide">
      <Disclosure summary="Step 2 of the setup: how access is created, with this registry's names">
        <div className="max-w-form">
          <GuideBlocks
            blocks={(create?.blocks ?? []).map(withoutFix)}
            onFill={() => void navigate(`${paths.registry(org, registry.id)}?edit=settings`)}
          />
        </div>
      </Disclosure>
    </div>
  );
}

function withRepository(type: RegistryType, settings: Settings, image: string): Settings {
  const named = listSetting(settings, "repositories");
  const asked = listSetting(type.readPasted(image)?.settings ?? {}, "repositories");
  if (named.length === 0) return settings;
  return { ...settings, repositories: [...new Set([...named, ...asked])] };
}

/** There is no form here that a fix could change. */
function withoutFix(block: GuideBlock): GuideBlock {
  return block.kind === "note" ? { kind: "note", tone: block.tone, text: block.text } : block;
}
