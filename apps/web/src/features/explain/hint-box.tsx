import { type ExplanationView, managers } from "@berth/api-contract";
import { may, useOrganization } from "#src/api/session.ts";
import { FixButton } from "#src/domain-ui/pattern-tester/fix-button.tsx";
import type { OrganizationPatterns } from "#src/domain-ui/pattern-tester/organization-patterns.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";

type Hint = NonNullable<ExplanationView["hint"]>;

/** The most useful thing to know about an image that nothing matches, with the way to mend it. */
export function HintBox({
  hint,
  image,
  patterns,
  onImage,
}: {
  hint: Hint;
  image: string;
  patterns: OrganizationPatterns | null;
  onImage: (image: string) => void;
}) {
  return (
    <div className="space-y-1 border-s-2 border-control ps-3 wrap-anywhere">
      <p>
        <MarkedText>{hint.message}</MarkedText>
      </p>
      {hint.fix?.kind === "image" ? (
        <FixButton text={hint.fix.text} onApply={() => onImage(hint.fix?.text ?? "")} />
      ) : hint.fix ? (
        <RegistryFix fix={hint.fix} image={image} patterns={patterns} />
      ) : null}
    </div>
  );
}

/** Leads to the pattern that comes nearest, with the change filled in; nothing is saved before its effect was seen. */
function RegistryFix({
  fix,
  image,
  patterns,
}: {
  fix: NonNullable<Hint["fix"]>;
  image: string;
  patterns: OrganizationPatterns | null;
}) {
  const { slug: org, role } = useOrganization();
  if (!patterns || !may(role, managers)) return null;
  const found = patterns.index.explain(image);
  const nearest = found.ok && found.nearest ? patterns.entries.get(found.nearest.id) : undefined;
  if (!nearest) return null;
  if (fix.kind === "host") {
    return (
      <Link to={paths.registryCredential(org, nearest.registryId)} className="link">
        Change the hosts of {nearest.registryName}
      </Link>
    );
  }
  const change = new URLSearchParams({ from: nearest.pattern, to: fix.text });
  return (
    <Link to={`${paths.registryPatterns(org, nearest.registryId)}?${change}`} className="link">
      Try <MonoText>{fix.text}</MonoText> in {nearest.registryName}
    </Link>
  );
}
