/** The real VS Code in a profile of its own, with the packed extension, driven through a browser. */
import { spawn, spawnSync, type ChildProcess, type SpawnSyncOptions } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import * as path from "node:path";
import { chromium, type Browser, type Frame, type Locator, type Page } from "playwright-core";

const EXTENSION = path.resolve(import.meta.dirname, "../..");
const EDITOR = process.env["STC_VSCODE_DIR"] ?? "";
const BROWSER = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const THEMES = { light: "Default Light Modern", dark: "Default Dark Modern", contrast: "Default High Contrast" };
const SHAPES = { light: "vs", dark: "vs-dark", contrast: "hc-black" };
export type Theme = keyof typeof THEMES;
/** Where a side bar ends that is as narrow as people make it, in pixels. */
export const NARROW = 240;
/** A busy machine takes its time; nothing waits for longer than it must. */
const PATIENCE_MILLISECONDS = 120_000;
/** What does not show within this is looked for again. */
export const GLANCE_MILLISECONDS = 3_000;

export interface EditorOptions {
  /** The folder to open. */
  folder: string;
  /** As a person would set them. */
  settings?: Record<string, unknown>;
  env?: Record<string, string>;
  /** The folder of another extension to be there too, which may use what the editor is only going to offer. */
  beside?: string;
  /** Whether the folder is trusted without a question. */
  isTrusted?: boolean;
  size?: { width: number; height: number };
}

export class Editor {
  private constructor(
    readonly page: Page,
    readonly profile: string,
    readonly env: NodeJS.ProcessEnv,
    private readonly browser: Browser,
    private readonly server: ChildProcess,
    private readonly set: Record<string, unknown>,
  ) {}

  static async open(options: EditorOptions): Promise<Editor> {
    const { folder, settings = {}, beside, isTrusted = true, size = { width: 1280, height: 800 } } = options;
    const profile = await mkdtemp(path.join(tmpdir(), "stc-vscode-"));
    const env = {
      ...process.env,
      ...homeOf(folder),
      STC_DATA_DIR: path.join(profile, "data"),
      STC_SLEEP__IDLE_SECONDS: "0",
      STC_SLEEP__MAX_LOAD: "1",
      ...options.env,
    };
    const common = [
      "--config",
      path.join(profile, "config.yaml"),
      "--user-data-dir",
      path.join(profile, "user"),
      "--extensions-dir",
      path.join(profile, "extensions"),
    ];
    const program = path.join(EDITOR, "node_modules/.bin/code-server");
    const set = { ...CALM, ...settings };
    await writeSettings(profile, set);
    const packed = [path.join(EXTENSION, "stc-lsp.vsix"), ...(beside ? [pack(beside, profile)] : [])];
    run(program, [...common, ...packed.flatMap((each) => ["--install-extension", each])], { env });
    const port = await freePort();
    const trust = isTrusted ? ["--disable-workspace-trust"] : [];
    const arguments_ = [
      ...common,
      "--auth",
      "none",
      "--bind-addr",
      `127.0.0.1:${port}`,
      "--disable-telemetry",
      "--disable-update-check",
      ...trust,
    ];
    const server = spawn(program, arguments_, { env, stdio: ["ignore", "pipe", "pipe"] });
    await listening(server);
    const browser = await chromium.launch({
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      args: BROWSER,
    });
    const context = await browser.newContext({ viewport: size, permissions: ["clipboard-read", "clipboard-write"] });
    context.setDefaultTimeout(PATIENCE_MILLISECONDS);
    const page = await context.newPage();
    const query = new URLSearchParams({ folder, ...(beside && { payload: '[["enableProposedApi","true"]]' }) });
    await page.goto(`http://127.0.0.1:${port}/?${query}`);
    await page.locator(".monaco-workbench .part.statusbar").waitFor();
    return new Editor(page, profile, env, browser, server, set);
  }

  /** Open a file with the cursor at a place: 1-based line and column. */
  async goTo(file: string, line = 1, column = 1): Promise<void> {
    const name = path.basename(file);
    await this.pick("Control+P", `${file}:${line}:${column}`, name);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.status(new RegExp(`Ln ${line}, Col ${column}\\b`)).waitFor();
  }

  /** Set more settings, as a person would. */
  async settings(more: Record<string, unknown>): Promise<void> {
    Object.assign(this.set, more);
    await writeSettings(this.profile, this.set);
  }

  async wear(theme: Theme): Promise<void> {
    await this.settings({ "workbench.colorTheme": THEMES[theme] });
    await this.page.locator(`.monaco-workbench.${SHAPES[theme]}`).waitFor();
  }

  /** Let the side bar end there, in pixels; returns where it ended before. */
  async sideBar(to: number): Promise<number> {
    const box = await this.page.locator(".part.sidebar").boundingBox();
    const before = (box?.x ?? 0) + (box?.width ?? 0);
    const { mouse } = this.page;
    await mouse.move(before, 300);
    await mouse.down();
    await mouse.move(to, 300, { steps: 5 });
    await mouse.up();
    // Off the sash, which lights up under the pointer, and off the text, which shows cards.
    await mouse.move(1000, 16);
    return before;
  }

  /** Another window on the same folder, with a language server of its own. */
  async anotherWindow(): Promise<Editor> {
    const page = await this.page.context().newPage();
    await page.goto(this.page.url());
    await page.locator(".monaco-workbench .part.statusbar").waitFor();
    return new Editor(page, this.profile, this.env, this.browser, this.server, this.set);
  }

