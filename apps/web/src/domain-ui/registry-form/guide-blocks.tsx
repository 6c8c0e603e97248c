import { type Command, type GuideBlock, type Template } from "@berth/registry-catalog";
import { useState } from "react";
import { CopyBlock, type CopyPart } from "#src/ui/copy-block.tsx";
import { externalLinkGlyph } from "#src/ui/glyphs.ts";
import { Icon } from "#src/ui/icon.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { PanelTabs } from "#src/ui/panel-tabs.tsx";

import { FixButtons } from "./remarks.tsx";

const shells = [
  { id: "bash", label: "Bash" },
  { id: "powershell", label: "PowerShell" },
] as const;
type Shell = (typeof shells)[number]["id"];

/** A step's guidance: what to do elsewhere, with the values of the form in every command. */
export function GuideBlocks({
  blocks,
  onFill,
}: {
  blocks: readonly GuideBlock[];
  /** Leads to the setting of this name, whose value a command still lacks. */
  onFill: (setting: string) => void;
}) {
  const [shell, setShell] = useState<Shell>("bash");
  return (
    <div className="space-y-4">
      {blocks.map((block, index) => (
        <Block key={index} block={block} onFill={onFill} shell={shell} onShell={setShell} />
      ))}
    </div>
  );
}

interface ShellChoice {
  shell: Shell;
  onShell: (shell: Shell) => void;
}

function Block({
  block,
  onFill,
  shell,
  onShell,
}: { block: GuideBlock; onFill: (setting: string) => void } & ShellChoice) {
  switch (block.kind) {
    case "text":
      return (
        <p className="max-w-prose">
          <MarkedText>{block.text}</MarkedText>
        </p>
      );
    case "note":
      return (
        <Notice tone={block.tone} actions={block.fix ? <FixButtons fixes={[block.fix]} /> : null}>
          <MarkedText>{block.text}</MarkedText>
        </Notice>
      );
    case "steps":
      return (
        <ol className="max-w-prose list-decimal space-y-1.5 ps-6">
          {block.items.map((item) => (
            <li key={item}>
              <MarkedText>{item}</MarkedText>
            </li>
          ))}
        </ol>
      );
    case "command":
      return (
        <CommandBlock command={block.command} onFill={onFill} shell={shell} onShell={onShell} />
      );
    case "file":
      return (
        <CopyBlock
          what={block.file.name}
          title={`${block.file.name}: ${block.file.title}`}
          parts={copyParts(block.file.content, onFill)}
        />
      );
    case "mapping":
      return <Mapping rows={block.rows} />;
    case "link":
      return (
        <p>
          <a href={block.href} target="_blank" rel="noreferrer noopener" className="link">
            {block.label}
            <Icon glyph={externalLinkGlyph} className="ms-1 inline align-text-bottom" />
            <span className="sr-only"> (opens in a new tab)</span>
          </a>
        </p>
      );
    default:
      return block satisfies never;
  }
}

function CommandBlock({
  command,
  onFill,
  shell,
  onShell,
}: { command: Command; onFill: (setting: string) => void } & ShellChoice) {
  const { title, bash, powershell } = command;
  const what = "command";
  if (powershell === undefined) {
    return <CopyBlock what={what} title={title} parts={copyParts(bash, onFill)} />;
  }
  return (
    <PanelTabs label={`Shell for: ${title}`} items={shells} current={shell} onChange={onShell}>
      <CopyBlock
        what={what}
        title={title}
        parts={copyParts(shell === "bash" ? bash : powershell, onFill)}
      />
    </PanelTabs>
  );
}

function Mapping({ rows }: { rows: readonly { from: string; to: string }[] }) {
  return (
    <figure>
      <figcaption className="mb-1 text-table text-muted">What goes where</figcaption>
      <dl className="divide-y divide-divider rounded-md border border-divider bg-subtle">
        {rows.map(({ from, to }) => (
          <div key={to + from} className="grid gap-x-4 px-3 py-2 sm:grid-cols-[10rem_1fr]">
            <dt className="font-medium">{to}</dt>
            <dd className="min-w-0 max-w-prose text-muted">
              <MarkedText>{from}</MarkedText>
            </dd>
          </div>
        ))}
      </dl>
    </figure>
  );
}

function copyParts(template: Template, onFill: (setting: string) => void): CopyPart[] {
  return template.map((part) => {
    if (part.kind === "text") return { text: part.text };
    const { field, label } = part;
    return { gap: label, onFill: field === null ? undefined : () => onFill(field) };
  });
}
