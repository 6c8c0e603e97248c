import { useState } from "react";
import type { ApiOperation } from "#src/api/api-document.ts";
import { CopyBlock } from "#src/ui/copy-block.tsx";
import { Disclosure } from "#src/ui/disclosure.tsx";
import { KeyValueList } from "#src/ui/key-value-list.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";

/** One operation of the API: a line, and behind it what it takes and gives. */
export function Operation({ operation }: { operation: ApiOperation }) {
  const { id, method, path, summary } = operation;
  // A hundred operations at once are more than a page should hold.
  const [opened, setOpened] = useState(false);
  return (
    <li className="border-b border-divider py-2 last:border-0">
      <Disclosure
        id={id}
        onToggle={(open) => setOpened((before) => before || open)}
        summary={
          <span className="text-fg">
            <MonoText className="font-semibold">{method}</MonoText>{" "}
            <MonoText className="break-all">{path}</MonoText>
            <span className="block text-muted">{summary}</span>
          </span>
        }
      >
        {opened ? <Details operation={operation} /> : null}
      </Disclosure>
    </li>
  );
}

function Details({ operation }: { operation: ApiOperation }) {
  const { id, access, parameters, body, answer } = operation;
  return (
    <div className="space-y-4 pb-2">
      <p>{withoutTicks(access)}</p>
      {parameters.length === 0 ? null : (
        <KeyValueList
          items={parameters.map(({ name, in: place, required }) => ({
            label: name,
            value: `${place === "path" ? "in the path" : "in the query"}${required ? "" : ", optional"}`,
          }))}
        />
      )}
      {body === null ? null : (
        <CopyBlock title={`Body of ${id}`} what="body" parts={[{ text: body }]} />
      )}
      {answer.example === null ? (
        <p>
          Answers <MonoText>{answer.status}</MonoText> without JSON.
        </p>
      ) : (
        <CopyBlock
          title={`Answer of ${id}, ${answer.status}`}
          what="answer"
          parts={[{ text: answer.example }]}
        />
      )}
    </div>
  );
}

/** The document is Markdown; the only mark in these sentences is that of code. */
function withoutTicks(text: string) {
  return text
    .split("`")
    .map((part, index) => (index % 2 === 1 ? <MonoText key={index}>{part}</MonoText> : part));
}
