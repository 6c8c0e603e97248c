import { join } from "node:path";
import { expect, test } from "vitest";
import { exitCode } from "../src/exit-code.ts";
import { useStage } from "./stage.ts";

const stage = useStage();
const pull = ["pull", "reg.example.com/team/app:1"];
const settings = { BERTH_URL: "http://127.0.0.1:1", BERTH_TOKEN: "brth_w_x" };

test.each<[string[], Record<string, string>, string]>([
  [[], settings, "berth-worker"],
  [["pul"], settings, "Did you mean pull?"],
  [["pull"], settings, "missing required argument 'image'"],
  [["pull"], settings, "Run berth-worker pull --help"],
  [["help", "pul"], settings, "unknown command 'pul'"],
  [["kubelet-config", "--token-file", "token"], settings, "Use a whole path"],
  [[...pull, "--tken", "x"], settings, "unknown option '--tken'"],
  [[...pull, "--timeout", "soon"], settings, "Use a whole number of seconds"],
  [["pull", "Reg.example.com/Team/app"], settings, "This is no image name:"],
  [[...pull, "--to", "docker://reg.example.com/copy"], settings, "--to takes oci:<dir>[:tag]"],
  [[...pull, "--to", "oci:"], settings, "--to oci: lacks what follows the colon."],
  [[...pull, "--to", "docker-daemon:app"], settings, "needs a name with a tag"],
  [[...pull, "--project", ""], settings, "It is empty. Name a project, or leave the option out."],
  [["auth-file", "a", "-o", "-"], settings, "Logins aren't printed: name a file."],
  [["auth-file", "a", "-o", "/dev/null"], settings, "/dev/null is no plain file."],
  [["auth-file", "a", "--all", "-o", "x"], settings, "or use --all, not both."],
  [pull, {}, "Set BERTH_URL"],
  [pull, { BERTH_URL: "berth.example.com" }, "BERTH_URL is no address"],
  [pull, { BERTH_URL: "ftp://berth.example.com" }, "has to begin with https://"],
  [pull, { BERTH_URL: "https://me:pw@berth.example.com" }, "can't hold a user name"],
  [pull, { BERTH_URL: settings.BERTH_URL }, "Set BERTH_TOKEN to a worker token"],
  [pull, { ...settings, BERTH_TOKEN: "two words" }, "holds characters no token has"],
  [pull, { ...settings, BERTH_TOKEN: "brth_a_x" }, "those begin with brth_w_"],
  [pull, { ...settings, BERTH_TOKEN_FILE: "/x" }, "Set BERTH_TOKEN or BERTH_TOKEN_FILE, not both."],
  [pull, { BERTH_URL: "http://127.0.0.1:1", BERTH_TOKEN_FILE: "none" }, "(none) isn't there."],
  [pull, { BERTH_URL: "http://127.0.0.1:1", BERTH_TOKEN_FILE: "/dev" }, "(/dev) is a folder."],
  [
    pull,
    { ...settings, HTTPS_PROXY: "socks5://proxy.example" },
    "HTTPS_PROXY names no proxy of http",
  ],
  [pull, { ...settings, BERTH_CA: "/dev/null" }, "holds no certificate"],
  [pull, { ...settings, BERTH_INSECURE_REGISTRIES: "http://x" }, '"http://x" is no host[:port]'],
  [pull, { ...settings, BERTH_RETRY_SECONDS: "soon" }, "a number of seconds"],
])("%j with %j is wrong usage and says why", async (words, environment, message) => {
  const ended = await stage.sandbox.run(words, environment);
  expect(ended.stderr).toContain(message);
  expect(ended.code).toBe(exitCode.usage);
  expect(ended.stdout).toBe("");
});

test.each([
  ["pull", exitCode.usage, "missing required argument 'image'"],
  ["pull Reg.example.com/Team/app", exitCode.usage, "This is no image name: "],
  ["check alpine", exitCode.berthUnreachable, "Berth at 127.0.0.1:1 refuses connections."],
  ["kubelet-config", exitCode.berthUnreachable, "Berth at 127.0.0.1:1 refuses connections."],
  ["auth-file a -o x", exitCode.berthUnreachable, "Berth at 127.0.0.1:1 refuses connections."],
  ["scan none.yaml", exitCode.usage, "none.yaml isn't there."],
])("%s --json is JSON although it fails", async (line, code, error) => {
  const ended = await stage.sandbox.run([...line.split(" "), "--json"], settings);
  expect(JSON.parse(ended.stdout)).toEqual({
    ok: false,
    error: expect.stringContaining(error),
    exitCode: code,
  });
  expect(ended.code).toBe(code);
});

