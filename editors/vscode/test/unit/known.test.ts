import assert from "node:assert/strict";
import { test } from "node:test";
import type { Understanding } from "../../src/protocol";
import { KnownFolders } from "../../src/understanding/known";

const told = (path: string, made: number): Understanding => ({
  workspace: "/w",
  path,
  is_folder: true,
  thoughts: { wanted: 9, made },
  by_model: { wanted: 0, made: 0 },
  outdated: 0,
  edited: 0,
  summary: "",
  parts: [],
});

test("a folder is asked for once, and again only when all are", async () => {
  const asked: string[] = [];
  const known = new KnownFolders((_, path) => {
    asked.push(path);
    return Promise.resolve(told(path, 1));
  });
  await known.of("/w", "src");
  assert.equal((await known.of("/w", "src"))?.path, "src");
  await known.of("/w", "tests");
  assert.deepEqual(asked, ["src", "tests"]);
  await known.renew();
  assert.deepEqual(asked, ["src", "tests", "src", "tests"]);
});

test("there is news only if something is told otherwise than before", async () => {
  let made = 1;
  const known = new KnownFolders((_, path) => Promise.resolve(told(path, made)));
  await known.of("/w", "");
  assert.equal(await known.renew(), false);
  made = 2;
  assert.equal(await known.renew(), true);
  assert.equal((await known.of("/w", ""))?.thoughts.made, 2);
  assert.equal(await known.renew(), false);
});

test("what a server that has left told is forgotten, and asked for again", async () => {
  let isRunning = true;
  const known = new KnownFolders((_, path) => Promise.resolve(isRunning ? told(path, 1) : undefined));
  await known.of("/w", "");
  isRunning = false;
  assert.equal(await known.renew(), true);
  assert.equal(await known.of("/w", ""), undefined);
  isRunning = true;
  assert.equal(await known.renew(), true);
  assert.equal((await known.of("/w", ""))?.thoughts.made, 1);
});
