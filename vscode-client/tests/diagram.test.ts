import { beforeEach, expect, test, vi } from "vitest";
import { Diagrams, page } from "../src/diagram";
import { editor, Uri } from "./editor";

beforeEach(() => editor.reset());

const PIPELINE = Uri.file("/project/demo.pipeline.json");

function diagrams(draw: () => Promise<string>): Diagrams {
  return new Diagrams(draw);
}

test("a page runs nothing and fetches nothing", () => {
  const html = page("<svg><style>.box{}</style></svg>");
  const [, nonce] = html.match(/style-src 'nonce-([^']+)'"/) ?? [];

  expect(html).toContain(`content="default-src 'none'; style-src 'nonce-${nonce}'"`);
  expect(html).toContain(`<svg><style nonce="${nonce}">`);
  expect(html).not.toContain("<script");
  expect(page("")).not.toContain(String(nonce));
});

test.each([
  ["the editor's menu", PIPELINE],
  ["a lens", { uri: "file:///project/demo.pipeline.json" }],
])("%s shows the stages of its pipeline", async (_from, given) => {
  await diagrams(async () => "<svg>one</svg>").show(given as never);

  expect(editor.panels).toHaveLength(1);
  expect(editor.panels[0]).toMatchObject({
    title: "Stages of demo.pipeline.json",
    options: { enableScripts: false, localResourceRoots: [] },
  });
  expect(editor.panels[0]?.webview.html).toContain("<svg>one</svg>");
});

test("there is one panel for a pipeline, until it is closed", async () => {
  const shown = diagrams(async () => "<svg/>");
  await shown.show(PIPELINE as never);
  await shown.show(PIPELINE as never);

  expect(editor.panels).toHaveLength(1);
  expect(editor.shown).toEqual(["revealed Stages of demo.pipeline.json"]);

  editor.panels[0]?.dispose();
  await shown.show(PIPELINE as never);
  expect(editor.panels).toHaveLength(2);
});

test("a picture is drawn anew once while somebody types", async () => {
  vi.useFakeTimers();
  let count = 0;
  await diagrams(async () => `<svg>${++count}</svg>`).show(PIPELINE as never);

  for (const uri of [PIPELINE, PIPELINE, Uri.file("/project/other.pipeline.json")]) {
    editor.onText?.({ document: { uri } });
  }
  await vi.runAllTimersAsync();
  vi.useRealTimers();

  expect(editor.panels[0]?.webview.html).toContain("<svg>2</svg>");
});

test("why there is no picture is told as text", async () => {
  await diagrams(() => Promise.reject(new Error("no <server>"))).show(PIPELINE as never);

  expect(editor.panels[0]?.webview.html).toContain("<p>Error: no &lt;server></p>");
});

test("what is no pipeline has no stages", async () => {
  await diagrams(async () => "").show(Uri.file("/project/notes.txt") as never);

  expect(editor.panels).toEqual([]);
  expect(editor.shown).toHaveLength(1);
});
