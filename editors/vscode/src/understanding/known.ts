/** What the server has told of the folders that a tree shows. */
import type { Understanding } from "../protocol";

/** Asks the server; undefined if it cannot tell. */
type Fetch = (workspace: string, path: string) => Promise<Understanding | undefined>;

/** The tree is drawn anew only for news, and from what is known: VS Code forgets to open a folder while it draws. */
export class KnownFolders {
  private readonly known = new Map<string, Understanding | undefined>();

  constructor(private readonly fetch: Fetch) {}

  /** Of a folder, as it was told last. */
  async of(workspace: string, path: string): Promise<Understanding | undefined> {
    const key = JSON.stringify([workspace, path]);
    const told = this.known.get(key) ?? (await this.fetch(workspace, path));
    this.known.set(key, told);
    return told;
  }

  /** Ask for all of them again. Returns whether there is news. */
  async renew(): Promise<boolean> {
    const renewed = [...this.known].map(async ([key, before]) => {
      const [workspace, path] = JSON.parse(key) as [string, string];
      const told = await this.fetch(workspace, path);
      this.known.set(key, told);
      return JSON.stringify(told) !== JSON.stringify(before);
    });
    return (await Promise.all(renewed)).includes(true);
  }

  forget(): void {
    this.known.clear();
  }
}