  /** Reload the window as a person does: the editor puts away first what it is to remember. Returns the Ask view. */
  async reload(): Promise<Frame> {
    const before = await this.ask();
    await this.run("Developer: Reload Window");
    await this.until(() => Promise.resolve(before.isDetached()));
    await this.status(/stc: idle/).waitFor();
    await this.run("stc: Ask a Question");
    return await this.ask();
  }

  /** Try until it holds: for what a person would look at again. */
  async until(holds: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + PATIENCE_MILLISECONDS;
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error("It did not come to hold.");
      await this.page.waitForTimeout(100);
    }
  }

  /** Run a command of the palette by its title. */
  async run(title: string): Promise<void> {
    await this.pick("F1", `>${title}`, title);
  }

  /** Type into the quick input that a key opens, and take the row it offers once that is the wanted one. */
  async pick(key: string, text: string, wanted: string): Promise<void> {
    const input = this.page.locator(".quick-input-widget input:visible").first();
    const row = this.page.locator(".quick-input-list .monaco-list-row.focused").filter({ hasText: wanted });
    const timeout = PATIENCE_MILLISECONDS / 10;
    // A key that comes while the page with the focus loads reaches nobody. What is not known yet when the input opens is
    // not offered later: it is opened again.
    await this.until(async () => {
      await this.page.keyboard.press(key);
      const offered = input.fill(text, { timeout }).then(() => row.waitFor({ timeout }));
      return offered.then(
        () => true,
        () => this.page.keyboard.press("Escape").then(() => false),
      );
    });
    await input.press("Enter");
  }

  /** Put a text in at the cursor as it is: what is typed the editor indents and closes by itself. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await this.page.keyboard.press("Control+V");
  }

  /** Hover at the cursor, by the keyboard, until the card reads so. */
  async hover(...wanted: RegExp[]): Promise<void> {
    await this.until(async () => {
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("Control+K");
      await this.page.keyboard.press("Control+I");
      const text = await this.card()
        .innerText({ timeout: GLANCE_MILLISECONDS })
        .catch(() => "");
      return wanted.every((each) => each.test(text));
    });
  }

  card(): Locator {
    return this.page.locator(".monaco-editor .monaco-hover:not(.hidden)").first();
  }

  status(text: RegExp): Locator {
    return this.page.locator(".statusbar-item").filter({ hasText: text }).first();
  }

  /** The page inside the Ask view. */
  async ask(): Promise<Frame> {
    let found: Frame | undefined;
    await this.until(async () => {
      for (const frame of this.page.frames()) {
        // Frames come and go while the view is made.
        if (
          await frame
            .locator("#composer")
            .isVisible()
            .catch(() => false)
        )
          found = frame;
      }
      return found !== undefined;
    });
    if (!found) throw new Error("The Ask view did not open.");
    return found;
  }

  /** Ask a question in the view; returns what becomes its turn. */
  async question(text: string): Promise<Locator> {
    const view = await this.ask();
    const turn = view.locator(".turn").nth(await view.locator(".turn").count());
    await view.locator("#question").fill(text);
    await view.locator("#question").press("Enter");
    return turn;
  }

  async close(): Promise<void> {
    await this.browser.close();
    const left = new Promise((resolve) => this.server.once("exit", resolve));
    this.server.kill();
    await left;
    await rm(this.profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** What would cover the page, or move in it, while it is looked at. */
const CALM = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "editor.minimap.enabled": false,
  "editor.cursorBlinking": "solid",
  "files.autoSave": "off",
  "workbench.colorTheme": "Default Light Modern",
  "git.openRepositoryInParentFolders": "never",
  "extensions.ignoreRecommendations": true,
  "chat.commandCenter.enabled": false,
};

/** Lets the folder lie in a home of its own: the editor shows its places as a person sees them, and keeps nothing in ours. */
function homeOf(folder: string): Record<string, string> {
  // How packages are fetched from here, and what was, stays known.
  const { XDG_CACHE_HOME = path.join(homedir(), ".cache"), XDG_CONFIG_HOME = path.join(homedir(), ".config") } =
    process.env;
  return { HOME: path.dirname(folder), XDG_CACHE_HOME, XDG_CONFIG_HOME };
}

/** Returns the path of the packed extension. */
function pack(extension: string, folder: string): string {
  const packed = path.join(folder, `${path.basename(extension)}.vsix`);
  const vsce = path.join(EXTENSION, "node_modules/.bin/vsce");
  const plain = ["--no-dependencies", "--allow-missing-repository", "--skip-license"];
  run(vsce, ["package", ...plain, "--out", packed], { cwd: extension });
  return packed;
}

function run(program: string, args: string[], options: SpawnSyncOptions): void {
  const ended = spawnSync(program, args, { ...options, encoding: "utf8" });
  if (ended.status !== 0) throw new Error(`${program} ${args.join(" ")}: ${ended.stderr}`);
}

async function writeSettings(profile: string, settings: Record<string, unknown>): Promise<void> {
  const folder = path.join(profile, "user/Machine");
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "settings.json"), JSON.stringify(settings));
}

function listening(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    for (const stream of [server.stdout, server.stderr]) {
      stream?.on("data", (data: Buffer) => {
        said += data.toString();
        if (said.includes("HTTP server listening")) resolve();
      });
    }
    server.once("exit", (code) => reject(new Error(`code-server left with ${String(code)}: ${said}`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
