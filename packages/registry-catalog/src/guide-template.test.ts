import { execFileSync } from "node:child_process";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { command, jsonFile, type Gaps } from "./guide-template.ts";
import { missingIn, renderTemplate } from "./guide.ts";

const gap = (value: string): Gaps => ({ name: { field: "name", label: "name", value } });

describe("command", () => {
  test("hands every value to the program unchanged when Bash runs it", () => {
    const values = fc.sample(fc.string({ unit: "binary-ascii", minLength: 1, maxLength: 20 }), 200);
    const usable = [
      ...values,
      "a b",
      "it's",
      "$HOME",
      "`id`",
      "$(id)",
      "a;b",
      "*",
      "~",
      "!x",
      "\\",
      '"',
    ].filter((value) => !value.includes("\0"));
    const lines = usable.map(
      (value) =>
        `${renderTemplate(command("t", ["printf %s\\\\0 --name={name}"], gap(value)).bash)}\n`,
    );
    const output = execFileSync("bash", ["--norc"], { input: lines.join("") }).toString();
    expect(output.split("\0").slice(0, -1)).toEqual(usable.map((value) => `--name=${value}`));
  });

  test.each([
    ["plain", "plain", "plain"],
    ["Reader role", "'Reader role'", "'Reader role'"],
    ["it's", "'it'\\''s'", "'it''s'"],
    ["robot$ci", "'robot$ci'", "'robot$ci'"],
    ["a@b", "a@b", "'a@b'"],
  ])("quotes %j as %s in Bash and %s in PowerShell", (value, bash, powershell) => {
    const filled = command("t", ["run {name}"], gap(value));
    expect(renderTemplate(filled.bash)).toBe(`run ${bash}`);
    expect(renderTemplate(filled.powershell ?? filled.bash)).toBe(`run ${powershell}`);
  });

  test("shows a chip for a missing value and says which field supplies it", () => {
    const filled = command("t", ["run --name={name} --x {name}"], gap(""));
    expect(renderTemplate(filled.bash)).toBe("run --name=‹name› --x ‹name›");
    expect(missingIn(filled.bash)).toEqual(["name"]);
  });

  test("offers a PowerShell variant only where it differs", () => {
    expect(command("t", ["run {name}"], gap("plain")).powershell).toBeUndefined();
    expect(command("t", ["A=1"], gap("x"), ["$A = 1"]).powershell).toEqual([
      { kind: "text", text: "$A = 1" },
    ]);
  });
});

describe("jsonFile", () => {
  test("stays JSON whatever the values are", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 30 }), (value) => {
        const file = jsonFile("p.json", "t", { a: "x/{name}" }, gap(value));
        expect(JSON.parse(renderTemplate(file.content))).toEqual({ a: `x/${value}` });
      }),
    );
  });
});
