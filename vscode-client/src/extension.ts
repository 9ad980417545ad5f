/** Where the editor enters: puts the parts together and starts the server when it is needed. */

import { commands, type ExtensionContext, ProgressLocation, window, workspace } from "vscode";
import { Answers } from "./answers";
import { offerChat } from "./chat";
import { drawnBy, LastAsked } from "./commands";
import { Consent } from "./consent";
import { Diagrams } from "./diagram";
import { type Discovery, findServer } from "./discovery";
import { isSurelyOurs, workspaceHasOurs } from "./documents";
import { Installation } from "./installation";
import { keyVariables, storeKey } from "./keys";
import { SHOW_DIAGRAM } from "./lenses";
import { watchNeighbor } from "./neighbor";
import { PythonExtension } from "./pythonExtension";
import { Server } from "./server";
import { clientSettings, SECTION, settingNames } from "./settings";
import { Status } from "./status";

const RESTARTING_SETTINGS = ["path", "args", "interpreter"].map((name) => `${SECTION}.${name}`);

let server: Server | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  server = assemble(context);
  await startWhenNeeded(context, server);
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

function assemble(context: ExtensionContext): Server {
  const log = window.createOutputChannel("FlowMason Assist", { log: true });
  const trace = window.createOutputChannel("FlowMason Assist Trace", { log: true });
  const status = new Status(`${SECTION}.menu`);
  const answers = new Answers();
  const asked = new LastAsked();
  const consent = new Consent();
  const ownFolder = context.extensionUri.fsPath;
  const storage = context.globalStorageUri.fsPath;
  const { version } = context.extension.packageJSON;
  const installation = new Installation(storage, ownFolder, version, (line) => log.info(line));
  const python = new PythonExtension(
    () => void server.refresh(),
    (message) => log.warn(message),
  );
  let activeInterpreter: string | undefined;
  const discover = async (): Promise<Discovery> => {
    activeInterpreter = await python.activeInterpreter();
    return findServer({
      settings: clientSettings(),
      activeInterpreter,
      trustedFolders: trustedFolders(),
      installedInterpreter: installation.interpreter(),
      environment: process.env,
      platform: process.platform,
      ownFolder,
      log: (message) => log.info(message),
    });
  };
  const install = () => installServer(discover, installation, server);
  const server = new Server({
    log,
    trace,
    status,
    answers,
    asked,
    consent,
    keyVariables: () => keyVariables(context.secrets),
    settingNames: settingNames(context.extension.packageJSON),
    discover,
    projectInterpreter: () => activeInterpreter,
    onMissing: (discovery) => void offerCure(discovery, installation, install, () => log.show()),
  });
  const diagrams = new Diagrams(drawnBy(server.send));
  context.subscriptions.push(
    diagrams,
    ...offerChat(server.send),
    log,
    trace,
    status,
    answers,
    consent,
    python,
    server,
    watchNeighbor(context.globalState),
    commands.registerCommand(SHOW_DIAGRAM, (given) => diagrams.show(given)),
    commands.registerCommand(`${SECTION}.restart`, () => server.restart()),
    commands.registerCommand(`${SECTION}.showLog`, () => log.show()),
    commands.registerCommand(`${SECTION}.selectInterpreter`, selectInterpreter),
    commands.registerCommand(`${SECTION}.installServer`, install),
    commands.registerCommand(`${SECTION}.storeKey`, () =>
      storeKey(context.secrets, () => server.restart()),
    ),
    commands.registerCommand(`${SECTION}.askLarger`, () =>
      asked.again((command, args) => commands.executeCommand(command, ...args)),
    ),
    commands.registerCommand(`${SECTION}.menu`, () => showMenu(context.extension.id)),
  );
  return server;
}

async function startWhenNeeded(context: ExtensionContext, server: Server): Promise<void> {
  context.subscriptions.push(
    workspace.onDidOpenTextDocument((document) => {
      if (isSurelyOurs(document)) {
        void server.start();
      }
    }),
    workspace.onDidChangeConfiguration((change) => {
      if (RESTARTING_SETTINGS.some((name) => change.affectsConfiguration(name))) {
        void server.refresh();
      }
    }),
    workspace.onDidGrantWorkspaceTrust(() => void server.refresh()),
  );
  if (await workspaceHasOurs()) {
    await server.start();
  }
}

/** The folders whose environments may be run; none in a workspace that is not trusted. */
function trustedFolders(): string[] {
  const folders = workspace.isTrusted ? (workspace.workspaceFolders ?? []) : [];
  return folders.map((folder) => folder.uri.fsPath);
}

async function offerCure(
  discovery: Extract<Discovery, { missing: string }>,
  installation: Installation,
  install: () => Promise<void>,
  showLog: () => void,
): Promise<void> {
  const canInstall = discovery.python !== undefined && installation.isPossible();
  const actions = [
    ...(canInstall ? [{ title: "Install it", run: install }] : []),
    { title: "Choose a Python", run: selectInterpreter },
    { title: "Show the log", run: showLog },
  ];
  const message = canInstall
    ? `FlowMason Assist: ${discovery.missing}. It can be installed into a folder of this extension; what it needs is downloaded by pip.`
    : `FlowMason Assist: ${discovery.missing}.`;
  const choice = await window.showErrorMessage(message, ...actions);
  await choice?.run();
}

async function installServer(
  discover: () => Promise<Discovery>,
  installation: Installation,
  server: Server,
): Promise<void> {
  const discovery = await discover();
  if ("found" in discovery) {
    await server.restart();
    return;
  }
  const { python, missing } = discovery;
  if (python === undefined) {
    void window.showErrorMessage(`FlowMason Assist cannot be installed: ${missing}.`);
    return;
  }
  try {
    await window.withProgress(
      {
        location: ProgressLocation.Notification,
        title: "Installing flowmason-assist",
        cancellable: true,
      },
      (_progress, cancellation) => {
        const abort = new AbortController();
        cancellation.onCancellationRequested(() => abort.abort());
        return installation.install(python, abort.signal);
      },
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(
      `flowmason-assist was not installed: ${reason}. The log of "FlowMason Assist" says more.`,
    );
    return;
  }
  await server.restart();
}

async function selectInterpreter(): Promise<void> {
  const chosen = await window.showOpenDialog({
    title: "The Python that has flowmason-assist installed",
    openLabel: "Use this Python",
  });
  const file = chosen?.[0]?.fsPath;
  if (file !== undefined) {
    await workspace.getConfiguration(SECTION).update("interpreter", file, true);
  }
}

async function showMenu(extensionId: string): Promise<void> {
  const entries = [
    { label: "$(refresh) Restart the server", command: `${SECTION}.restart` },
    { label: "$(thumbsup) Rate the last answer", command: `${SECTION}.feedback` },
    { label: "$(arrow-up) Ask a larger model the same", command: `${SECTION}.askLarger` },
    { label: "$(key) Store the key of a model", command: `${SECTION}.storeKey` },
    { label: "$(output) Show the log", command: `${SECTION}.showLog` },
    { label: "$(snake) Choose a Python", command: `${SECTION}.selectInterpreter` },
    {
      label: "$(settings-gear) Settings",
      command: "workbench.action.openSettings",
      argument: `@ext:${extensionId}`,
    },
    {
      label: "$(book) Walkthrough",
      command: "workbench.action.openWalkthrough",
      argument: `${extensionId}#start`,
    },
  ];
  const chosen = await window.showQuickPick(entries, { placeHolder: "FlowMason Assist" });
  if (chosen) {
    await commands.executeCommand(chosen.command, chosen.argument);
  }
}
