/** The language client: how the server is started, and what it is told about the editor. */
import type * as vscode from "vscode";
import {
  LanguageClient,
  RevealOutputChannelOn,
  type LanguageClientOptions,
  type ServerOptions,
  type StaticFeature,
} from "vscode-languageclient/node";
import { serverSettings } from "../settings";
import { lenses } from "./lenses";

export interface Outputs {
  log: vscode.LogOutputChannel;
  trace: vscode.LogOutputChannel;
}

/**
 * Files on a disk, buffers that were never saved and cells of notebooks, of any language: the server knows which it can
 * read.
 */
export const DOCUMENTS = ["file", "untitled", "vscode-notebook-cell"].map((scheme) => ({ scheme }));

export function makeClient(program: string, env: NodeJS.ProcessEnv, { log, trace }: Outputs): LanguageClient {
  const server: ServerOptions = { command: program, args: ["serve"], options: { env } };
  const options: LanguageClientOptions = {
    documentSelector: DOCUMENTS,
    outputChannel: log,
    traceOutputChannel: trace,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    // What comes from the server quotes the repository: no command links, no HTML.
    markdown: { isTrusted: false, supportHtml: false },
    initializationOptions: serverSettings,
    middleware: lenses,
  };
  const client = new LanguageClient("stc", "stc", server, options);
  client.registerFeature(OFFERS_TO_OPEN);
  return client;
}

/** Lets the server offer, beside a message, to open the file that is to be mended. */
const OFFERS_TO_OPEN: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    capabilities.experimental = { stc: { offersToOpen: true } };
  },
  initialize: () => undefined,
  getState: () => ({ kind: "static" }),
  clear: () => undefined,
};
