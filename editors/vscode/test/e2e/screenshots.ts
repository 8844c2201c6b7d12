/** Pictures of what a test sees, for docs/screenshots: only when STC_SCREENSHOTS names a folder. */
import { mkdir, writeFile } from "node:fs/promises";
import * as path from "node:path";
import type { Editor } from "./editor";

const THEMES = { light: "Default Light Modern", dark: "Default Dark Modern", contrast: "Default High Contrast" };
const SHAPES = { light: "vs", dark: "vs-dark", contrast: "hc-black" };
/** Where the side bar ends then, in pixels. */
const NARROW = 240;

export class Screenshots {
  private readonly folder = process.env["STC_SCREENSHOTS"];

  constructor(private readonly editor: Editor) {}

  /** One picture in the light theme. */
  async take(name: string): Promise<void> {
    if (!this.folder) return;
    await mkdir(this.folder, { recursive: true });
    await writeFile(path.join(this.folder, `${name}.png`), await this.settled());
  }

  /** The same in every theme. */
  async takeInThemes(name: string): Promise<void> {
    if (!this.folder) return;
    await this.take(`${name}-light`);
    for (const theme of ["dark", "contrast"] as const) {
      await this.wear(theme);
      await this.take(`${name}-${theme}`);
    }
    await this.wear("light");
  }

  /** In every theme, and with a side bar as narrow as people make it. */
  async takeAll(name: string): Promise<void> {
    if (!this.folder) return;
    await this.takeInThemes(name);
    const wide = await this.sideBarEdge();
    await this.drag(wide, NARROW);
    await this.take(`${name}-narrow`);
    await this.drag(await this.sideBarEdge(), wide);
  }

  private async sideBarEdge(): Promise<number> {
    const box = await this.editor.page.locator(".part.sidebar").boundingBox();
    return (box?.x ?? 0) + (box?.width ?? 0);
  }

  private async drag(from: number, to: number): Promise<void> {
    const { mouse } = this.editor.page;
    await mouse.move(from, 300);
    await mouse.down();
    await mouse.move(to, 300, { steps: 5 });
    await mouse.up();
    // Off the sash, which lights up under the pointer.
    await mouse.move(to + 300, 650);
  }

  /** Once two in a row are the same; something that spins is not waited for without end. */
  private async settled(): Promise<Buffer> {
    let before: Buffer = Buffer.alloc(0);
    for (let tries = 0; tries < 15; tries++) {
      const now = await this.editor.page.screenshot();
      if (now.equals(before)) break;
      before = now;
      await this.editor.page.waitForTimeout(200);
    }
    return before;
  }

  private async wear(theme: keyof typeof THEMES): Promise<void> {
    await this.editor.settings({ "workbench.colorTheme": THEMES[theme] });
    await this.editor.page.locator(`.monaco-workbench.${SHAPES[theme]}`).waitFor();
  }
}
