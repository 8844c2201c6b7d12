/** The conversation of the Ask view: asks, streams, stops, asks again. Knows nothing of how it is shown or kept. */
import * as vscode from "vscode";
import { ask, rate, type Where } from "../client/requests";
import type { Session } from "../client/session";
import type { Thumb, Turn } from "../protocol";
import { answerBudget } from "../settings";
import type { TurnView } from "./messages";

/** So many turns back a question may refer. */
const REMEMBERED_TURNS = 6;

export class Conversation implements vscode.Disposable {
  private readonly pieceCame = new vscode.EventEmitter<{ id: number; text: string }>();
  private readonly turnChanged = new vscode.EventEmitter<TurnView>();
  private readonly answered = new vscode.EventEmitter<TurnView>();
  private readonly cleared = new vscode.EventEmitter<void>();
  private readonly stops = new Map<number, vscode.CancellationTokenSource>();
  private lastId: number;

  readonly onPiece = this.pieceCame.event;
  readonly onDidChangeTurn = this.turnChanged.event;
  readonly onDidAnswer = this.answered.event;
  readonly onDidClear = this.cleared.event;

  /** `turns`: what was asked and answered before. */
  constructor(
    private readonly session: Session,
    public turns: TurnView[],
  ) {
    this.lastId = Math.max(0, ...turns.map(({ id }) => id));
  }

  async ask(question: string, where: Where | undefined): Promise<void> {
    const turn: TurnView = { id: ++this.lastId, question, state: "waiting", text: "", thumb: 0 };
    if (where) turn.where = plain(where);
    this.turns.push(turn);
    await this.answer(turn);
  }

  async retry(id: number): Promise<void> {
    const turn = this.turn(id);
    if (!turn || this.stops.has(id)) return;
    // What failed for want of a server would fail again.
    if (this.session.phase === "offline") await this.session.restart();
    delete turn.result;
    delete turn.failure;
    delete turn.changed;
    delete turn.moved;
    delete turn.lines;
    Object.assign(turn, { state: "waiting", text: "", thumb: 0 });
    await this.answer(turn);
  }

  stop(id: number): void {
    this.stops.get(id)?.cancel();
  }

  clear(): void {
    for (const stop of this.stops.values()) stop.cancel();
    this.turns = [];
    this.cleared.fire();
  }

  /** The same thumb again takes it back. */
  async rate(id: number, thumb: Thumb): Promise<void> {
    const turn = this.turn(id);
    if (!turn?.result?.asked_id) return;
    const value = turn.thumb === thumb ? 0 : thumb;
    await rate(this.session, turn.result.asked_id, value);
    turn.thumb = value;
    this.turnChanged.fire(turn);
  }

  /** Somebody has changed what is shown of it. */
  tell(turn: TurnView): void {
    this.turnChanged.fire(turn);
  }

  get isAnswering(): boolean {
    return this.stops.size > 0;
  }

  turn(id: number): TurnView | undefined {
    return this.turns.find((turn) => turn.id === id);
  }

  dispose(): void {
    this.clear();
    for (const emitter of [this.pieceCame, this.turnChanged, this.answered, this.cleared]) emitter.dispose();
  }

  private async answer(turn: TurnView): Promise<void> {
    const stop = new vscode.CancellationTokenSource();
    this.stops.set(turn.id, stop);
    this.turnChanged.fire(turn);
    try {
      turn.result = await ask(this.session, {
        question: turn.question,
        budget: answerBudget(),
        where: turn.where && whole(turn.where),
        history: this.before(turn),
        token: stop.token,
        onText: (text) => {
          if (stop.token.isCancellationRequested) return;
          turn.text += text;
          turn.state = "streaming";
          this.pieceCame.fire({ id: turn.id, text });
        },
        onWait: (what) => {
          if (stop.token.isCancellationRequested) return;
          turn.waitsFor = what;
          this.turnChanged.fire(turn);
        },
      });
      turn.text = turn.result.answer;
      turn.state = "done";
    } catch (error) {
      turn.state = stop.token.isCancellationRequested ? "stopped" : "failed";
      if (turn.state === "failed") turn.failure = error instanceof Error ? error.message : String(error);
    } finally {
      delete turn.waitsFor;
      this.stops.delete(turn.id);
      stop.dispose();
    }
    this.turnChanged.fire(turn);
    if (turn.state === "done") this.answered.fire(turn);
  }

  private before(turn: TurnView): Turn[] {
    const earlier = this.turns.slice(0, this.turns.indexOf(turn)).filter(({ state }) => state === "done");
    return earlier.slice(-REMEMBERED_TURNS).map(({ question, text }) => ({ question, answer: text }));
  }
}

type Plain = NonNullable<TurnView["where"]>;

function plain({ uri, range: { start, end } }: Where): Plain {
  return { uri: uri.toString(), range: [start.line, start.character, end.line, end.character] };
}

function whole({ uri, range }: Plain): Where {
  return { uri: vscode.Uri.parse(uri, true), range: new vscode.Range(...range) };
}
