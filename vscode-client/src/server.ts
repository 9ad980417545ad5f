/** The language server's life: found, started, watched, restarted, stopped. */

import { randomUUID } from "node:crypto";
import { type Disposable, type LogOutputChannel, window, workspace } from "vscode";
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  ExecuteCommandRequest,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  TransportKind,
  WorkDoneProgress,
} from "vscode-languageclient/node";
import type { Answers } from "./answers";
import { type LastAsked, offerInPalette, runOnServer, type Send } from "./commands";
import { CONSENT, type Consent, type Question } from "./consent";
import type { Discovery, Launch } from "./discovery";
import { DOCUMENT_SELECTOR } from "./documents";
import { besideLenses, EditorCommands, withEditorTypes } from "./lenses";
import { SECTION, serverSettings } from "./settings";
import type { ServerStatus, Status } from "./status";

const MOST_RESTARTS = 3;
const RESTART_WINDOW = 180_000; // Milliseconds.

/** What a server needs of the extension around it. */
export interface Host {
  log: LogOutputChannel;
  trace: LogOutputChannel;
  status: Status;
  answers: Answers;
  asked: LastAsked;
  consent: Consent;
  /** Keys of models, for the server's environment. */
  keyVariables(): Promise<Record<string, string>>;
  settingNames: readonly string[];
  discover(): Promise<Discovery>;
  /** The Python that dry runs use where the user named none. */
  projectInterpreter(): string | undefined;
  /** Tells the user that there is no server, and what can be done. */
  onMissing(discovery: Extract<Discovery, { missing: string }>): void;
}

export class Server implements Disposable {
  private client: LanguageClient | undefined;
  private queue: Promise<void> = Promise.resolve();
  private crashes: number[] = [];
  private isWanted = false;

  constructor(private readonly host: Host) {}

  /** Starts the server for the first time; does nothing after that. */
  async start(): Promise<void> {
    if (!this.isWanted) {
      await this.restart();
    }
  }

  /** Starts the server anew because something changed; does nothing before it was wanted. */
  async refresh(): Promise<void> {
    if (this.isWanted) {
      await this.restart();
    }
  }

  /** Starts the server, anew where it runs already. */
  restart(): Promise<void> {
    this.isWanted = true;
    return this.inTurn(async () => {
      await this.end();
      this.crashes = [];
      await this.begin();
    });
  }

  /** Sends a command, after starting the server where it does not run. */
  readonly send: Send = async (...request) => {
    await this.start();
    await this.queue;
    if (this.client === undefined) {
      throw new Error("the server does not run; the log of FlowMason Assist says why");
    }
    return sendCommand(this.client, ...request);
  };

  stop(): Promise<void> {
    this.isWanted = false;
    return this.inTurn(() => this.end());
  }

  dispose(): void {
    void this.stop();
  }

  /** Starting and stopping wait for each other, however fast they are asked for. */
  private inTurn(step: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(step).catch((error) => {
      this.host.log.error(error);
      this.host.status.show({ kind: "failed", reason: String(error) });
    });
    return this.queue;
  }

  private async begin(): Promise<void> {
    const { host } = this;
    host.status.show({ kind: "starting" });
    const discovery = await host.discover();
    if ("missing" in discovery) {
      host.log.error(discovery.missing);
      host.status.show({ kind: "failed", reason: discovery.missing });
      host.onMissing(discovery);
      return;
    }
    const { command, args, origin } = discovery.found;
    host.log.info(`starting the server from ${origin}: ${[command, ...args].join(" ")}`);
    const client = this.newClient(discovery.found, await host.keyVariables());
    let server: ServerStatus = {};
    let isOffered = false;
    const showRunning = () => {
      if (!isOffered) {
        return; // What is shown as running can do what the palette offers.
      }
      const version = client.initializeResult?.serverInfo?.version ?? "";
      host.status.show({ kind: "running", version, origin, server });
    };
    client.onNotification(`${SECTION}/status`, (status: ServerStatus) => {
      server = status;
      showRunning();
    });
    client.onRequest(CONSENT, (question: Question) => host.consent.ask(question));
    this.client = client;
    try {
      await client.start();
    } catch (error) {
      this.client = undefined;
      this.reportFailure(`the server could not be started: ${reasonOf(error)}`);
      return;
    }
    const { executeCommandProvider } = client.initializeResult?.capabilities ?? {};
    await offerInPalette(executeCommandProvider?.commands ?? []);
    isOffered = true;
    showRunning();
  }

