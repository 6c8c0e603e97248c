import { expect, test } from "vitest";
import { chooseScope } from "./scope.ts";

test.each<[name: string, challenge: string | null, scope: string, replaced: boolean]>([
  [
    "takes the challenge's scope as it stands",
    "repository:ml/train:pull",
    "repository:ml/train:pull",
    false,
  ],
  [
    "keeps the class of a plugin",
    "repository(plugin):ml/train:pull",
    "repository(plugin):ml/train:pull",
    false,
  ],
  ["asks for its own where the challenge names none", null, "repository:ml/train:pull", false],
  ["asks for its own where the challenge's is empty", "", "repository:ml/train:pull", false],
  [
    "asks for pull where the challenge wants more",
    "repository:ml/train:pull,push",
    "repository:ml/train:pull",
    true,
  ],
  [
    "asks for pull where the challenge wants everything",
    "repository:ml/train:*",
    "repository:ml/train:pull",
    true,
  ],
  [
    "never asks for another repository",
    "repository:other/app:pull",
    "repository:ml/train:pull",
    true,
  ],
  ["never asks for the catalog", "registry:catalog:*", "repository:ml/train:pull", true],
  [
    "never asks for two scopes",
    "repository:ml/train:pull repository:x:pull",
    "repository:ml/train:pull",
    true,
  ],
  ["is not confused by garbage", "::::", "repository:ml/train:pull", true],
])("%s", (_name, challenge, scope, replaced) => {
  expect(chooseScope(challenge, "ml/train")).toEqual({ scope, replaced });
});

test("knows a repository by the other names its registry type gives it", () => {
  expect(chooseScope("repository:train:pull", "ml/train", ["train"])).toEqual({
    scope: "repository:train:pull",
    replaced: false,
  });
  expect(chooseScope("aws", "ml/train", [], ["aws"])).toEqual({ scope: "aws", replaced: false });
});
