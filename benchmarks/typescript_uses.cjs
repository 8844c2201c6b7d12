// Where TypeScript's own language service finds the definitions of names used in a repository.
//
//     NODE_PATH=<node_modules with typescript 5> node typescript_uses.cjs REPOSITORY SAMPLE SEED FILE...
//
// Prints one JSON line a use: path, byte offset, line, name, and the places found ([path, line, whether it is
// local]: a parameter, a variable in a function, a property without a definition of its own).

"use strict";
const fs = require("node:fs");
const path = require("node:path");
const ts = require("typescript");

const [root, sample, seed, ...names] = process.argv.slice(2);
const files = names.map((name) => path.join(root, name));
const options = { allowJs: true, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler, jsx: ts.JsxEmit.Preserve, strict: true, noEmit: true };
const config = ts.findConfigFile(root, fs.existsSync, "tsconfig.json");
if (config && path.dirname(config) === path.resolve(root)) {
  const parsed = ts.parseJsonConfigFileContent(ts.readConfigFile(config, ts.sys.readFile).config, ts.sys, root);
  for (const name of ["paths", "baseUrl", "pathsBasePath"]) options[name] = parsed.options[name];
}
const service = ts.createLanguageService({
  getCompilationSettings: () => options,
  getScriptFileNames: () => files,
  getScriptVersion: () => "1",
  getScriptSnapshot: (name) =>
    fs.existsSync(name) ? ts.ScriptSnapshot.fromString(fs.readFileSync(name, "utf8")) : undefined,
  getCurrentDirectory: () => root,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: ts.sys.fileExists,
  readFile: ts.sys.readFile,
  readDirectory: ts.sys.readDirectory,
  directoryExists: ts.sys.directoryExists,
});
const program = service.getProgram();

// A use is a name that declares nothing itself; what an import or export names is a use, too.
function isUse(node) {
  const parent = node.parent;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return (parent.propertyName ?? parent.name) === node;
  if (ts.isImportClause(parent) || ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isBindingElement(parent) && parent.propertyName === node) return true;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  return parent.name !== node || ts.isPropertyAccessExpression(parent);
}

function usesIn(source) {
  const found = [];
  (function visit(node) {
    if ((ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) && node.text && isUse(node)) found.push(node);
    ts.forEachChild(node, visit);
  })(source);
  return found;
}

function declarationAt(source, position) {
  let found = source;
  (function visit(node) {
    if (node.getStart(source) <= position && position < node.end) { found = node; ts.forEachChild(node, visit); }
  })(source);
  return found.parent ?? found;
}

const isImport = (node) => ts.isNamespaceImport(node) || ts.isImportClause(node) || ts.isImportSpecifier(node);

// What the service leaves at the import: a whole module, or nothing that it could find.
function modulesOf(declaration) {
  const checker = program.getTypeChecker();
  const symbol = checker.getAliasedSymbol(checker.getSymbolAtLocation(declaration.name));
  return (symbol.declarations ?? []).filter(ts.isSourceFile).map((file) => [path.relative(root, file.fileName), 1, false]);
}

function isLocal(node) {
  if (ts.isParameter(node) || ts.isTypeParameterDeclaration(node) || ts.isBindingElement(node)) return true;
  if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node) || ts.isLiteralTypeNode(node)) return true;
  if (ts.isVariableDeclaration(node)) {
    const statement = node.parent.parent;
    return !statement || !ts.isSourceFile(statement.parent);
  }
  return ts.isBinaryExpression(node) || ts.isPropertyAccessExpression(node);
}

// The same sample for the same seed: a small linear congruential generator.
let state = Number(seed) + 1;
const chance = () => (state = (state * 48271) % 2147483647) / 2147483647;
const uses = files.flatMap((name) => {
  const source = program.getSourceFile(name);
  return source ? usesIn(source).map((node) => [name, source, node]) : [];
});
for (let index = uses.length - 1; index > 0; index--) {
  const other = Math.floor(chance() * (index + 1));
  [uses[index], uses[other]] = [uses[other], uses[index]];
}
for (const [name, source, node] of uses.slice(0, Number(sample))) {
  const start = node.getStart(source);
  const places = (service.getDefinitionAtPosition(name, start) ?? []).flatMap((one) => {
    const there = program.getSourceFile(one.fileName);
    const relative = path.relative(root, one.fileName);
    const inside = !relative.startsWith("..") && !relative.includes("node_modules");
    const declaration = declarationAt(there, one.textSpan.start);
    if (one.fileName === name && one.textSpan.start === start) return [];
    if (isImport(declaration)) return modulesOf(declaration);
    // Overloads are one definition in several places.
    const others = (declaration.symbol?.declarations ?? []).filter((each) => each.getSourceFile() === there);
    const starts = [one.textSpan.start, ...others.map((each) => (each.name ?? each).getStart(there))];
    const lines = new Set(starts.map((each) => there.getLineAndCharacterOfPosition(each).line + 1));
    return [...lines].map((line) => [inside ? relative : one.fileName, line, isLocal(declaration)]);
  });
  console.log(JSON.stringify({
    path: path.relative(root, name),
    offset: Buffer.byteLength(source.text.slice(0, start)),
    line: source.getLineAndCharacterOfPosition(start).line + 1,
    name: node.text,
    places,
  }));
}
