"""Whether a question is in English, the language whose wordings are known without a model."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"`[^`]*`|\w*[_./:]\w[\w./:]*")
"""What is no word of a language: names and paths."""
_ELSEWHERE = frozenset(
    # German
    "wie wird werden was wer wen wo wann warum wieso ist sind der das ein eine einen einem einer und oder "
    "nicht macht ruft auf von dem den des im zu für mit welche welcher welches gibt kann funktioniert "
    # French
    "le la les un une des du est sont qui que quoi quel quelle comment pourquoi où dans avec pour fait cette "
    # Spanish, Portuguese and Italian
    "el los las una qué quién cómo dónde cuál por para está hace es esta este como onde qual quem faz são "
    "não uma os che chi dove perché cosa il lo gli di della sono questa questo funziona "
    # Dutch
    "wat waar waarom hoe het een wordt zijn niet voor deze welke "
    # Polish
    "jak gdzie dlaczego kto jest są w na się czy".split()
) - frozenset("was of die in a i on it den has had man me so do no war las an as".split())
"""Frequent words of languages that many programmers speak, but those that English has too."""
_LEAST = 2
_MOST_LATIN = 0x250


def is_english(text: str) -> bool:
    """Whether a question may be in English; short ones and mere names may be."""
    words = [word.lower() for word in _WORD.findall(_CODE.sub(" ", text))]
    if any(ord(letter) >= _MOST_LATIN for word in words for letter in word):
        return False
    return sum(word in _ELSEWHERE for word in words) < _LEAST
