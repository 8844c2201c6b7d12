"""What is imported by the name of a package of the workspace, or by a path that a configuration maps."""

from __future__ import annotations

import pytest

from stc_lsp.code.parse.declared import importable_names, with_declared
from stc_lsp.code.parse.parsing import parse_file
from stc_lsp.code.resolve import export_keys

from .marked import UNKNOWN, definitions

CASES = {
    "paths are mapped by the nearest configuration, which may extend another": (
        """
# --- tsconfig.base.json
{
  // what all packages share
  "compilerOptions": {
    "paths": { "#shop": ["./shop/src/index.ts"], "lib/*": ["./shop/gen/*", "./shop/src/*.ts",] }, /* comma */
  },
}
# --- tsconfig.json
{ "extends": "./tsconfig.base" }
# --- web/tsconfig.json
{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }
# --- web/tsconfig.app.json
{
  "extends": "../tsconfig.base.json",
  "compilerOptions": { "baseUrl": "source", "paths": { "$ui/*": ["ui/*"] } }
}
# --- shop/src/index.ts
export class Shop {}
# --- shop/src/cart.ts
export class Cart {}
# --- web/source/ui/button.tsx
export function Button() {}
# --- web/source/state.ts
export const state = 1;
# --- web/source/main.ts
import { Button } from "$ui/button";
import { state } from "state";
import { Shop } from "#shop";
import { Nothing } from "lib/nothing";
①Button(②state, ③Shop, ④Nothing);
# --- app.ts
import { Shop } from "#shop";
import { Cart } from "lib/cart";
import { state } from "state";
new ⑤Shop(new ⑥Cart(⑦state));
""",
        {
            "①": "web/source/ui/button.tsx Button",
            "②": "web/source/state.ts state",
            "③": "shop/src/index.ts Shop",
            "④": UNKNOWN,
            "⑤": "shop/src/index.ts Shop",
            "⑥": "shop/src/cart.ts Cart",
            "⑦": UNKNOWN,
        },
    ),
    "a package of the workspace is imported by its name, from its sources": (
        """
# --- packages/core/package.json
{
  "name": "@shop/core",
  "exports": {
    ".": { "import": { "types": "./dist/index.d.mts", "default": "./dist/index.mjs" } },
    "./adapters/*": "./dist/adapters/*.js",
    "./odd": "./lib/strange/place.js",
    "./typed": { "types": "./dist/strange/typed.d.ts" }
  }
}
# --- packages/core/src/index.ts
export function core() {}
# --- packages/core/src/adapters/http.ts
export function serve() {}
# --- packages/core/src/strange/place.ts
export function odd() {}
# --- packages/core/src/strange/typed.ts
export function typed() {}
# --- packages/core/src/hidden.ts
export function hidden() {}
# --- packages/plain/package.json
{ "name": "plain", "main": "lib/main.js", "imports": { "#deep/*": "./lib/deep/*.js" } }
# --- packages/plain/lib/main.js
import { deep } from "#deep/down";
①deep();
export function plain() {}
# --- packages/plain/lib/deep/down.js
export function deep() {}
# --- packages/app/main.ts
import { core } from "@shop/core";
import { serve } from "@shop/core/adapters/http";
import { odd } from "@shop/core/odd";
import { typed } from "@shop/core/typed";
import { plain } from "plain";
import { far } from "far";
import { useState } from "react";
②core(③serve, ④odd, ⑤plain, ⑥far, ⑦useState, ⑧typed);
# --- examples/a/package.json
{ "name": "far" }
# --- examples/a/index.ts
export function far() {}
# --- examples/b/package.json
{ "name": "far" }
# --- examples/b/index.ts
export function far() {}
""",
        {
            "①": "packages/plain/lib/deep/down.js deep",
            "②": "packages/core/src/index.ts core",
            "③": "packages/core/src/adapters/http.ts serve",
            "④": "packages/core/src/strange/place.ts odd",
            "⑤": "packages/plain/lib/main.js plain",
            "⑥": UNKNOWN,
            "⑦": UNKNOWN,
            "⑧": "packages/core/src/strange/typed.ts typed",
        },
    ),
    "of two places that it may be in the one around the file is meant": (
        """
# --- tsconfig.json
{ "compilerOptions": { "paths": { "~/*": ["./app/*"], "@/*": ["./lib/*"] } } }
# --- app/one.ts
export const one = 1;
# --- lib/two.ts
export const two = 2;
# --- src/one.ts
export const one = 3;
# --- main.tsx
import { one } from "~/one";
import { two } from "@/two";
const shown = <①Frame value={②one + ③two}></④Frame>;
function Frame() {}
""",
        {"①": "main.tsx Frame", "②": "app/one.ts one", "③": "lib/two.ts two", "④": "main.tsx Frame"},
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_a_name_leads_to_its_definition(text: str, expected: dict[str, str]) -> None:
    assert definitions(text) == expected


def test_whoever_imported_a_package_is_resolved_again_when_it_is_called_or_exported_otherwise() -> None:
    path = "a/package.json"

    def facts(text: bytes):
        return with_declared(path, parse_file("", text), text)

    before = facts(b'{"name": "a", "main": "a.js"}')
    assert importable_names(path, before) == ("npm:a",)
    assert export_keys(path, before, facts(b'{"name": "b", "main": "a.js"}')) >= {
        "module:npm:a",
        "module:npm:b",
    }
    assert export_keys(path, before, facts(b'{"name": "a", "main": "b.js"}')) == {f"{path}#exports"}
    assert export_keys(path, None, before) >= {"module:npm:a", f"file:{path}"}
    assert not export_keys(path, before, facts(b'{"name": "a",   "main": "a.js", "version": "2"}'))


@pytest.mark.parametrize(
    "text", [b"", b"[]", b'{"name": 3, "exports": [null, {"a": 1}]}', b"{", b'{"exports": {".": {}}}']
)
def test_a_manifest_that_says_nothing_sensible_says_nothing(text: bytes) -> None:
    for path in ("package.json", "tsconfig.json", "Cargo.toml", "go.mod"):
        assert importable_names(path, with_declared(path, parse_file("", text), text)) == ()
