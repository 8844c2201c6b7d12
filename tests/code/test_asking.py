"""What a question asks, by its wording; and which of its words say what it is about."""

from __future__ import annotations

import pytest

from stc_lsp.code.asking.intents import EXACT, THING, Intent
from stc_lsp.code.asking.question import read_question
from stc_lsp.code.asking.recognise import heard, intent_of
from stc_lsp.code.asking.rest import content_words
from stc_lsp.code.asking.wording import numbers_of


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("who calls §", Intent.CALLERS),
        ("what does § call", Intent.CALLS),
        ("which helpers are called by §", Intent.CALLS),
        ("is § called anywhere", Intent.CALLERS),
        ("why is § called", Intent.WHY),
        ("when is § called", Intent.WHEN),
        ("how is § called", Intent.HOW),
        ("what is § used for", Intent.PURPOSE),
        ("does § call §", Intent.PATH),
        ("what is the difference between § and §", Intent.COMPARE),
        ("how does § differ from §", Intent.COMPARE),
        ("when should i use the class § instead of §", Intent.COMPARE),
        ("§ vs §", Intent.COMPARE),
        ("how does a request get from § to §", Intent.PATH),
        ("is § a subclass of §", Intent.BASES),
        ("what implements §", Intent.SUBCLASSES),
        ("which types implement §", Intent.SUBCLASSES),
        ("where is § read", Intent.READS),
        ("where is the § read", Intent.READS),
        ("does § read environment variables", Intent.READS),
        ("where is § thrown", Intent.RAISED),
        ("can § throw anything", Intent.RAISES),
        ("what would renaming § break", Intent.IMPACT),
        ("who has been working on § lately", Intent.CHANGED),
        ("when was § last changed", Intent.CHANGED),
        ("who wrote §?", Intent.CHANGED),
        ("what can go wrong when I call §?", Intent.RAISES),
        ("what errors can § return?", Intent.RAISES),
        ("can you summarise § for me", Intent.PURPOSE),
        ("take me to the definition of §", Intent.WHERE),
        ("which packages are imported by §", Intent.IMPORTS),
        ("which files import §", Intent.IMPORTERS),
        ("how do i run the tests", Intent.RUN_TESTS),
        ("with which arguments is § called", Intent.PARAMETERS),
        ("what have people been up to in § these days", Intent.CHANGED),
        ("what do people deal with in §", None),
        ("hello", None),
    ],
)
def test_what_is_asked(question: str, intent: Intent | None) -> None:
    assert intent_of(heard(question.replace("§", THING))) is intent


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("which functions call §", set[str]()),
        ("who calls the function §", set[str]()),
        ("who calls § with files", {"with", "file"}),
        ("which abstract classes extend §", {"abstract"}),
        ("which plugins import §", {"plugin"}),
        ("which cops include §", set[str]()),
    ],
)
def test_a_word_for_a_kind_counts_unless_it_stands_beside_a_thing_or_is_asked_for(
    question: str, words: set[str]
) -> None:
    asked = heard(question.replace("§", THING))
    assert content_words(asked, intent_of(asked)) == words


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("give me every call of §", Intent.CALLERS),
        ("I came across §: what does it do, in one sentence?", Intent.PURPOSE),
        ("I'm about to refactor §, which tests cover it?", Intent.TESTS),
        ("who makes use of §", Intent.CALLERS),
        ("what does § hand back", Intent.RETURNS),
        ("how can § fail", Intent.RAISES),
        ("who creates instances of the class §", Intent.CALLERS),
        ("which classes specialise §", Intent.SUBCLASSES),
        ("in §, which functions are called?", Intent.CALLS),
        ("§: callers?", Intent.CALLERS),
        ("§ returns what", Intent.RETURNS),
        ("§ gets called from where", Intent.CALLERS),
        ("what do I get if I call §", Intent.RETURNS),
        ("§ used where?", Intent.CALLERS),
        ("§ subclasses", Intent.SUBCLASSES),
        ("which class § subclasses", Intent.BASES),
        ("waht calls §", Intent.CALLERS),
        ("which paramters does § take", Intent.PARAMETERS),
        ("memebers of §", Intent.MEMBERS),
        ("last comit to §", Intent.CHANGED),
        ("how well is § tested, i.e. which tests cover it?", Intent.TESTS),
    ],
)
def test_what_is_asked_in_anybody_s_words(question: str, intent: Intent) -> None:
    asked = heard(question.replace("§", THING))
    assert (intent_of(asked), content_words(asked, intent)) == (intent, set[str]())


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("I keep grepping without luck, in which file is § defined?", Intent.WHERE),
        ("It still worked last week, so please can you tell me what changed in § recently?", Intent.CHANGED),
        ("Our service crashed inside §. Which errors does it raise?", Intent.RAISES),
        ("A customer has asked for two new options in §. Which tests cover it?", Intent.TESTS),
        ("Planning to drop §: who calls it?", Intent.CALLERS),
        ("Before I add an abstract method to § I must know which classes extend it.", Intent.SUBCLASSES),
        ("When I step through § with the debugger, which other functions does it call?", Intent.CALLS),
        ("Our CI is slow, hence tell me which tests cover §", Intent.TESTS),
        ("I'm trying to set a breakpoint in § but I don't know which file it is in", Intent.WHERE),
        (
            "Suppose I want to move § to another folder, can you list the files that import it?",
            Intent.IMPORTERS,
        ),
    ],
)
def test_a_clause_that_states_something_beside_one_that_asks_says_nothing(
    question: str, intent: Intent
) -> None:
    read = read_question(question.replace("§", "`a_b`"))
    assert (read.intent, read.rest, read.numbers, read.polarity.negations) == (intent, set(), set(), 0)


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("Which classes bring their own version of §?", Intent.SUBCLASSES),
        ("Which formatters inherit from §?", Intent.SUBCLASSES),
        ("What are all the exceptions derived from §?", Intent.SUBCLASSES),
        ("List all errors that extend §", Intent.SUBCLASSES),
        ("Which dialects are subclasses of §?", Intent.SUBCLASSES),
        ("Which extractors use §?", Intent.CALLERS),
        ("Which functions and classes will I find when I open §?", Intent.MEMBERS),
        ("Where in the project do people create a §?", Intent.CALLERS),
        ("What other functions are involved when § runs?", Intent.CALLS),
        ("Upon which class does § build?", Intent.BASES),
        ("Which tests go red if I break §?", Intent.TESTS),
        ("§ is a child of which class?", Intent.BASES),
        ("Do I need a try/except around §, and for what?", Intent.RAISES),
    ],
)
def test_what_people_say_of_anything_may_be_left_over(question: str, intent: Intent) -> None:
    read = read_question(question.replace("§", "`a_b`"))
    assert (read.intent, read.rest) == (intent, set())


