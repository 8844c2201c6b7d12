/** Where a question is typed: Enter asks, Shift+Enter breaks the line, and it grows with what it holds. */
import type { FromPage } from "../messages";
import { byId } from "./dom";

export class Composer {
  private readonly question = byId("question") as HTMLTextAreaElement;

  constructor(private readonly send: (message: FromPage) => void) {
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask();
    });
    this.question.addEventListener("input", () => this.grow());
    this.question.addEventListener("keydown", (event) => {
      // While an input method composes, Enter chooses a character.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.ask();
    });
  }

  focus(): void {
    this.question.focus();
  }

  private ask(): void {
    const question = this.question.value.trim();
    if (!question) return;
    this.send({ type: "ask", question });
    this.question.value = "";
    this.grow();
  }

  private grow(): void {
    this.question.style.height = "auto";
    this.question.style.height = `${this.question.scrollHeight}px`;
  }
}
