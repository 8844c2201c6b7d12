/** A long answer shows its beginning, until one wants to see the rest. */
import { byId, element } from "./dom";

/** Times the size of the text: what is shown of a long answer, and what is not long yet. */
const SHOWN = 28;
const LONG = 40;

export class Folds {
  /** Those that are shown whole. */
  private readonly open = new Set<number>();

  /** It is read while it comes, or was asked for whole: it stays so. */
  keepOpen(id: number): void {
    this.open.add(id);
  }

  /** Fold an answer that is on the page, if it is long. */
  fold(id: number, article: HTMLElement): void {
    const body = article.querySelector<HTMLElement>(".answer");
    if (!body || this.open.has(id)) return;
    const size = parseFloat(getComputedStyle(body).fontSize);
    if (body.scrollHeight <= LONG * size) return;
    body.classList.add("folded");
    body.style.maxHeight = `${SHOWN * size}px`;
    const unfold = (): void => {
      this.keepOpen(id);
      body.classList.remove("folded");
      body.style.maxHeight = "";
      more.remove();
    };
    const more = element(
      "button",
      {
        class: "quiet more",
        onClick: () => {
          unfold();
          byId("conversation").focus({ preventScroll: true });
        },
      },
      "Show all",
    );
    more.type = "button";
    more.setAttribute("aria-expanded", "false");
    body.after(more);
    // Whoever goes through it by the keyboard is to see where they are.
    body.addEventListener("focusin", ({ target }) => {
      const isBelow =
        target instanceof Element && target.getBoundingClientRect().bottom > body.getBoundingClientRect().bottom;
      if (isBelow || body.scrollTop > 0) unfold();
    });
  }
}
