/** All turns on the page: kept in step with the extension's, and in view while they grow. */
import type { FromPage, TurnView } from "../messages";
import { byId, element, focusIn } from "./dom";
import { Folds } from "./fold";
import { showText, turnElement } from "./turn";

const EMPTY = "Ask what something is for, who uses it, or what breaks if it changes. Many answers are ready.";
/** Closer to the end than this, a reader wants to see what comes. */
const NEAR_END_PIXELS = 60;

export class ConversationPage {
  private readonly root = byId("conversation");
  private turns = new Map<number, TurnView>();
  private isDrawing = new Set<number>();
  private readonly folds = new Folds();

  constructor(private readonly send: (message: FromPage) => void) {}

  /** `scroll`: how far down it was read, in pixels; without, the last turn is shown. */
  replace(turns: readonly TurnView[], scroll?: number): void {
    this.turns = new Map(turns.map((turn) => [turn.id, turn]));
    this.root.replaceChildren(...turns.map((turn) => turnElement(turn, this.send)));
    this.showEmpty();
    for (const { id } of turns) this.fold(id);
    if (scroll === undefined) this.toEnd();
    else this.root.scrollTop = scroll;
  }

  update(turn: TurnView): void {
    const isNew = !this.turns.has(turn.id);
    this.turns.set(turn.id, turn);
    this.keepingEnd(() => {
      const made = turnElement(turn, this.send);
      const old = this.find(turn.id);
      if (old) {
        const focused = focusIn(old);
        const details = made.querySelector("details");
        if (details) details.open = old.querySelector("details")?.open ?? false;
        old.replaceWith(made);
        focused?.(made)?.focus({ preventScroll: true });
      } else {
        this.showEmpty();
        this.root.append(made);
      }
      this.fold(turn.id);
    });
    if (isNew) this.toEnd();
  }

  /** Pieces come faster than they can be drawn: once a frame is enough. */
  append(id: number, text: string): void {
    const turn = this.turns.get(id);
    if (!turn) return;
    turn.text += text;
    turn.state = "streaming";
    this.folds.keepOpen(id);
    if (this.isDrawing.has(id)) return;
    this.isDrawing.add(id);
    requestAnimationFrame(() => {
      this.isDrawing.delete(id);
      const body = this.find(id)?.querySelector<HTMLElement>(".answer");
      // By then it may be over, and drawn whole.
      if (body && turn === this.turns.get(id)) this.keepingEnd(() => showText(body, turn, this.send));
    });
  }

  /** The one that is being answered now, the latest if there are several. */
  working(): TurnView | undefined {
    return [...this.turns.values()].findLast(({ state }) => state === "waiting" || state === "streaming");
  }

  /** What was asked, the latest last. */
  asked(): string[] {
    return [...this.turns.values()].map(({ question }) => question);
  }

  /** What has been asked here or is offered under the last answer: no need to offer it twice. */
  questions(): Set<string> {
    const last = [...this.turns.values()].at(-1);
    return new Set([...this.asked(), ...(last?.result?.questions ?? [])]);
  }

  private find(id: number): HTMLElement | undefined {
    return this.root.querySelector<HTMLElement>(`[data-id="${id}"]`) ?? undefined;
  }

  private fold(id: number): void {
    const article = this.find(id);
    if (article) this.folds.fold(id, article);
  }

  private showEmpty(): void {
    if (this.turns.size === 0) this.root.replaceChildren(element("p", { class: "empty" }, EMPTY));
    else this.root.querySelector(".empty")?.remove();
  }

  private keepingEnd(change: () => void): void {
    const { scrollHeight, scrollTop, clientHeight } = this.root;
    const wasAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_END_PIXELS;
    change();
    if (wasAtEnd) this.toEnd();
  }

  /** As far down as the last question stays in view: an answer is read from its beginning. */
  private toEnd(): void {
    const last = this.root.lastElementChild;
    const top = last instanceof HTMLElement ? last.offsetTop - this.root.offsetTop : 0;
    this.root.scrollTop = Math.min(this.root.scrollHeight - this.root.clientHeight, top);
  }
}
