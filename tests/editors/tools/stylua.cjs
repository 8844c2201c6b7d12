// StyLua over files, with the settings of `editors/neovim/.stylua.toml`. Names what is laid out otherwise, and exits with 1;
// with --write it lays it out.
//
//   stylua [--write] SETTINGS FILE...
const { readFileSync, writeFileSync } = require("node:fs");
const stylua = require("@johnnymorganz/stylua");

const ENUMS = {
  indent_type: stylua.IndentType,
  quote_style: stylua.QuoteStyle,
  call_parentheses: stylua.CallParenType,
};

function settings(file) {
  const config = stylua.Config.new();
  for (const [, name, value] of readFileSync(file, "utf8").matchAll(/^(\w+) = "?(\w+)"?$/gm)) {
    if (!(name in config)) throw new Error(`${file}: ${name} is no setting of StyLua`);
    config[name] = ENUMS[name]?.[value] ?? Number(value);
    if (Number.isNaN(config[name])) throw new Error(`${file}: ${name} cannot be ${value}`);
  }
  return config;
}

const words = process.argv.slice(2);
const write = words[0] === "--write";
const [file, ...sources] = write ? words.slice(1) : words;
let wrong = 0;
for (const source of sources) {
  const written = readFileSync(source, "utf8");
  const wanted = stylua.formatCode(written, settings(file), undefined, stylua.OutputVerification.Full);
  if (written === wanted) continue;
  wrong += 1;
  if (write) writeFileSync(source, wanted);
  console.log(`${source} is laid out otherwise than StyLua would`);
}
process.exitCode = wrong && !write ? 1 : 0;