@pytest.mark.parametrize(
    "question",
    [
        "Which abstract classes extend §?",
        "What does § return on Windows?",
        "Which tests of § need a database?",
        "Who calls § while the cache is cold?",
        "Which functions only call §?",
        "What is § called with?",
        "Which tests skip §?",
        "Which modules used to import §?",
        "What should be changed in §?",
        "Which hooks are generated for a §?",
        "Where else could § go?",
        "Which calls were taken out of §?",
        "Who handles what § raises?",
        "Who should call §?",
        "Which functions like § exist?",
        "What do the methods of § do?",
        "Which functions does the module of § have?",
        "Where does the return value of § go?",
        "Whose idea was §?",
        "What happens after § returns?",
        "Do we need §?",
        "Which of the imports of § are needed?",
        "Is § a good idea?",
        "Before I call §, what do I have to set up?",
    ],
)
def test_a_word_that_restricts_or_has_to_do_with_programs_may_not_be_left_over(question: str) -> None:
    read = read_question(question.replace("§", "`a_b`"))
    assert read.rest or read.intent in (None, Intent.PARAMETERS)


@pytest.mark.parametrize(
    "question",
    [
        "When the disk is full, what does § return?",
        "In debug mode: what does § return?",
        "If the token has expired, what does § call?",
        "Who calls §, except tests?",
        "If I pass None to §, what does it return?",
        "When I call § twice, what does it raise?",
        "What does § raise, without a request?",
    ],
)
def test_a_clause_that_may_be_a_condition_makes_it_another_question(question: str) -> None:
    read = read_question(question.replace("§", "`a_b`"))
    assert read.rest or read.polarity.negations


