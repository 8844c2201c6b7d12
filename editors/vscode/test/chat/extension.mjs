/** What an editor with a chat has beside us: a model, and an agent that uses what tools it finds. */
import * as vscode from "vscode";

const MODEL = {
  vendor: "stc-lsp-test",
  name: "Silent",
  family: "silent",
  version: "1",
  maxInputTokens: 1000,
  maxOutputTokens: 1000,
  isDefault: true,
  isUserSelectable: true,
};

export function activate(context) {
  const silent = { provideLanguageModelResponse: async () => undefined, provideTokenCount: async () => 1 };
  context.subscriptions.push(
    vscode.lm.registerChatModelProvider("silent", silent, MODEL),
    vscode.chat.createChatParticipant("stc-lsp-test.agent", answer),
  );
}

/** As agents do: look for the tool, give it a question, and show what it says. */
async function answer(request, _context, stream, token) {
  const tool = vscode.lm.tools.find(({ name }) => name === "stc_ask");
  const options = { input: { question: request.prompt }, toolInvocationToken: request.toolInvocationToken };
  const { content } = await vscode.lm.invokeTool(tool.name, options, token);
  stream.markdown(`The tool says: ${content.map(({ value }) => value).join("")}`);
}
