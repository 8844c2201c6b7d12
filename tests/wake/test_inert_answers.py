"""Whatever stands in a repository, no answer without a model has anything in it that an editor acts on."""

from __future__ import annotations

import re

import pytest

from tests.wake.answering import Asking, asking_fixture

_LIVE = re.compile(r"<[A-Za-z/!]|!\[|\]\(|\]:")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a terminal obeys (a title, a colour, the clipboard), and what shows text in another order."""
_EVIL = (
    "[click](command:evil) <img src=x onerror=1> ![x](http://evil.example/x.png) "
    "`c\x1b[31mode` \x1b]0;title\x07 \x9b2J \u202egnorw\u202c end"
)
TEAROOM = f'''
# --- tearoom/kettle.py
"""The kettle {_EVIL}."""
import argparse
import os

STEEP = "[click](command:evil)"
NAMES = ["<img src=x>", "![x](http://evil.example/x.png)"]


class KettleError(Exception):
    """A kettle is cold {_EVIL}."""


class Kettle:
    """Boils water {_EVIL}.

    :param water: what is boiled {_EVIL}
    """

    #: How hot it gets {_EVIL}.
    heat = "![x](http://evil.example/x.png)"

    def boil(self, water="<img src=x onerror=1>", *, mode: "[click](command:evil)" = "<b>") -> str:
        """Boil water until it is hot {_EVIL}.

        Raises:
            KettleError: if it is cold {_EVIL}

        Example:
            >>> Kettle().boil("<img src=x onerror=1>")
        """
        # The water boils twice because limescale {_EVIL} settles otherwise.
        if os.environ.get("KETTLE_MODE"):
            raise KettleError("[click](command:evil)")
        return "<img src=x onerror=1> [click](command:evil)"

    def pour(self):
        """Pour the water {_EVIL}."""
        return self.boil()


def main():
    """Run the tearoom {_EVIL}."""
    parser = argparse.ArgumentParser(description="{_EVIL}")
    parser.add_argument("--strong", default="<b>", help="Make it strong {_EVIL}")
    Kettle().pour()
# --- tearoom/[stir](command:evil) <img src=x> `c` \x1b[31m$(touch x).py
from tearoom.kettle import Kettle


def stir():
    """Stir the tea."""
    return Kettle().boil()
# --- tests/test_kettle.py
from tearoom.kettle import Kettle


def test_water_boils():
    """Water boils {_EVIL}."""
    assert Kettle().boil()
# --- README.md
# Tearoom <img src=x onerror=1>

The tearoom serves tea {_EVIL}.

## Boiling water [click](command:evil)

To boil water, fill the kettle {_EVIL} and wait:

```python
Kettle().boil("<img src=x>")
```

![x](http://evil.example/x.png)
'''
QUESTIONS = """
What does Kettle do?
What does Kettle.boil do?
What does boil return?
What parameters does boil take?
What raises KettleError?
What does boil raise?
Who calls boil?
What does pour call?
How do I boil water?
How does water get boiled?
How does the water boil?
Why does water boil twice because of limescale?
What is this project about?
Where do I start reading?
Which tests cover Kettle?
How is boil tested?
What command line options are there?
What does the --strong option do?
Which environment variables are there?
Where is KETTLE_MODE read?
Where is heat set?
What is STEEP?
What is in NAMES?
What is in tearoom/kettle.py?
What is the difference between boil and pour?
What changed recently in Kettle?
Which exceptions are defined?
List all classes
What is the purpose of the hot water?
What breaks if I change boil?
What is the default of mode?
Where is the kettle cold?
What does stir do?
Where is stir defined?
Who calls stir?
What does stir call?
What imports tearoom/kettle.py?
What is in tearoom?
How is the tea stirred?
"""

visitor = asking_fixture(TEAROOM)


def _outside_of_code(text: str) -> str:
    without_blocks = re.sub(r"^( *)(`{3,}).*?^\1\2$", "", text, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "`", without_blocks, flags=re.DOTALL)


@pytest.mark.parametrize("question", QUESTIONS.strip().splitlines())
def test_nothing_live_is_shown(visitor: Asking, question: str) -> None:
    exact = visitor.exactly(question)
    for text in (exact.text if exact is not None else "", visitor.by_search(question).text):
        assert not _LIVE.search(_outside_of_code(text)), text
        assert not _UNSEEN.search(text), text


def test_nothing_live_is_kept(visitor: Asking) -> None:
    snapshot = visitor.bench.snapshot
    kept = [
        text
        for path in snapshot.paths()
        for chunk in snapshot.chunks(path)
        for _, item in snapshot.stored_questions(chunk.id)
        for text in (item.question, item.text)
    ]
    assert kept
    assert [text for text in kept if _LIVE.search(_outside_of_code(text))] == []
    assert [text for text in kept if _UNSEEN.search(text)] == []