test("without skopeo a pull ends with 7 before it asks Berth", async () => {
  const ended = await stage.sandbox.run(pull, { ...settings, PATH: stage.sandbox.path("home") });
  expect(ended.code).toBe(7);
  expect(ended.stderr).toContain("skopeo isn't installed");
  expect(ended.stdout).toBe("");
});

test("the token is read from a file, with its line end left off", async () => {
  stage.sandbox.write("token", "brth_w_x\n");
  const ended = await stage.sandbox.run(pull, {
    BERTH_URL: settings.BERTH_URL,
    BERTH_TOKEN_FILE: stage.sandbox.path("token"),
  });
  expect(ended.code).toBe(exitCode.berthUnreachable);
});

test("a token that would travel without encryption is warned of, except to this machine", async () => {
  const remote = await stage.sandbox.run(pull, { ...settings, BERTH_URL: "http://berth.invalid" });
  expect(remote.stderr).toContain("the worker token goes to berth.invalid without encryption");
  const local = await stage.sandbox.run(pull, settings);
  expect(local.stderr).not.toContain("without encryption");
});

test.each([["--help"], ["pull", "--help"], ["help", "pull"]])(
  "%s %s explains itself",
  async (...words) => {
    const ended = await stage.sandbox.run(words.filter((word) => word !== undefined));
    expect(ended.code).toBe(0);
    expect(ended.stderr).toBe("");
    for (const part of [
      "BERTH_URL",
      "BERTH_INSECURE_REGISTRIES",
      "Exit codes:",
      "3  Berth refused",
    ]) {
      expect(ended.stdout).toContain(part);
    }
    // A terminal of the usual width shows it without breaking lines.
    expect(Math.max(...ended.stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(
      120,
    );
  },
);

test.each([["version"], ["--version"], ["-V"]])("%s prints the version", async (word) => {
  const ended = await stage.sandbox.run([word]);
  expect(ended).toEqual({
    code: 0,
    stderr: "",
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  });
});

test.each(["auth-file", "credential-helper", "doctor", "kubelet", "kubelet-config", "scan"])(
  "%s --help explains itself, in the width of a terminal",
  async (command) => {
    const ended = await stage.sandbox.run([command, "--help"]);
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    for (const part of [`Usage: berth-worker ${command}`, "BERTH_PROJECT", "Exit codes"]) {
      expect(ended.stdout).toContain(part);
    }
    const widest = Math.max(...ended.stdout.split("\n").map((line) => line.length));
    expect(widest).toBeLessThanOrEqual(120);
  },
);

test.each([
  ["version", "> /dev/full", exitCode.usage, "there is no space left"],
  ["credential-helper version", "> /dev/full", exitCode.internal, "there is no space left"],
  ["doctor --json", "> /dev/full", exitCode.found, "there is no space left"],
  // The help is longer than the kilobyte that fits: what is left behind is half of it.
  ["--help", "> out", exitCode.usage, "it is larger than a file of this process may be"],
])("%s %s doesn't pass for success", async (line, into, code, why) => {
  const { sandbox } = stage;
  const worker = join(sandbox.install("berth-worker"), "berth-worker");
  const script = `trap "" XFSZ; ulimit -f 1; exec ${worker} ${line} ${into}`;
  const ended = await sandbox.runOther("bash", ["-c", script]);
  expect(ended.stderr).toContain(`Standard output can't be written: ${why}`);
  expect(ended.code).toBe(code);
});

test("a reader that has enough is no fault", async () => {
  const { sandbox } = stage;
  const worker = join(sandbox.install("berth-worker"), "berth-worker");
  const script = `${worker} --help | true; echo "ended with \${PIPESTATUS[0]}"`;
  const ended = await sandbox.runOther("bash", ["-c", script]);
  expect(ended).toEqual({ code: 0, stdout: "ended with 0\n", stderr: "" });
});
