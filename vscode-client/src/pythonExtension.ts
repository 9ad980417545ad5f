/** The interpreter that the user chose in the Python extension, where that is installed. */

import { type Disposable, type Event, extensions, type Uri, workspace } from "vscode";

interface PythonApi {
  environments: {
    getActiveEnvironmentPath(resource?: Uri): { path: string };
    resolveEnvironment(environment: unknown): Promise<{ executable: { uri?: Uri } } | undefined>;
    onDidChangeActiveEnvironmentPath: Event<unknown>;
  };
}

export class PythonExtension implements Disposable {
  private listener: Disposable | undefined;

  /** `onChange` is called when another interpreter was chosen. */
  constructor(
    private readonly onChange: () => void,
    private readonly log: (message: string) => void,
  ) {}

  async activeInterpreter(): Promise<string | undefined> {
    const extension = extensions.getExtension<PythonApi>("ms-python.python");
    if (extension === undefined) {
      return undefined;
    }
    try {
      const { environments } = await extension.activate();
      this.listener ??= environments.onDidChangeActiveEnvironmentPath(this.onChange);
      const folder = workspace.workspaceFolders?.[0]?.uri;
      const active = environments.getActiveEnvironmentPath(folder);
      const environment = await environments.resolveEnvironment(active);
      return environment?.executable.uri?.fsPath;
    } catch (error) {
      this.log(`the Python extension does not answer: ${error}`);
      return undefined;
    }
  }

  dispose(): void {
    this.listener?.dispose();
  }
}
