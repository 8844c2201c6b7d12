/** The page of the Ask view: shows what the extension tells, tells it what the person does. */
import type { ToPage } from "../messages";
import { Composer } from "./composer";
import { ConversationPage } from "./conversation";
import { byId } from "./dom";
import { keep, kept, send } from "./kept";
import { LikelyPage } from "./likely";

const NOTICE_MILLISECONDS = 6000;

const conversation = new ConversationPage(send);
const likely = new LikelyPage(conversation, send);
const composer = new Composer(send, () => conversation.asked());
let noticeTimer = 0;
let wasRead = kept().scroll;

function notice(text: string): void {
  const place = byId("notice");
  place.textContent = text;
  clearTimeout(noticeTimer);
  noticeTimer = window.setTimeout(() => {
    place.textContent = "";
  }, NOTICE_MILLISECONDS);
}

window.addEventListener("message", ({ data: message }: MessageEvent<ToPage>) => {
  switch (message.type) {
    case "conversation":
      conversation.replace(message.turns, wasRead);
      wasRead = undefined;
      likely.draw();
      break;
    case "turn":
      conversation.update(message.turn);
      likely.draw();
      break;
    case "piece":
      conversation.append(message.id, message.text);
      break;
    case "likely":
      likely.show(message.likely);
      composer.about(message.likely.folder);
      break;
    case "notice":
      notice(message.text);
      break;
    case "focus":
      composer.focus();
  }
});
window.addEventListener("keydown", ({ key, isComposing }) => {
  const working = key === "Escape" && !isComposing ? conversation.working() : undefined;
  if (working) send({ type: "stop", id: working.id });
});
byId("conversation").addEventListener("scrollend", ({ target }) => {
  if (target instanceof Element) keep({ scroll: target.scrollTop });
});
send({ type: "ready" });
