import { accept, problem } from "../../fields/text-input.ts";
import type { FieldResult } from "../../issue.ts";
import { readEcrAddress } from "./address.ts";

const repositoryLengthMax = 256;

/** An ECR repository name, or a prefix ending in `/*`. A whole address is cut down to its repository. */
export function checkRepository(text: string): FieldResult<string> {
  const address = readEcrAddress(text);
  const name = address === null ? text.replace(/^\//, "") : address.repository;
  if (name === "" || name === "*" || name === "/*") {
    return problem("no-repository", "Leave the list empty to cover every repository.");
  }
  const literal = name.replace(/\/\*$/, "");
  const star = literal.indexOf("*");
  if (star !== -1) {
    return problem(
      "star-place",
      "A prefix ends in `/*`; `*` can't stand elsewhere in a repository here.",
    );
  }
  if (literal !== literal.toLowerCase()) {
    return problem("upper-case", "Repository names are lower case.");
  }
  if (/[:@]/.test(literal)) {
    return problem("tag", "Enter the repository without a tag or digest; they don't take part.");
  }
  // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
  if (
    !/^[a-z0-9]+(?:[._/-][a-z0-9]+)*$/.test(literal) ||
    literal.length < 2 ||
    literal.length > repositoryLengthMax
  ) {
    return problem(
      "bad-repository",
      "A repository name has 2 to 256 lower-case letters and digits, with single `.`, `_`, `-` or `/` between them.",
    );
  }
  if (address === null) return accept(name);
  return accept(name, [
    { code: "read-from-address", message: `Read the repository from the address: ${name}.` },
  ]);
}
