import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiDocumentQuery, type ApiOperation } from "#src/api/api-document.ts";
import { useOrganization } from "#src/api/session.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { EmptyState } from "#src/ui/empty-state.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { SearchInput } from "#src/ui/search-input.tsx";
import { SkeletonRows } from "#src/ui/skeleton.tsx";
import { Operation } from "./operation.tsx";

/** Every operation of the API, from the document that this very server serves. */
export function ApiReferencePage() {
  const { name } = useOrganization();
  useDocumentTitle("API reference", name);
  const query = useQuery(apiDocumentQuery);
  const [text, setText] = useState("");
  return (
    <>
      <PageHeader
        title="API reference"
        lead={
          <>
            The machine-readable document is at{" "}
            <a href="/api/openapi.json" className="link">
              /api/openapi.json
            </a>
            .
          </>
        }
      />
      <DataRegion query={query} what="the API's document" skeleton={<SkeletonRows />}>
        {(operations) => {
          const shown = operations.filter((operation) => matches(operation, text));
          return (
            <div className="max-w-4xl space-y-6">
              <div className="max-w-sm">
                <SearchInput
                  value={text}
                  onChange={setText}
                  aria-label="Search operations"
                  placeholder="Search operations"
                />
              </div>
              {shown.length === 0 ? (
                <EmptyState title="No operation holds this text">
                  Names, paths and what operations do are searched.
                </EmptyState>
              ) : (
                groupsOf(shown).map(([tag, group]) => (
                  <section key={tag} aria-labelledby={`tag-${tag}`}>
                    <h2 id={`tag-${tag}`} className="text-h2 font-semibold">
                      {tag}
                    </h2>
                    <ul>
                      {group.map((operation) => (
                        <Operation key={operation.id} operation={operation} />
                      ))}
                    </ul>
                  </section>
                ))
              )}
            </div>
          );
        }}
      </DataRegion>
    </>
  );
}

function matches({ id, path, summary }: ApiOperation, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return [id, path, summary].some((part) => part.toLowerCase().includes(wanted));
}

function groupsOf(operations: readonly ApiOperation[]): [string, ApiOperation[]][] {
  const groups = new Map<string, ApiOperation[]>();
  for (const operation of operations) {
    groups.set(operation.tag, [...(groups.get(operation.tag) ?? []), operation]);
  }
  return [...groups].toSorted(([a], [b]) => a.localeCompare(b));
}
