import { spawn, type ChildProcess } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export type Ended = { code: number | null; stdout: string; stderr: string };

export type Started = {
  child: ChildProcess;
  /** Resolves when it has ended. */
  ended: Promise<Ended>;
  /** Resolves when it printed this to standard error. */
  said: (text: string) => Promise<void>;
  /** Resolves when it printed this to standard output. */
  printed: (text: string) => Promise<void>;
};

/** A machine of its own for one test: home, folders for temporary files, no variable of the real one. */
export type Sandbox = {
  path: (...parts: string[]) => string;
  write: (path: string, content: string) => void;
  environment: Record<string, string>;
  start: (
    words: readonly string[],
    environment?: Record<string, string>,
    input?: string,
  ) => Started;
  /** `input` is all of its standard input. */
  run: (
    words: readonly string[],
    environment?: Record<string, string>,
    input?: string,
  ) => Promise<Ended>;
  /** Runs another program of the machine, in the same surroundings. */
  runOther: (
    program: string,
    words: readonly string[],
    environment?: Record<string, string>,
  ) => Promise<Ended>;
  /** A folder for PATH, in which the worker stands under this name. */
  install: (name: string) => string;
  /** Files under the sandbox that hold one of these texts. */
  filesHolding: (...texts: string[]) => string[];
  /** Everything that lies in the folder for temporary files. */
  leftovers: () => string[];
  close: () => void;
};

/** @param program the worker to start, with this `node`. */
export function createSandbox(program: string, node = process.execPath): Sandbox {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "berth-worker-test-")));
  for (const folder of ["home", "tmp", "run"]) mkdirSync(join(root, folder));
  const running = new Set<ChildProcess>();
  const environment = {
    PATH: process.env["PATH"] ?? "",
    HOME: join(root, "home"),
    TMPDIR: join(root, "tmp"),
    XDG_RUNTIME_DIR: join(root, "run"),
    BERTH_RETRY_SECONDS: "0",
  };
  const launch = (
    file: string,
    words: readonly string[],
    more: Record<string, string> = {},
    input?: string,
  ): Started => {
    const child = spawn(file, words, {
      cwd: root,
      env: { ...environment, ...more },
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    });
    running.add(child);
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
    return follow(child, () => running.delete(child));
  };
  const start: Sandbox["start"] = (words, more, input) =>
    launch(node, [program, ...words], more, input);
  return {
    path: (...parts) => join(root, ...parts),
    write: (path, content) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    },
    environment,
    start,
    run: (words, more, input) => start(words, more, input).ended,
    runOther: (file, words, more) => launch(file, words, more).ended,
    install: (name) => {
      const folder = join(root, "installed");
      mkdirSync(folder, { recursive: true });
      symlinkSync(program, join(folder, name));
      // The first line of the program asks for the node of this folder.
      symlinkSync(node, join(folder, "node"));
      return folder;
    },
    filesHolding: (...texts) =>
      filesBelow(root).filter((path) => {
        const content = readFileSync(path, "latin1");
        return texts.some((text) => content.includes(text));
      }),
    leftovers: () => readdirSync(join(root, "tmp")),
    close: () => {
      for (const child of running) child.kill("SIGKILL");
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function follow(child: ChildProcess, onEnd: () => void): Started {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  const ended = new Promise<Ended>((resolve) => {
    child.once("close", (code) => {
      onEnd();
      resolve({ code, stdout, stderr });
    });
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const until = (stream: ChildProcess["stdout"], read: () => string) => (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (read().includes(text)) resolve();
      };
      stream?.on("data", look);
      child.once("close", () => reject(new Error(`ended without saying "${text}": ${stderr}`)));
      look();
    });
  const said = until(child.stderr, () => stderr);
  const printed = until(child.stdout, () => stdout);
  return { child, ended, said, printed };
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
