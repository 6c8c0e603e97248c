import { pathToFileURL } from "node:url";
import { isAbsolute } from "node:path";
import type { Finding } from "./scan-options.ts";
import { version } from "../version.ts";
import type { ScannedFile } from "./scan-files.ts";

const rules: Readonly<Record<Finding, string>> = {
  uncovered: "No pattern of the organization covers the image, so it is pulled without signing in.",
  refused: "Berth would refuse to pull the image now.",
  unreadable: "The image can't be told from the file.",
};

/** What was found as SARIF 2.1.0; what is told to fail is an error, the rest a warning. */
export function sarifOf(files: readonly ScannedFile[], failOn: readonly Finding[]): object {
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "berth-worker",
            version,
            rules: Object.entries(rules).map(([id, text]) => ({
              id,
              shortDescription: { text },
              defaultConfiguration: { level: "warning" },
            })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: files.flatMap((file) => resultsOf(file, failOn)),
      },
    ],
  };
}

function resultsOf({ file, images, problems }: ScannedFile, failOn: readonly Finding[]) {
  const result = (
    ruleId: Finding,
    text: string,
    { line, column }: { line: number; column: number },
  ) => ({
    ruleId,
    level: failOn.includes(ruleId) ? "error" : "warning",
    message: { text },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          region: { startLine: line, startColumn: column },
        },
      },
    ],
  });
  return [
    ...images.flatMap((image) =>
      image.verdict === "covered" || image.verdict === "not-pulled"
        ? []
        : [result(image.verdict, `${image.image} (${image.where}): ${image.message}`, image)],
    ),
    ...problems.map((problem) => result("unreadable", problem.message, problem)),
  ];
}

function uriOf(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return file
    .replace(/^(\.\/)+/, "")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
}
