import { CopyBlock, type CopyPart } from "#src/ui/copy-block.tsx";

/** What checks an image where only workers can sign in: to be run on one of them. */
export function WorkerCheckCommand({ image }: { image: string | null }) {
  const parts: CopyPart[] = [{ text: "berth-worker check " }];
  parts.push(image === null || image === "" ? { gap: "image" } : { text: image });
  return (
    <CopyBlock
      what="command"
      title="To check it, run it on a worker that has the role"
      parts={parts}
    />
  );
}
