import { applyVariables, findImages } from "@berth/image-files";
import { expect, test } from "vitest";
import { imagesOfReport, reportedImages } from "./reported-images.ts";
import { referencesOf } from "./use-found-images.ts";

test("a report asks about the same images as the file did, and holds nothing else of it", () => {
  const text = [
    "services:",
    "  web:",
    "    image: ${REGISTRY}/web:1",
    "    environment:",
    "      PASSWORD: hunter2",
    "  worker:",
    "    image: quay.io/acme/worker:${TAG}",
    "  tool:",
    "    build: .",
  ].join("\n");
  const found = findImages(text, { fileName: "compose.yaml" });
  const images = applyVariables(found.images, {});
  const kept = reportedImages(images);
  expect(JSON.stringify(kept)).not.toContain("hunter2");

  const again = imagesOfReport(kept);
  const asked = (list: typeof images) => referencesOf({ ...found, images: list });
  expect(asked(images)).toEqual(["quay.io/acme/worker"]);
  expect(asked(again)).toEqual(asked(images));
  expect(again.map(({ where, line, pulled }) => ({ where, line, pulled }))).toEqual(
    images.map(({ where, line, pulled }) => ({ where, line, pulled })),
  );
});
