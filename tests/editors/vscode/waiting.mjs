/** How long the scenarios wait for what they expect, in milliseconds. */

import { setTimeout } from "node:timers/promises";

export const PATIENCE = 30_000; // For a machine that is busy with other things.
export const GLANCE = 5_000; // After which one tries again.
const POLL = 100;

/** Waits until a condition holds, and tells whether it did in time. */
export async function holds(condition, patience) {
  for (const end = Date.now() + patience; Date.now() < end; ) {
    if (await condition()) {
      return true;
    }
    await setTimeout(POLL);
  }
  return false;
}
