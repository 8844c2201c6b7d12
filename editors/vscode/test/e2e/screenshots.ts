/** Pictures of what a test sees, for docs/screenshots: only when STC_SCREENSHOTS names a folder. */
import { mkdir, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { NARROW, type Editor } from "./editor";

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
      await this.editor.wear(theme);
      await this.take(`${name}-${theme}`);
    }
    await this.editor.wear("light");
  }

  /** In every theme, and with a side bar as narrow as people make it. */
  async takeAll(name: string): Promise<void> {
    if (!this.folder) return;
    await this.takeInThemes(name);
    const wide = await this.editor.sideBar(NARROW);
    await this.take(`${name}-narrow`);
    await this.editor.sideBar(wide);
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
}
