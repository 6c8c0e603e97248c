import { queryOptions } from "@tanstack/react-query";

/** One operation as the page shows it. */
export interface ApiOperation {
  id: string;
  method: string;
  path: string;
  summary: string;
  /** Who may call it. */
  access: string;
  tag: string;
  parameters: readonly { name: string; in: string; required: boolean }[];
  body: string | null;
  answer: { status: string; example: string | null };
}

interface Media {
  content?: Record<string, { example?: unknown }>;
}

interface Document {
  paths: Record<
    string,
    Record<
      string,
      {
        operationId: string;
        summary: string;
        description: string;
        tags: string[];
        parameters?: { name: string; in: string; required?: boolean }[];
        requestBody?: Media;
        responses: Record<string, Media>;
      }
    >
  >;
}

/** The operations of the server's own OpenAPI document, in the order of its paths. */
export const apiDocumentQuery = queryOptions({
  queryKey: ["api-document"],
  staleTime: Infinity,
  queryFn: async ({ signal }) => {
    const answer = await fetch("/api/openapi.json", { signal });
    if (!answer.ok) throw new Error("the document was not served");
    return operationsOf((await answer.json()) as Document);
  },
});

export function operationsOf({ paths }: Document): ApiOperation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const [[status, answer] = ["", {}]] = Object.entries(operation.responses);
      return {
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        summary: operation.summary,
        access: operation.description,
        tag: operation.tags[0] ?? "",
        parameters: (operation.parameters ?? []).map(({ name, in: place, required = false }) => ({
          name,
          in: place,
          required,
        })),
        body: exampleOf(operation.requestBody),
        answer: { status, example: exampleOf(answer) },
      };
    }),
  );
}

function exampleOf(media: Media | undefined): string | null {
  const example = media?.content?.["application/json"]?.example;
  return example === undefined ? null : JSON.stringify(example, null, 2);
}