  private async end(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    if (client === undefined) {
      return;
    }
    await offerInPalette([]);
    this.host.status.show({ kind: "stopped" });
    try {
      await client.dispose();
    } catch (error) {
      // It is gone already: that is what was wanted.
      this.host.log.info(`the server did not stop as asked: ${reasonOf(error)}`);
    }
  }

  private newClient({ command, args }: Launch, keys: Record<string, string>): LanguageClient {
    const options = { env: { ...process.env, ...keys } };
    const executable = { command, args, transport: TransportKind.stdio, options };
    const client: LanguageClient = new LanguageClient(
      SECTION,
      "FlowMason Assist",
      executable,
      this.clientOptions(() => client),
    );
    client.registerFeature(new EditorCommands());
    return client;
  }

  private clientOptions(client: () => LanguageClient): LanguageClientOptions {
    const send: Send = (...request) => sendCommand(client(), ...request);
    return {
      documentSelector: DOCUMENT_SELECTOR,
      outputChannel: this.host.log,
      traceOutputChannel: this.host.trace,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: () => ({ settings: this.settings(), trusted: workspace.isTrusted }),
      initializationFailedHandler: () => false,
      errorHandler: this.errorHandler(),
      markdown: { isTrusted: false, supportHtml: false },
      middleware: {
        executeCommand: (command, args) =>
          runOnServer(send, this.host.answers, command, args, this.host.asked),
        provideCodeLenses: async (document, cancellation, next) =>
          withEditorTypes(await next(document, cancellation), client().protocol2CodeConverter),
        provideInlayHints: async (document, range, cancellation, next) =>
          besideLenses(
            await next(document, range, cancellation),
            workspace.getConfiguration("editor", document).get("codeLens", true),
          ),
        workspace: {
          configuration: ({ items }) =>
            items.map(({ section, scopeUri }) => this.settingsOf(section, scopeUri)),
          didChangeConfiguration: async () => {
            await this.client?.sendNotification("workspace/didChangeConfiguration", {
              settings: { [SECTION]: this.settings() },
            });
          },
        },
      },
    };
  }

  private settingsOf(section: string | undefined, scopeUri: string | undefined): unknown {
    if (section !== undefined && section !== SECTION) {
      return null;
    }
    return this.settings(scopeUri);
  }

  private settings(scopeUri?: string): Record<string, unknown> {
    const scope = scopeUri ? this.client?.protocol2CodeConverter.asUri(scopeUri) : undefined;
    const interpreter = this.host.projectInterpreter();
    return {
      ...(interpreter === undefined ? {} : { interpreter }),
      ...serverSettings(this.host.settingNames, scope),
    };
  }

  private errorHandler(): ErrorHandler {
    return {
      error: (_error, _message, count) => ({
        action: (count ?? 0) <= MOST_RESTARTS ? ErrorAction.Continue : ErrorAction.Shutdown,
        handled: true,
      }),
      closed: () => {
        if (this.mayRestart(Date.now())) {
          this.host.log.warn("the server ended unexpectedly and is started again");
          return { action: CloseAction.Restart, handled: true };
        }
        this.client = undefined;
        this.reportFailure(`the server ended ${MOST_RESTARTS + 1} times within three minutes`);
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    };
  }

  private mayRestart(now: number): boolean {
    this.crashes = [...this.crashes.filter((time) => now - time < RESTART_WINDOW), now];
    return this.crashes.length <= MOST_RESTARTS;
  }

  private reportFailure(reason: string): void {
    this.host.log.error(reason);
    this.host.status.show({ kind: "failed", reason });
    void window
      .showErrorMessage(`FlowMason Assist: ${reason}`, "Show the log", "Restart")
      .then((choice) => {
        if (choice === "Show the log") {
          this.host.log.show();
        } else if (choice === "Restart") {
          void this.restart();
        }
      });
  }
}

async function sendCommand(
  client: LanguageClient,
  ...[command, args, cancellation, onReport]: Parameters<Send>
): Promise<unknown> {
  const workDoneToken = randomUUID();
  const reports = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
    if (value.kind === "report") {
      onReport(value.message ?? "");
    }
  });
  const params = { command, arguments: [...args], workDoneToken };
  try {
    return await client.sendRequest(ExecuteCommandRequest.type, params, cancellation);
  } finally {
    reports.dispose();
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
