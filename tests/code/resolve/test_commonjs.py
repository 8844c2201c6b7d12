"""CommonJS: modules that hand on what they require."""

from __future__ import annotations

from .marked import UNKNOWN, definitions


def test_a_module_that_is_what_it_requires_leads_there() -> None:
    assert definitions("""\
# --- index.js
module.exports = require("./lib/app");
# --- lib/app.js
const tools = require("./tools");
module.exports = class App { run() { tools.①cut() } };
module.exports.version = function () {};
# --- lib/tools/index.js
module.exports = require("./all.js");
# --- lib/tools/all.js
exports.cut = function () {};
exports.saw = require("./saw");
module.exports.deep = require("./deep").inner;
# --- lib/tools/saw.js
module.exports = function saw() {};
# --- lib/tools/deep.js
exports.inner = function () {};
# --- lib/many.js
module.exports = { saw: require("./tools/saw"), deep: require('./tools/deep') };
# --- lib/loop.js
module.exports = require("./loop2");
# --- lib/loop2.js
module.exports = require("./loop");
# --- main.js
const App = require("./index");
const { version } = require("./index");
const tools = require("./lib/tools");
const many = require("./lib/many");
const loop = require("./lib/loop");
new ②App().③run();
App.④version(); ⑤version();
tools.⑥cut(); tools.⑦saw(); tools.⑧deep();
many.⑨saw(); many.deep.⑩inner();
loop.⑪none();
tools.⑫absent();
""") == {
        "①": "lib/tools/all.js cut",
        "②": "lib/app.js App",
        "③": "lib/app.js App.run",
        **dict.fromkeys("④⑤", "lib/app.js version"),
        "⑥": "lib/tools/all.js cut",
        "⑦": "lib/tools/saw.js saw",
        "⑧": "lib/tools/deep.js inner",
        "⑨": "lib/tools/saw.js saw",
        "⑩": "lib/tools/deep.js inner",
        "⑪": UNKNOWN,
        "⑫": UNKNOWN,
    }


def test_the_folder_of_a_package_is_what_the_package_offers() -> None:
    assert definitions("""\
# --- package.json
{"name": "shop", "main": "lib/application.js", "types": "lib/application.d.ts"}
# --- lib/application.d.ts
export class App { run(): void }
# --- lib/application.js
module.exports = class App { run() {} }
# --- test/index.js
exports.none = 1
# --- test/deep/run.test.js
const App = require("../..");
const Same = require("../../");
new ①App().②run();
new Same().③run();
# --- test/run.test.js
const App = require("..");
new App().④run();
""") == {"①": "lib/application.js App", **dict.fromkeys("②③④", "lib/application.js App.run")}
