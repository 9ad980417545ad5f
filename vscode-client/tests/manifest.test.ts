import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import manifest from "../package.json";
import { PARTICIPANT } from "../src/chat";
import { PALETTE_COMMANDS } from "../src/commands";

const { chatParticipants, commands, configuration, menus, walkthroughs } = manifest.contributes;
const offered = commands.map(({ command }) => command);

test("the palette hides each command of the server until it is announced", () => {
  for (const command of PALETTE_COMMANDS) {
    const entry = menus.commandPalette.find((each) => each.command === command);

    expect(offered).toContain(command);
    expect(entry?.when).toMatch(new RegExp(`^${command}.available`));
  }
});

test("everything that starts a program waits for trust", () => {
  const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;

  for (const name of ["path", "args", "interpreter"]) {
    expect(restricted).toContain(`flowmasonAssist.${name}`);
  }
  expect(Object.keys(configuration.properties)).toEqual(expect.arrayContaining(restricted));
});

test("the prefix of FlowMason's own extension is not used", () => {
  const names = [...offered, ...Object.keys(configuration.properties)];

  expect(names.filter((name) => !name.startsWith("flowmasonAssist."))).toEqual([]);
});

test("the walkthrough has its pictures, and its links lead somewhere", () => {
  for (const { description, media } of walkthroughs.flatMap(({ steps }) => steps)) {
    expect(existsSync(media.image ?? media.markdown)).toBe(true);
    for (const [, command] of description.matchAll(/\(command:([\w.]+)\)/g)) {
      expect(offered).toContain(command);
    }
  }
});

test("the chat's participant is the one that answers, and its commands are the server's", () => {
  expect(chatParticipants.map(({ id }) => id)).toEqual([PARTICIPANT]);
  for (const { name } of chatParticipants.flatMap((each) => each.commands)) {
    expect(PALETTE_COMMANDS).toContain(`flowmasonAssist.${name}`);
  }
});
