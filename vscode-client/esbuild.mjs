// Bundles the extension into one file, so that it starts fast and the package stays small.

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { context } from "esbuild";

const production = process.argv.includes("--production");
const watch = process.argv.includes("--watch");

const bundle = await context({
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["vscode"],
  minify: production,
  sourcemap: !production,
  metafile: true,
  logLevel: "warning",
});

if (watch) {
  await bundle.watch();
} else {
  const { metafile } = await bundle.rebuild();
  await writeFile("dist/THIRD-PARTY-NOTICES.txt", await notices(Object.keys(metafile.inputs)));
  await bundle.dispose();
}

/** The licenses of the packages that files come from. */
async function notices(files) {
  const folders = files.map((file) => file.match(/^.*node_modules\/(@[^/]+\/)?[^/]+/)?.[0]);
  const texts = [];
  for (const folder of [...new Set(folders)].sort()) {
    if (folder !== undefined) {
      const name = folder.split("node_modules/").at(-1);
      texts.push(`${name}\n${"-".repeat(name.length)}\n\n${await license(folder)}`);
    }
  }
  return texts.join("\n\n");
}

async function license(folder) {
  const file = (await readdir(folder)).find((name) => /^licen[cs]e/i.test(name));
  if (file === undefined) {
    throw new Error(`${folder} has no license`);
  }
  return readFile(join(folder, file), "utf8");
}
