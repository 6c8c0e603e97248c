import type { ExplanationView } from "@berth/api-contract";
import { expect, test } from "vitest";
import { asApiCall, asMarkdown, asText } from "./explanation-text.ts";

const explanation: ExplanationView = {
  image: "reg.io/team/app:1",
  canonical: "reg.io/team/app",
  mapped: null,
  notes: [],
  verdict: "uses",
  sentence: "Uses 'ML'. `reg.io/team/*` is the only pattern that matches.",
  winner: null,
  candidates: [
    {
      entryId: "1",
      pattern: "reg.io/team/*",
      registry: { id: "r", name: "ML" },
      matched: true,
      spans: [],
      reason: "The only pattern that matches.",
    },
    {
      entryId: "2",
      pattern: "quay.io/*",
      registry: { id: "q", name: "Quay" },
      matched: false,
      spans: [],
      reason: "Host differs.",
    },
  ],
  omitted: 0,
  hint: null,
  checks: [{ id: "covered", mark: "pass", text: "`reg.io/team/*` covers it.", link: null }],
  project: null,
  checkedOn: null,
  asOf: null,
};

test("keeps the words of the checks in a ticket, without marks that nobody there can read", () => {
  const text = asText(explanation, "https://berth.example/x");
  expect(text).toContain("✓ Pass: A pattern covers the image. reg.io/team/* covers it.");
  expect(text).toContain("1. reg.io/team/* (ML): The only pattern that matches.");
  expect(text).not.toContain("`");
  expect(text).not.toContain("Quay");
});

test("keeps code as code in Markdown and links back", () => {
  const text = asMarkdown(explanation, "https://berth.example/x");
  expect(text).toContain("1. `reg.io/team/*` (ML): The only pattern that matches.");
  expect(text).toContain("[This explanation in Berth](https://berth.example/x)");
});

test("quotes what is asked for a shell and names no session", () => {
  const call = asApiCall(
    "acme",
    { image: "reg.io/it's", project: "prj_1", asOf: "" },
    "https://berth.example",
  );
  expect(call).toContain(`'{"images":["reg.io/it'\\''s"],"project":"prj_1"}'`);
  expect(call).toContain('--cookie "$BERTH_SESSION_COOKIE"');
  expect(call).toContain("curl 'https://berth.example/api/v1/organizations/acme/explain'");
});
