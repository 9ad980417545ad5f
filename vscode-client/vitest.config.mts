import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    // The editor's API exists only inside the editor; the tests bring a small one of their own.
    alias: { vscode: fileURLToPath(new URL("tests/editor.ts", import.meta.url)) },
  },
});
