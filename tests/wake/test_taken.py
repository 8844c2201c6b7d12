"""What something takes, with what the options may hold that come as one object."""

from __future__ import annotations

import pytest

from tests.wake.answering import Asking, asking_fixture

KILN = """
# --- src/kiln.ts
import type { Clay } from "./clay"

/** How a kiln is fired. */
export interface FiringOptions {
  /** How hot it gets, in degrees. Defaults to `900`. */
  heat?: number
  glaze: Clay
}

/**
 * Fire a pot.
 * @param pot What is fired.
 * @param options How it is fired.
 */
export type Glazing = (pot: Clay) => void

export function fire(pot: Clay, options: FiringOptions, glaze?: Glazing): void {
  const cooled: CoolingOptions = { slowly: true }
  heatUp(pot, options, cooled)
}

export function coolDown(): void {}

interface CoolingOptions { slowly: boolean }
# --- src/clay.ts
export interface Clay { weight: number }
"""

kiln = asking_fixture(KILN)


@pytest.mark.parametrize("question", ["what can I pass to fire", "what are the parameters of `fire`?"])
def test_of_options_in_the_header_the_fields_are_told(kiln: Asking, question: str) -> None:
    text = kiln.text(question)
    assert "`FiringOptions` (`src/kiln.ts:4`) has 2 members in all" in text
    assert "`heat?: number` (`src/kiln.ts:6`): How hot it gets, in degrees" in text
    # Neither what is no options, nor what only the body names.
    assert "weight" not in text
    assert "slowly" not in text


def test_what_takes_nothing_is_said_to_take_nothing(kiln: Asking) -> None:
    assert (
        kiln.text("what are the parameters of coolDown")
        == "`coolDown` (`src/kiln.ts:22`) takes no parameters."
    )


def test_of_a_type_that_nothing_inherits_from_it_is_told_who_names_it(kiln: Asking) -> None:
    text = kiln.text("what implements `Glazing`")
    assert "It is named in 1 place, by `fire` in `src/kiln.ts:" in text
    assert "It is named" not in kiln.text("what implements `Clay`")
