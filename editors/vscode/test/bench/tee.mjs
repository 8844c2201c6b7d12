// Runs a server and notes, in the file that STC_TEE names, how long each hover took from its request to its reply.
//
//   node tee.mjs SERVER ARGUMENTS...
import { spawn } from "node:child_process";
import { appendFileSync } from "node:fs";

const [server = "", ...args] = process.argv.slice(2);
const child = spawn(server, args, { stdio: ["pipe", "pipe", "inherit"] });
const asked = new Map();

/** Pass a stream on as it comes, and look at each message of it. */
function pass(from, to, see) {
  let held = Buffer.alloc(0);
  from.on("data", (data) => {
    to.write(data);
    const at = performance.now();
    held = Buffer.concat([held, data]);
    for (;;) {
      const end = held.indexOf("\r\n\r\n");
      const length = Number(/content-length: *(\d+)/i.exec(held.subarray(0, Math.max(end, 0)).toString())?.[1]);
      if (end < 0 || held.length < end + 4 + length) break;
      see(JSON.parse(held.subarray(end + 4, end + 4 + length).toString()), at);
      held = held.subarray(end + 4 + length);
    }
  });
  from.on("end", () => to.end());
}

pass(process.stdin, child.stdin, ({ method, id }, at) => {
  if (method === "textDocument/hover") asked.set(id, at);
});
pass(child.stdout, process.stdout, ({ method, id }, at) => {
  if (method === undefined && asked.has(id)) appendFileSync(process.env.STC_TEE, `${at - asked.get(id)}\n`);
});
child.on("exit", (code) => process.exit(code ?? 1));
