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
  onCitation: (index: number) => void;
}

/** Render into `target`, replacing what it holds. */
export function render(target: HTMLElement, text: string, citations: readonly Citation[], links: Links): void {
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
  linkCitations(target, citations, links);
}

/** `path:line` becomes a button where it names a place that the answer cites. The name of the file will do. */
function linkCitations(target: HTMLElement, citations: readonly Citation[], { onCitation }: Links): void {
  const walker = document.createTreeWalker(target, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) {
    if (text.parentElement?.closest("pre, button")) continue;
    const parts = text.data.split(PLACE);
    if (parts.length > 1) text.replaceWith(...linked(parts, citations, onCitation));
  }
  for (const place of target.querySelectorAll(".place")) holdInBrackets(place.closest("code") ?? place);
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

/** Captures the whole, the path and the first line. Models write places in square brackets. */
const PLACE = /(\[?([^\s[\]():]+):(\d+)(?:-\d+)?\]?)/;
const CAPTURES = 4;

function linked(
  parts: string[],
  citations: readonly Citation[],
  onCitation: (index: number) => void,
): (Node | string)[] {
  const made: (Node | string)[] = [];
  for (let at = 0; at < parts.length; at += CAPTURES) {
    made.push(parts[at] ?? "");
    const [whole, path, line] = parts.slice(at + 1, at + CAPTURES);
    if (whole === undefined || path === undefined) continue;
    const index = citations.findIndex(
      (each) => each.path === path && each.start_line <= Number(line) && Number(line) <= each.end_line,
    );
    if (index < 0) {
      made.push(whole);
      continue;
    }
    const name = whole.replace(/[[\]]/g, "").slice(path.lastIndexOf("/") + 1);
    const button = element("button", { class: "link place", title: path, onClick: () => onCitation(index) }, name);
    button.type = "button";
    made.push(button);
  }
  return made;
}