@pytest.mark.parametrize(
    "question",
    [
        "what does § do with its arguments",
        "which methods of § are overridden",
        "which attributes are inherited by §",
        "which settings does § change",
        "what does § change",
        "how do I change §",
        "which caches does § read",
        "what does § need",
    ],
)
def test_what_plays_another_part_asks_none_of_what_is_stored(question: str) -> None:
    asked = heard(question.replace("§", THING))
    intent = intent_of(asked)
    assert intent is None or intent not in EXACT or content_words(asked, intent)


@pytest.mark.parametrize(
    "more", ["on error", "for a class", "to a file", "if it is called", "with files", "as root"]
)
def test_a_circumstance_says_more_though_its_words_are_those_by_which_people_ask(more: str) -> None:
    for question in ("who calls §", "where is § defined", "which tests cover §", "what does § return"):
        asked = heard(f"{question} {more}?".replace("§", THING))
        assert content_words(asked, intent_of(asked)), question


def test_a_word_that_could_be_divided_in_many_ways_is_read_all_the_same() -> None:
    assert read_question(f"who calls {'aB0' * 1000}_ or {'Xa' * 1000}.").names


@pytest.mark.parametrize("verb", ["call", "reach", "end up in", "end up calling"])
def test_how_one_comes_to_call_another_asks_for_the_way(verb: str) -> None:
    read = read_question(f"how does Engine.connect {verb} Pool.connect?")
    assert (read.intent, read.rest) == (Intent.PATH, set())


def test_how_many_asks_for_a_number() -> None:
    assert numbers_of("how many tests has it") == {"how many"}
    assert numbers_of("the second of 3, or two") >= {"3", "2"}
    assert numbers_of("does it raise exactly one error") == {"1"}
    assert not numbers_of("how does one call it")


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("list everything that inherits from §", Intent.SUBCLASSES),
        ("is § derived from anything", Intent.BASES),
        ("which calls does § make", Intent.CALLS),
        ("list everything that § calls", Intent.CALLS),
        ("which parts depend on §", Intent.CALLERS),
        ("which modules depend on §", Intent.IMPORTERS),
        ("in which places is § imported", Intent.IMPORTERS),
        ("show all imports in §", Intent.IMPORTS),
        ("by which settings is § configured", Intent.READS),
        ("has § got a test", Intent.TESTS),
        ("how should § be called", Intent.PARAMETERS),
        ("which methods can i call on §", Intent.MEMBERS),
        ("what can be imported from §", Intent.MEMBERS),
        ("where in the codebase is § created", Intent.CALLERS),
        ("why is § called", Intent.WHY),
    ],
)
def test_the_part_that_a_thing_plays_tells_what_is_asked_in_words_no_table_lists(
    question: str, intent: Intent
) -> None:
    assert intent_of(heard(question.replace("§", THING))) is intent


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("What does this project do?", Intent.PURPOSE),
        ("What's this?", Intent.PURPOSE),
        ("What is this crate about?", Intent.PURPOSE),
        ("Please give me a quick overview of this codebase.", Intent.PURPOSE),
        ("How is this project structured?", Intent.MEMBERS),
        ("What are the main components?", Intent.MEMBERS),
        ("What does the architecture look like?", Intent.MEMBERS),
        ("Where do I start reading?", Intent.IMPORTERS),
        ("Which files matter most?", Intent.IMPORTERS),
        ("What are the dependencies?", Intent.IMPORTS),
        ("which third-party libraries does it use", Intent.IMPORTS),
        ("What changed recently?", Intent.CHANGED),
        ("How do I run this app?", Intent.ENTRY),
    ],
)
def test_what_newcomers_ask_is_asked_of_the_repository(question: str, intent: Intent) -> None:
    read = read_question(question)
    assert (read.intent, read.overall, read.rest) == (intent, True, frozenset())


@pytest.mark.parametrize(
    "question",
    [
        "What does this function do?",
        "What does the session do?",
        "How is a session structured?",
        "What are the dependencies of Flask.route?",
        "What changed in the router recently?",
        "How do I run the tests?",
        "How do I start a background task?",
        "Which files read the configuration?",
        "What is the system user?",
    ],
)
def test_what_says_more_is_not_asked_of_the_repository(question: str) -> None:
    assert not read_question(question).overall


def test_the_plural_of_an_acronym_is_no_name() -> None:
    assert read_question("where are links turned into real URLs").names == ()
    assert read_question("where is parseURLs called").names == ("parseURLs",)
