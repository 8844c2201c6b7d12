/** Where a question is typed: Enter asks, Shift+Enter breaks the line, the arrow up brings back what was asked. */
import type { FromPage } from "../messages";
import { byId } from "./dom";
import { keep, kept } from "./kept";

export class Composer {
  private readonly question = byId("question") as HTMLTextAreaElement;
  /** How many questions back the one is that was brought back. */
  private back = 0;

  /** `asked`: the questions so far, the latest last. */
  constructor(
    private readonly send: (message: FromPage) => void,
    private readonly asked: () => string[],
  ) {
    this.put(kept().draft ?? "");
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask();
    });
    this.question.addEventListener("input", () => {
      this.back = 0;
      this.changed();
    });
    this.question.addEventListener("keydown", (event) => {
      // While an input method composes, keys choose a character.
      if (event.isComposing) return;
      if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        this.ask();
      } else if (event.key === "ArrowUp" && this.recall(this.back + 1)) event.preventDefault();
      else if (event.key === "ArrowDown" && this.recall(this.back - 1)) event.preventDefault();
    });
  }

  focus(): void {
    this.question.focus();
  }

  /** `folder`: the one that is asked about, where that does not go without saying. */
  about(folder: string): void {
    this.question.placeholder = folder ? `Ask a question about ${folder}` : "Ask a question";
  }

  private ask(): void {
    const question = this.question.value.trim();
    if (!question) return;
    this.send({ type: "ask", question });
    this.put("");
  }

  /** Put a question from so far back in the place of nothing or of another such; whether there was one. */
  private recall(back: number): boolean {
    const isOwn = this.question.value !== "" && this.back === 0;
    const found = back === 0 ? "" : this.asked().at(-back);
    if (isOwn || back < 0 || found === undefined) return false;
    this.put(found);
    this.back = back;
    return true;
  }

  private put(text: string): void {
    this.question.value = text;
    this.back = 0;
    this.changed();
  }

  private changed(): void {
    keep({ draft: this.question.value });
    this.question.style.height = "auto";
    this.question.style.height = `${this.question.scrollHeight}px`;
  }
}
