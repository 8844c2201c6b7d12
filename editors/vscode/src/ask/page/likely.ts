/** The likely questions of what the person looks at. */
import type { FromPage, LikelyView } from "../messages";
import { byId, element, focusIn } from "./dom";
import type { ConversationPage } from "./conversation";
import { questionButton } from "./turn";

/** So many are shown before one asks for more. */
const FEW = 3;

export class LikelyPage {
  private readonly root = byId("likely");
  private view: LikelyView = { about: "", folder: "", questions: [] };
  private showsAll = false;

  constructor(
    private readonly conversation: ConversationPage,
    private readonly send: (message: FromPage) => void,
  ) {}

  show(view: LikelyView): void {
    if (view.about !== this.view.about) this.showsAll = false;
    this.view = view;
    this.draw();
  }

  draw(): void {
    const { about } = this.view;
    const known = this.conversation.questions();
    const questions = this.view.questions.filter(({ question }) => !known.has(question));
    this.root.hidden = questions.length === 0;
    const list = element("ul", { class: "questions" });
    for (const { question, about: what, fresh } of this.showsAll ? questions : questions.slice(0, FEW)) {
      const button = questionButton(question, this.send);
      button.title = fresh ? what : `${what}: the source has changed since`;
      if (!fresh)
        button.append(element("i", { class: "codicon codicon-warning", label: "The source has changed since" }));
      list.append(element("li", {}, button));
    }
    const focused = focusIn(this.root);
    this.root.replaceChildren(
      element("h3", {}, "About ", element("strong", {}, about), this.more(questions.length - FEW)),
      list,
    );
    focused?.(this.root)?.focus();
  }

  private more(hidden: number): HTMLElement | undefined {
    if (hidden <= 0) return undefined;
    const button = element(
      "button",
      { class: "quiet", onClick: () => this.toggle() },
      this.showsAll ? "Fewer" : `${hidden} more`,
    );
    button.type = "button";
    button.setAttribute("aria-expanded", String(this.showsAll));
    return button;
  }

  private toggle(): void {
    this.showsAll = !this.showsAll;
    this.draw();
  }
}
