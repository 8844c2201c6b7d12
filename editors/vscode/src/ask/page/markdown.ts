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

/** `path:line` in code becomes a button where it names a place that the answer cites. */
function linkCitations(target: HTMLElement, citations: readonly Citation[], { onCitation }: Links): void {
  for (const code of target.querySelectorAll("code")) {
    if (code.closest("pre, button")) continue;
    const [, path, line] = /^(.+?):(\d+)(?:-\d+)?$/.exec(code.textContent.trim()) ?? [];
    const index = citations.findIndex(
      (each) => each.path === path && each.start_line <= Number(line) && Number(line) <= each.end_line,
    );
    if (index < 0) continue;
    const button = element("button", { class: "link", onClick: () => onCitation(index) });
    button.type = "button";
    code.replaceWith(button);
    button.append(code);
  }
}
