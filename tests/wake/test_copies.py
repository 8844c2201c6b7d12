"""Sources beside what was built of them: who names something means its source."""

from __future__ import annotations

from tests.wake.answering import Asking, asking_fixture

BUILT = """
# --- package.json
{"name": "fetcher", "type": "module", "main": "bundle/fetcher.js"}
# --- lib/errors.js
/** Says that it was stopped. */
function StoppedError(message) {
  this.message = message;
}

export default StoppedError;
# --- lib/fetch.js
import StoppedError from './errors.js';

export const defaults = {
  maxSize: -1,
};

export function fetchAll(stopped) {
  if (stopped) throw new StoppedError('stopped');
  return [stopped, defaults.maxSize];
}
# --- lib/all.js
export default {
  fetchAll,
  defaults,
};
# --- bundle/fetcher.js
function StoppedError(message) {
  this.message = message;
}

const defaults = {
  maxSize: -1,
};

function fetchAll(stopped) {
  if (stopped) throw new StoppedError('stopped');
  return [stopped, defaults.maxSize];
}

function onlyBuilt() {
  return 1;
}
# --- index.d.ts
export class StoppedError {
  message: string;
}
"""

built = asking_fixture(BUILT)


def test_a_name_means_its_source_and_not_what_was_built_of_it(built: Asking) -> None:
    told = built.ask("what does fetchAll return?").answer
    assert "lib/fetch.js" in told
    assert "bundle/" not in told
    assert "bundle/fetcher.js" in built.ask("where is onlyBuilt defined?").answer
    default = built.ask("what is the default of maxSize?").answer
    assert default == "A table of defaults has `-1` for `maxSize`, at `lib/fetch.js:4`."


def test_a_function_that_makes_errors_is_raised(built: Asking) -> None:
    told = built.ask("where is StoppedError thrown?").answer
    assert told.startswith("`StoppedError` is raised in 1 place, by `fetchAll` in `lib/fetch.js:8`.")


def test_what_a_file_exports_by_default_is_told(built: Asking) -> None:
    assert built.ask("what does lib/errors.js export?").answer == (
        "`lib/errors.js` exports `StoppedError` by default."
    )
    assert built.ask("what does lib/fetch.js export?").answer == (
        "`lib/fetch.js` exports `defaults` and `fetchAll`."
    )
    assert (
        "an object with `fetchAll` and `defaults` by default"
        in built.ask("what does lib/all.js export?").answer
    )
