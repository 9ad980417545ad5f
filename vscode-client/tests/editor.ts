/** As much of the editor's API as the tests touch; `editor` is what they look at and set up. */

type Settings = Record<string, { globalValue?: unknown; workspaceValue?: unknown }>;

export const editor = {
  settings: {} as Settings,
  folders: [] as string[],
  answers: [] as unknown[],
  executed: [] as unknown[][],
  shown: [] as string[],
  diagnostics: [] as object[],
  extensions: new Map<string, unknown>(),
  onDiagnostics: undefined as ((change: { uris: Uri[] }) => Promise<void>) | undefined,

  provider: undefined as { provideTextDocumentContent(uri: Uri): string } | undefined,
  /** Called when the user is asked to pick something; gives the entry. */
  onPick: undefined as ((entries: unknown[], options: object) => unknown) | undefined,
  tabs: [] as { input: unknown }[],
  onThumb: undefined as ((feedback: object) => Promise<void>) | undefined,

  panels: [] as Panel[],
  participants: new Map<string, unknown>(),
  hasChat: true,
  onText: undefined as ((change: { document: { uri: Uri } }) => void) | undefined,

  activeTextEditor: undefined as object | undefined,
  isCancelled: false,

  reset(): void {
    editor.activeTextEditor = undefined;
    editor.isCancelled = false;
    editor.settings = {};
    editor.folders = [];
    editor.answers = [];
    editor.executed = [];
    editor.shown = [];
    editor.diagnostics = [];
    editor.extensions = new Map();
    editor.panels = [];
    editor.participants = new Map();
    editor.hasChat = true;
    editor.provider = undefined;
    editor.onPick = undefined;
    editor.tabs = [];
  },
};

export interface Panel {
  title: string;
  options: object;
  webview: { html: string };
  reveal(): void;
  onDidDispose(listener: () => void): void;
  dispose(): void;
}

export class Uri {
  private constructor(
    readonly scheme: string,
    readonly path: string,
  ) {}

  get fsPath(): string {
    return this.path;
  }

  toString(): string {
    return `${this.scheme}://${this.path}`;
  }

  static from({ scheme, path }: { scheme: string; path: string }): Uri {
    return new Uri(scheme, path);
  }

  static parse(text: string): Uri {
    const { protocol, pathname } = new URL(text);
    return new Uri(protocol.slice(0, -1), pathname);
  }

  static file(path: string): Uri {
    return new Uri("file", path);
  }
}

export class EventEmitter<T> {
  private readonly listeners: ((value: T) => void)[] = [];
  readonly event = (listener: (value: T) => void) => this.listeners.push(listener);

  fire(value: T): void {
    for (const listener of this.listeners) {
      listener(value);
    }
  }

  dispose(): void {}
}

export class ThemeColor {
  constructor(readonly id: string) {}
}

export class MarkdownString {
  constructor(readonly value: string) {}
}

export class TabInputText {
  constructor(readonly uri: Uri) {}
}

export const ChatResultFeedbackKind = { Unhelpful: 0, Helpful: 1 };
export const StatusBarAlignment = { Left: 1, Right: 2 };
export const ViewColumn = { Beside: -2 };
export const ProgressLocation = { Notification: 15 };

export class Disposable {
  static from(): Disposable {
    return new Disposable();
  }

  dispose(): void {}
}

const disposable = new Disposable();

export const workspace = {
  get workspaceFolders() {
    return editor.folders.map((folder) => ({ uri: Uri.file(folder) }));
  },
  getConfiguration: (section: string) => ({
    get: (name: string, otherwise?: unknown) => {
      const places = editor.settings[`${section}.${name}`];
      return places?.workspaceValue ?? places?.globalValue ?? otherwise;
    },
    inspect: (name: string) => editor.settings[`${section}.${name}`],
    update: async (name: string, globalValue: unknown) => {
      editor.settings[`${section}.${name}`] = { globalValue };
    },
  }),
  createFileSystemWatcher: () => ({ ...disposable, onDidChange: () => disposable }),
  onDidChangeTextDocument: (listener: typeof editor.onText) => {
    editor.onText = listener;
    return disposable;
  },
  registerTextDocumentContentProvider: (_scheme: string, provider: typeof editor.provider) => {
    editor.provider = provider;
    return disposable;
  },
  openTextDocument: async (document: { content: string } | Uri) =>
    document instanceof Uri
      ? { uri: document, content: editor.provider?.provideTextDocumentContent(document) ?? "" }
      : document,
};

export const window = {
  showInformationMessage: async (message: string) => {
    editor.shown.push(message);
    return editor.answers.shift();
  },
  showErrorMessage: async (message: string) => {
    editor.shown.push(message);
    return editor.answers.shift();
  },
  showInputBox: async () => editor.answers.shift(),
  get activeTextEditor() {
    return editor.activeTextEditor;
  },
  withProgress: async (
    _options: object,
    task: (progress: object, cancellation: object) => Promise<unknown>,
  ) => task({ report: () => undefined }, { isCancellationRequested: editor.isCancelled }),
  createWebviewPanel: (_type: string, title: string, _column: object, options: object): Panel => {
    const listeners: (() => void)[] = [];
    const panel: Panel = {
      title,
      options,
      webview: { html: "" },
      reveal: () => editor.shown.push(`revealed ${title}`),
      onDidDispose: (listener) => listeners.push(listener),
      dispose: () => {
        for (const listener of listeners) {
          listener();
        }
      },
    };
    editor.panels.push(panel);
    return panel;
  },
  showTextDocument: async ({ uri, content }: { uri?: Uri; content: string }) => {
    editor.shown.push(content);
    if (uri) {
      editor.tabs.push({ input: new TabInputText(uri) });
    }
  },
  showQuickPick: async (entries: unknown[], options: object) => editor.onPick?.(entries, options),
  tabGroups: {
    get all() {
      return [{ tabs: editor.tabs }];
    },
    close: async (closed: object[]) => {
      editor.tabs = editor.tabs.filter((tab) => !closed.includes(tab));
    },
  },
};

export const commands = {
  executeCommand: async (...call: unknown[]) => {
    editor.executed.push(call);
  },
};

export const extensions = {
  getExtension: (id: string) => editor.extensions.get(id),
};

export const languages = {
  onDidChangeDiagnostics: (listener: typeof editor.onDiagnostics) => {
    editor.onDiagnostics = listener;
    return disposable;
  },
  getDiagnostics: () => editor.diagnostics,
};

export const chat = {
  get createChatParticipant() {
    return editor.hasChat
      ? (id: string, handler: unknown) => {
          editor.participants.set(id, handler);
          return {
            ...disposable,
            onDidReceiveFeedback: (listener: typeof editor.onThumb) => {
              editor.onThumb = listener;
              return disposable;
            },
          };
        }
      : undefined;
  },
};
