// Bundle the extension, the page of the Ask view, and (with --tests) the tests.
import { build } from "esbuild";
import { copyFile, mkdir, readdir, rm } from "node:fs/promises";

const common = { bundle: true, sourcemap: false, minify: true, legalComments: "none", logLevel: "warning" };

await rm("dist", { recursive: true, force: true });
await mkdir("dist", { recursive: true });
await build({
  ...common,
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["vscode"],
});
await build({
  ...common,
  entryPoints: { ask: "src/ask/page/main.ts" },
  outdir: "dist",
  platform: "browser",
  format: "iife",
  target: "es2022",
});
for (const name of ["codicon.css", "codicon.ttf"]) {
  await copyFile(`node_modules/@vscode/codicons/dist/${name}`, `dist/${name}`);
}

if (process.argv.includes("--tests")) {
  const folders = ["test/unit", "test/e2e", "test/bench"];
  const entryPoints = [];
  for (const folder of folders) {
    for (const name of await readdir(folder)) if (name.endsWith(".test.ts")) entryPoints.push(`${folder}/${name}`);
  }
  await rm("out", { recursive: true, force: true });
  await build({
    ...common,
    minify: false,
    sourcemap: "inline",
    entryPoints,
    outdir: "out",
    outbase: "test",
    outExtension: { ".js": ".mjs" },
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
  });
}
