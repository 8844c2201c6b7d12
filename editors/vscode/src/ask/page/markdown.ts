/**
 * Markdown from the server, rendered inert: it quotes a repository and a model, and neither is trusted. No HTML, no
 * images; a link does nothing by itself but is handed to the extension, which decides.
 */
import MarkdownIt from "markdown-it";
import type { Citation } from "../../protocol";
import { element } from "./dom";

const markdown = new MarkdownIt({ html: false, linkify: false, breaks: false }).disable(["image"]);
markdown.validateLink = (href) => /^(?:https?|file):/i.test(href);

export interface Links {
  onLink: (href: string) => void;
  /** `line`: 1-based, in the file of the citation. */
  onPlace: (citation: number, line: number) => void;
}

/** What an answer rests on, which of that has changed since, and by how many lines each has moved. */
export interface Cited {
  citations: readonly Citation[];
  changed: readonly number[];
  moved: readonly number[];
}

/** Render into `target`, replacing what it holds. Returns which of the citations the text leads to by itself. */
export function render(target: HTMLElement, text: string, cited: Cited, links: Links): Set<number> {
  // The one place where text becomes elements; markdown-it escapes everything that is not Markdown.
  const parsed = new DOMParser().parseFromString(markdown.render(text), "text/html");
  target.replaceChildren(...parsed.body.childNodes);
  for (const anchor of target.querySelectorAll("a")) {
    const href = anchor.getAttribute("href") ?? "";
    // A link without an address is no link to the keyboard: a button is.
    const button = element(
      "button",
      { class: "link", title: href, onClick: () => links.onLink(href) },
      ...anchor.childNodes,
    );
    button.type = "button";
    anchor.replaceWith(button);
  }
  return new Places(cited, links).link(target);
}

/** Captures the path, the first line and the last. Models write places in square brackets. */
const PLACE = /\[?([^\s[\]():]+):(\d+)(?:-(\d+))?\]?/g;
/** The same, of what stands in a code span by itself: there a path may have blanks. */
const WHOLE = /^([^\n:]+):(\d+)(?:-(\d+))?$/g;
/** A line of the file that its item of a list names first. */
const LINE = /\bline (\d+)/g;

/** Makes buttons of places in files that an answer cites. */
class Places {
  private readonly named = new Set<number>();

  constructor(
    private readonly cited: Cited,
    private readonly links: Links,
  ) {}

  link(target: HTMLElement): Set<number> {
    for (const text of textsIn(target)) {
      const pattern = text.parentElement?.matches("code") && text.data.search(WHOLE) === 0 ? WHOLE : PLACE;
      replace(text, pattern, ([, path = "", first, last]) =>
        this.place(path, Number(first), (moved) => {
          const lines = [first, last].filter(Boolean).map((line) => Number(line) + moved);
          return `${path.slice(path.lastIndexOf("/") + 1)}:${lines.join("-")}`;
        }),
      );
    }
    for (const place of target.querySelectorAll(".place")) holdInBrackets(place.closest("code") ?? place);
    for (const text of textsIn(target)) {
      const item = text.parentElement?.closest("li");
      const first = item?.querySelector<HTMLElement>(".place");
      const path = first?.closest("li") === item ? first?.dataset["path"] : undefined;
      if (!path) continue;
      replace(text, LINE, ([, line]) => this.place(path, Number(line), (moved) => `line ${Number(line) + moved}`));
    }
    return this.named;
  }

  /** Undefined if the file is not cited. `shown`: what it is called, given by how many lines it has moved. */
  private place(path: string, line: number, shown: (moved: number) => string): HTMLElement | undefined {
    const { citations, changed, moved } = this.cited;
    const inFile = [...citations.keys()].filter((index) => citations[index]?.path === path);
    const exact = inFile.filter((index) => {
      const { start_line = 0, end_line = 0 } = citations[index] ?? {};
      const now = line + (moved[index] ?? 0);
      return start_line <= now && now <= end_line;
    });
    for (const index of exact) this.named.add(index);
    const [index] = [...exact, ...inFile];
    if (index === undefined) return undefined;
    const by = moved[index] ?? 0;
    const isChanged = exact.some((each) => changed.includes(each));
    const button = element(
      "button",
      {
        class: "link place",
        title: `${path}:${line + by}${isChanged ? ", edited since" : ""}`,
        onClick: () => this.links.onPlace(index, line + by),
      },
      isChanged && element("i", { class: "codicon codicon-warning", label: "Edited since" }),
      shown(by),
    );
    button.type = "button";
    button.dataset["path"] = path;
    return button;
  }
}

/** Put what is made of each find in its place, if anything is. */
function replace(text: Text, pattern: RegExp, made: (found: RegExpExecArray) => Node | undefined): void {
  const parts: (Node | string)[] = [];
  let from = 0;
  for (const found of text.data.matchAll(pattern)) {
    const node = made(found);
    if (!node) continue;
    parts.push(text.data.slice(from, found.index), node);
    from = found.index + found[0].length;
  }
  if (parts.length) text.replaceWith(...parts, text.data.slice(from));
}

/** Texts in which a place may stand. */
function textsIn(target: HTMLElement): Text[] {
  const walker = document.createTreeWalker(target, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  return texts.filter((text) => !text.parentElement?.closest("pre, button"));
}

/** Keeps a place on one line with the brackets around it: beside a button a line may break, whatever stands there. */
function holdInBrackets(place: Element): void {
  const { previousSibling: before, nextSibling: after } = place;
  if (!(before instanceof Text && before.data.endsWith("("))) return;
  if (!(after instanceof Text && after.data.startsWith(")"))) return;
  before.data = before.data.slice(0, -1);
  after.data = after.data.slice(1);
  const held = element("span", { class: "held" });
  place.replaceWith(held);
  held.append("(", place, ")");
}
