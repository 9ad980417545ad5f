/** What the scenarios do in VS Code and look at. */

import assert from "node:assert/strict";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { GLANCE, holds, PATIENCE } from "./waiting.mjs";

const STATUS_ITEM = ".statusbar-item[id*='flowmasonAssist']";

export class Editor {
  #page;
  #workspace;
  #templates;
  #pictures;
  #machineSettings;
  #file;
  #opened = 0;

  constructor(page, { workspace, templates, pictures, machineSettings }) {
    this.#page = page;
    this.#workspace = workspace;
    this.#templates = templates;
    this.#pictures = pictures;
    this.#machineSettings = machineSettings;
    page.setDefaultTimeout(PATIENCE);
  }

  async start(address) {
    await this.#page.goto(address);
    await this.#ready();
  }

  /** Begins anew after a scenario that failed. */
  async restart() {
    await this.#page.reload();
    await this.#ready();
  }

  /** Opens a fresh copy of a file of the workspace. */
  async open(name) {
    const folder = `pipelines-${++this.#opened}`;
    await mkdir(join(this.#workspace, folder));
    this.#file = join(this.#workspace, folder, name);
    await cp(join(this.#templates, name), this.#file);
    await this.press("Control+P");
    await this.type(`${folder}/${name}`);
    const entries = this.#page.locator(".quick-input-list .monaco-list-row");
    await entries.filter({ hasText: name }).filter({ hasText: folder }).first().click();
    const breadcrumbs = this.#page.locator(".breadcrumbs-control");
    await this.shows(folder, async () => (await breadcrumbs.allInnerTexts()).join());
    await this.#page.locator(".monaco-editor.focused .view-line").first().waitFor();
    await this.#page.locator(`${STATUS_ITEM} .codicon-check`).waitFor();
  }

  /** Sets what holds on this machine, beside where the server is, in place of what was set before. */
  async settings(values) {
    const { "flowmasonAssist.path": path } = JSON.parse(await readFile(this.#machineSettings, "utf8"));
    const settings = { "flowmasonAssist.path": path, ...values };
    await writeFile(this.#machineSettings, JSON.stringify(settings));
  }

  /** Puts the cursor where "|" stands in a piece of the saved text, as in "upstream.|fetch". */
  async cursorAt(place) {
    const [before, after] = place.split("|");
    const lines = (await this.savedText()).split("\n");
    const line = lines.findIndex((text) => text.includes(before + after));
    assert.notEqual(line, -1, `not in the text: ${before + after}`);
    const left = lines[line].slice(0, lines[line].indexOf(before + after) + before.length);
    await this.press("Control+G");
    await this.type(`:${line + 1}:${left.length + 1}`);
    await this.press("Enter");
    // One goes to a column in code units; the status bar counts characters.
    await this.shows(`Ln ${line + 1}, Col ${[...left].length + 1}`, () => this.#statusBar());
  }

  /** Waits until the cursor is on the line of a piece of the saved text. */
  async cursorIsAt(piece) {
    const lines = (await this.savedText()).split("\n");
    const line = lines.findIndex((text) => text.includes(piece)) + 1;
    await this.shows(`Ln ${line},`, () => this.#statusBar());
  }

  async press(keys) {
    await this.#page.keyboard.press(keys);
  }

  async type(text) {
    await this.#page.keyboard.type(text);
  }

  /** Runs a command of the palette by its title, anew where the palette closed: it does when
   * something else takes the focus, such as a notification that goes. */
  async command(title) {
    const entries = this.#page.locator(".quick-input-list .monaco-list-row", { hasText: title });
    await this.eventually(`the command "${title}"`, async () => {
      const box = this.#page.locator(".quick-input-widget .quick-input-box input");
      await this.press("Escape"); // With the palette open, F1 goes to its next entry.
      await this.press("F1");
      try {
        await box.waitFor({ timeout: GLANCE });
        await box.fill(`>${title}`, { timeout: GLANCE });
        await entries.first().click({ timeout: GLANCE });
        return true;
      } catch {
        return false;
      }
    });
  }

  /** Runs a command of the palette that asks for a text, and gives it. */
  async ask(title, text) {
    await this.command(title);
    const box = this.#page.locator(".quick-input-widget .quick-input-box input");
    await this.eventually("a question", async () => (await box.getAttribute("placeholder"))?.length > 0);
    await box.fill(text);
    await this.press("Enter");
  }

  /** Waits for a question with a list of answers, whose title has a piece in it. */
  async questionShows(piece) {
    const title = this.#page.locator(".quick-input-widget .quick-input-title");
    await this.shows(piece, async () => (await title.allInnerTexts()).join());
  }

  /** Picks an answer from the list of a question. */
  async pick(label) {
    const entries = this.#page.locator(".quick-input-list .monaco-list-row", { hasText: label });
    await entries.first().click();
  }

  /** The lines of the text that are in view. */
  async text() {
    const lines = this.#page.locator(".editor-instance .view-lines");
    return (await lines.allInnerTexts()).join("\n").replaceAll("\u00a0", " ");
  }

  /** Picks a button above the text. */
  async titleButton(title) {
    await this.#page.locator(`.editor-actions [aria-label^="${title}"]`).click();
  }

  /** Goes back to the text from what is shown beside it. */
  async focusText() {
    await this.command("View: Focus First Editor Group");
  }

  /** Saves the file and gives its text. */
  async savedText() {
    const unsaved = this.#page.locator(".tab.dirty");
    let text = "";
    await this.eventually("the file to be saved", async () => {
      if ((await unsaved.count()) > 0) {
        await this.press("Control+S");
        return false;
      }
      text = await readFile(this.#file, "utf8");
      return text !== ""; // As it is while it is being written.
    });
    return text;
  }

  /** Waits for underlined places and gives how many there are. */
  async errors(count) {
    const squiggles = this.#page.locator(".monaco-editor.focused .squiggly-error");
    await this.eventually(`${count} underlined places`, async () => (await squiggles.count()) === count);
  }

  /** The list of problems, as texts. */
  async problems() {
    await this.command("Problems: Focus on Problems View");
    const rows = this.#page.locator(".markers-panel .monaco-list-row");
    await rows.first().waitFor();
    return rows.allInnerTexts();
  }

  /** Waits until the list of problems is empty. */
  async noProblems() {
    const rows = this.#page.locator(".markers-panel .monaco-list-row");
    await this.eventually("no problems", async () => (await rows.count()) === 0);
  }

  /** Deletes the file that was opened, as another program would, and closes what is left of it. */
  async deleteFile() {
    await rm(this.#file);
    await this.#page.locator(".tab .label-name", { hasText: basename(this.#file) }).click();
    await this.command("View: Close Editor");
  }

  /** Closes the panel below the text. */
  async closePanel() {
    await this.command("View: Hide Panel");
  }

  /** Points the mouse at a word of the text and gives what is shown over it; anew where lines
   * moved under the mouse, as they do when lenses come. */
  async hover(word) {
    const shown = this.#page.locator(".monaco-hover:not(.hidden) .hover-contents");
    const isShown = async () => {
      const texts = await shown.allInnerTexts();
      return texts.length > 0 && !texts.some((text) => text.startsWith("Loading"));
    };
    await this.eventually("a hover", async () => {
      await this.#page.mouse.move(0, 0);
      await this.#page.locator(".monaco-hover:not(.hidden)").waitFor({ state: "hidden" });
      await this.#word(word).hover();
      return holds(isShown, GLANCE);
    });
    return (await shown.allInnerTexts()).join("\n");
  }

  /** Opens the menu of fixes at the cursor and gives its titles. */
  async fixes() {
    await this.#page.locator("[class*=codicon-light-bulb], [class*=codicon-gutter-lightbulb]").first().waitFor();
    await this.press("Control+.");
    const entries = this.#page.locator(".action-widget .monaco-list-row.action");
    await entries.first().waitFor();
    return entries.allInnerTexts();
  }

  /** Picks an entry of an open menu of fixes. */
  async pickFix(title) {
    const focused = this.#page.locator(".action-widget .monaco-list-row.focused");
    await this.eventually(`"${title}"`, async () => {
      if ((await focused.innerText()).includes(title)) {
        return true;
      }
      await this.press("ArrowDown");
      return false;
    });
    await this.press("Enter");
  }

  /** Cancels what runs, in its notification, unless it was faster. */
  async cancel(title) {
    const button = this.#page.locator(".notifications-toasts .monaco-button", { hasText: "Cancel" });
    const toast = this.#page.locator(".notifications-toasts .notification-list-item", { hasText: title });
    await toast.waitFor();
    await button.click();
    await toast.waitFor({ state: "hidden" });
  }

  /** Asks for completions at the cursor and gives their labels. */
  async completions() {
    await this.press("Control+Space");
    const rows = this.#page.locator(".suggest-widget.visible .monaco-list-row");
    await rows.first().waitFor();
    const labels = this.#page.locator(".suggest-widget.visible .monaco-list-row .label-name");
    return labels.allInnerTexts();
  }

  /** Waits for lenses and gives their texts. */
  async lenses() {
    const lines = this.#page.locator(".codelens-decoration");
    await this.eventually("lenses", async () => (await lines.allInnerTexts()).join("") !== "");
    return (await lines.allInnerTexts()).flatMap((line) => line.split("|")).map((text) => text.trim());
  }

  async clickLens(title) {
    await this.#page.locator(".codelens-decoration a", { hasText: title }).first().click();
  }

  /** Waits for places that are shown inside the text and gives their lines. */
  async peeked() {
    const rows = this.#page.locator(".peekview-widget .ref-tree .monaco-list-row");
    await rows.first().waitFor();
    return rows.allInnerTexts();
  }

  /** The names in the outline of the file. */
  async outline() {
    await this.command("Explorer: Focus on Outline View");
    const rows = this.#page.locator(".outline-tree .monaco-list-row .label-name");
    await rows.first().waitFor();
    return rows.allInnerTexts();
  }

  /** Renames what the cursor is on. */
  async rename(name) {
    await this.press("F2");
    const box = this.#page.locator(".rename-box input");
    await box.waitFor();
    await box.fill(name);
    await this.press("Enter");
    await box.waitFor({ state: "hidden" });
  }

  /** The text of an answer that is shown beside the file. */
  async answer() {
    const body = this.#beside().locator(".markdown-body");
    await body.waitFor();
    return body.innerText();
  }

  /** Waits until a stage is in the diagram that is shown beside the file. */
  async diagramShows(stage) {
    await this.#beside().locator("svg text.name", { hasText: stage }).waitFor();
  }

  /** True if the diagram's page runs scripts, or is allowed to fetch anything. */
  async diagramRunsScripts() {
    const policy = this.#beside().locator("meta[http-equiv=Content-Security-Policy]");
    return !/^default-src 'none'; style-src 'nonce-[^ ]+'$/.test(await policy.getAttribute("content"));
  }

  /** Takes a picture of the window for the documentation. */
  async picture(name) {
    const path = join(this.#pictures, `vscode-${name}.png`);
    await this.#page.screenshot({ path, animations: "disabled" });
  }

  /** Takes a smaller picture for the walkthrough: the last lines of the text. */
  async walkthroughPicture(name) {
    const path = join(this.#pictures, `walkthrough-${name}.png`);
    const { x, y } = await this.#page.locator(".part.editor").boundingBox();
    const clip = { x, y: y + 300, width: 800, height: 360 };
    await this.#page.screenshot({ path, clip, animations: "disabled" });
  }

  /** Waits until a text that is asked for again and again has a piece in it. */
  async shows(piece, text) {
    await this.eventually(`"${piece}"`, async () => (await text()).includes(piece));
  }

  /** Waits until a condition holds. */
  async eventually(what, condition) {
    assert.ok(await holds(condition, PATIENCE), `waited in vain for ${what}`);
  }

  /** Leaves nothing open for the next scenario. */
  async clear() {
    for (const _ of ["a menu", "a hover", "a peek"]) {
      await this.press("Escape");
    }
    await this.savedText();
    const tabs = this.#page.locator(".tab");
    await this.eventually("all editors to be closed", async () => {
      await this.press("Control+K");
      await this.press("Control+W");
      return (await tabs.count()) === 0;
    });
    await rm(dirname(this.#file), { recursive: true });
  }

  async #ready() {
    await this.#page.locator(".explorer-folders-view").waitFor();
  }

  #beside() {
    return this.#page.frameLocator("iframe.webview.ready").last().frameLocator("iframe#active-frame");
  }

  #word(word) {
    const exactly = new RegExp(`(^|\\W)${word}(\\W|$)`);
    return this.#page.locator(".monaco-editor .view-line span span", { hasText: exactly }).last();
  }

  async #statusBar() {
    return (await this.#page.locator(".statusbar-item").allInnerTexts()).join(" ");
  }
}
