/** One question of the conversation, its answer, what it rests on, and what can be done with it. */
import type { Answer, Citation } from "../../protocol";
import type { FromPage, TurnView } from "../messages";
import { badges } from "./badges";
import { element, iconButton, withCode } from "./dom";
import { render, type Links } from "./markdown";

type Send = (message: FromPage) => void;

export function turnElement(turn: TurnView, send: Send): HTMLElement {
  const article = element("article", { class: `turn ${turn.state}` }, element("h2", {}, ...withCode(turn.question)));
  article.dataset["id"] = String(turn.id);
  const body = element("div", { class: "answer" });
  article.append(body);
  const named = showText(body, turn, send);
  const { result } = turn;
  if (turn.state === "waiting" || turn.state === "streaming") article.append(working(turn, send));
  if (turn.state === "stopped") article.append(ended("Stopped.", turn, send));
  if (turn.state === "failed") article.append(ended(turn.failure ?? "No answer came.", turn, send));
  if (result) {
    if (named.size < result.citations.length) article.append(citations(turn, result.citations, named, send));
    article.append(element("div", { class: "facts" }, how(turn, result), actions(turn, send)));
    if (result.questions.length) article.append(next(result.questions, send));
  }
  return article;
}

/** The text alone, which changes with each piece that comes. Returns which of the citations it leads to. */
export function showText(body: HTMLElement, turn: TurnView, send: Send): Set<number> {
  const links: Links = {
    onLink: (href) => send({ type: "link", href }),
    onPlace: (citation, line) => send({ type: "open", id: turn.id, citation, line }),
  };
  const { result, changed = [], moved = [] } = turn;
  return render(body, turn.text, { citations: result?.citations ?? [], changed, moved }, links);
}

function working(turn: TurnView, send: Send): HTMLElement {
  const stop = element(
    "button",
    // By its label it has the focus again when what it waits for changes.
    { class: "quiet", label: "Stop", onClick: () => send({ type: "stop", id: turn.id }) },
    "Stop",
  );
  const pulse = element("span", { class: "pulse", label: "Answering" });
  const waits = turn.state === "waiting" && turn.waitsFor;
  return element("div", { class: "working" }, pulse, waits && element("span", { class: "waits" }, `${waits}…`), stop);
}

function ended(why: string, turn: TurnView, send: Send): HTMLElement {
  const retry = element("button", { class: "quiet", onClick: () => send({ type: "retry", id: turn.id }) }, "Try again");
  const icon = element("i", { class: `codicon codicon-${turn.state === "failed" ? "warning" : "debug-stop"}` });
  return element("div", { class: `ended ${turn.state}` }, icon, element("span", {}, why), retry);
}

/** What it rests on besides the places that its text leads to. */
function citations(
  { id, changed = [] }: TurnView,
  cited: readonly Citation[],
  named: ReadonlySet<number>,
  send: Send,
): HTMLElement {
  const list = element("ul", { class: "citations", label: "Citations" });
  cited.forEach((each, index) => {
    if (named.has(index)) return;
    const lines = each.end_line > each.start_line ? `${each.start_line}-${each.end_line}` : String(each.start_line);
    const isChanged = changed.includes(index);
    const slash = each.path.lastIndexOf("/") + 1;
    const button = element(
      "button",
      {
        class: "citation",
        title: `${each.path}:${lines}${isChanged ? ", edited since" : ""}`,
        onClick: () => send({ type: "open", id, citation: index }),
      },
      isChanged && element("i", { class: "codicon codicon-warning", label: "Edited since" }),
      element("span", { class: "folder" }, each.path.slice(0, slash)),
      element("span", { class: "file" }, each.path.slice(slash)),
      element("span", { class: "lines" }, `:${lines}`),
    );
    list.append(element("li", {}, button));
  });
  return list;
}

/** The badges; a click on them tells why it was answered this way. */
function how({ changed }: TurnView, result: Answer): HTMLElement {
  const reason = element("p", { class: "reason" }, ...withCode(result.reason));
  return element(
    "details",
    {},
    element("summary", { title: "How this answer was made" }, badges(result, Boolean(changed?.length))),
    reason,
  );
}

function actions(turn: TurnView, send: Send): HTMLElement {
  const { id, thumb, result } = turn;
  return element(
    "div",
    { class: "actions", label: "Answer" },
    ...(result?.asked_id
      ? [
          iconButton(
            thumb === 1 ? "thumbsup-filled" : "thumbsup",
            "Good answer",
            () => send({ type: "rate", id, thumb: 1 }),
            thumb === 1,
          ),
          iconButton(
            thumb === -1 ? "thumbsdown-filled" : "thumbsdown",
            "Bad answer",
            () => send({ type: "rate", id, thumb: -1 }),
            thumb === -1,
          ),
        ]
      : []),
    result?.citations.length
      ? iconButton("references", "Peek at citations", () => send({ type: "peek", id }))
      : undefined,
    iconButton("copy", "Copy as Markdown", () => send({ type: "copy", id })),
    iconButton("refresh", "Ask again", () => send({ type: "retry", id })),
  );
}

function next(questions: readonly string[], send: Send): HTMLElement {
  const list = element("ul", { class: "questions", label: "Likely next" });
  for (const question of questions) list.append(element("li", {}, questionButton(question, send)));
  return list;
}

export function questionButton(question: string, send: Send): HTMLButtonElement {
  const text = element("span", {}, ...withCode(question));
  const button = element("button", { class: "question", onClick: () => send({ type: "ask", question }) }, text);
  button.type = "button";
  return button;
}
