"""Both languages are complete, say the same, and speak as an administration should."""

import re
from collections import Counter

import pytest

from tests.sentences import Use, german_texts, mentioned, po_files, sentences, spoken, texts_in_code
from toolkit.messages import LANGUAGES

ANGLICISMS = re.compile(
    r"\b(Buttons?|Users?|Feedbacks?|Uploads?|uploaden|Downloads?|downloaden|Logins?|Logout|einloggen|ausloggen"
    r"|Tools?|Submit|submitten|Scores?|Scoring|Rankings?|Reviews?|Reviewer|Meetings?|Gates?|Levels?|Default"
    r"|Checkbox(en)?|Workflows?|Reload|Updates?|updaten|okay|klicken Sie hier|hier klicken)\b",
    re.IGNORECASE,
)
GENDER_SIGNS = re.compile(r"\w[*:_·/]-?in(nen)?\b|[a-zäöüß]Innen\b")
FAMILIAR_ADDRESS = re.compile(r"\b(du|dich|dir|dein(e[mnrs]?)?|euch|euer|eure[mnrs]?)\b", re.IGNORECASE)
PLACEHOLDER = re.compile(r"\{\w*\}")


def found(rule: re.Pattern[str], text: str) -> list[str]:
    return [match.group() for match in rule.finditer(PLACEHOLDER.sub("", text))]


def assert_nothing(findings: list[str]) -> None:
    """Shows all of them: who translates wants the whole list."""
    assert findings == [], "\n" + "\n".join(findings)


def spelt_out() -> list[Use]:
    """Uses where key and values are all to be seen; a key put together may stand for some sentences only."""
    return [use for use in spoken() if use.values is not None and not use.is_pattern]


def exists(use: Use) -> bool:
    return any(use.fits(key) for key in sentences("de"))


def starts_with_an_area(use: Use) -> bool:
    return use.key.startswith(tuple(re.escape(f"{path.stem}.") for path in po_files()))


def test_both_languages_have_the_same_sentences() -> None:
    assert sorted(sentences("de")) == sorted(sentences("en"))


def test_both_languages_have_the_same_files() -> None:
    files = [f"{path.parent.name}/{path.name}" for path in po_files()]
    areas = sorted({path.stem for path in po_files()})
    assert files == [f"{language}/{area}.po" for language in LANGUAGES for area in areas]


def test_every_sentence_that_is_spoken_exists() -> None:
    assert_nothing([f"{use.place}: {use.key}" for use in spoken() if not exists(use)])


def test_a_key_with_values_in_it_starts_with_its_area() -> None:
    patterns = [use for use in spoken() if use.is_pattern]
    assert_nothing([f"{use.place}: {use.key}" for use in patterns if not starts_with_an_area(use)])


def test_every_sentence_is_used() -> None:
    written_out = {use.key for use in mentioned() if not use.is_pattern}
    patterns = [use for use in mentioned() if use.is_pattern and starts_with_an_area(use)]
    others = [key for key in sentences("de") if key not in written_out]
    assert_nothing([key for key in others if not any(use.fits(key) for use in patterns)])


def test_every_placeholder_gets_a_value() -> None:
    needed = {key: sentence.placeholders() for key, sentence in sentences("de").items()}
    missing = [(use, needed.get(use.key, set()) - (use.values or set())) for use in spelt_out()]
    assert_nothing([f"{use.place}: {use.key} needs {sorted(names)}" for use, names in missing if names])


def test_a_sentence_with_a_plural_gets_a_number() -> None:
    plurals = {key for key, sentence in sentences("de").items() if sentence.is_plural}
    uses = [use for use in spelt_out() if use.key in plurals]
    assert_nothing([f"{use.place}: {use.key}" for use in uses if "n" not in (use.values or set())])


def test_a_sentence_without_a_plural_gets_no_number_named_n() -> None:
    """That name asks for a plural, and a page that says the sentence would fail."""
    single = {key for key, sentence in sentences("de").items() if not sentence.is_plural}
    uses = [use for use in spelt_out() if use.key in single]
    assert_nothing([f"{use.place}: {use.key}" for use in uses if "n" in (use.values or set())])


def test_both_languages_have_the_same_placeholders() -> None:
    german, english = (
        [f"{key}: {sorted(sentence.placeholders())}" for key, sentence in sorted(sentences(language).items())]
        for language in ("de", "en")
    )
    assert german == english


def test_placeholders_are_plain_names() -> None:
    both = [sentence for language in LANGUAGES for sentence in sentences(language).values()]
    odd = [f"{one.key}: {name}" for one in both for name in one.placeholders() if not name.isidentifier()]
    assert_nothing(odd)


def test_both_languages_have_the_same_plurals() -> None:
    german, english = (
        sorted(key for key, sentence in sentences(language).items() if sentence.is_plural)
        for language in ("de", "en")
    )
    assert german == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_or_in_doubt(language: str) -> None:
    assert_nothing(
        [
            key
            for key, sentence in sentences(language).items()
            if sentence.is_fuzzy or not all(text.strip() for text in sentence.texts)
        ]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_stands_in_the_file_of_its_area(language: str) -> None:
    all_sentences = sentences(language).values()
    assert_nothing([one.key for one in all_sentences if one.key.split(".")[0] != one.area])


def test_no_key_is_given_twice_or_left_as_a_ruin() -> None:
    for path in po_files():
        text = path.read_text(encoding="utf-8")
        keys = Counter(re.findall(r'^msgid "(.+)"$', text, re.MULTILINE))
        assert_nothing([f"{path.name}: {key}" for key, times in keys.items() if times > 1])
        assert_nothing([f"{path.name}: {line}" for line in re.findall(r"^#~.*$", text, re.MULTILINE)])


def test_german_stands_in_the_sentence_files_and_not_in_the_code() -> None:
    assert_nothing([f"{place}: {text}" for place, text in texts_in_code() if re.search("[äöüßÄÖÜ]", text)])


@pytest.mark.parametrize(
    ("rule", "text", "finding"),
    [
        (ANGLICISMS, "Bitte klicken Sie hier", ["klicken Sie hier"]),
        (ANGLICISMS, "Ihr Feedback zum Tool", ["Feedback", "Tool"]),
        (ANGLICISMS, "Die Stufe ist gewählt. Der Stadtteil hat Toleranz.", []),
        (GENDER_SIGNS, "Planer:innen und Nutzer*in", ["r:innen", "r*in"]),
        (GENDER_SIGNS, "BürgerInnen", ["rInnen"]),
        (GENDER_SIGNS, "Innenstadt, darin {measure_in}: innen", []),
        (FAMILIAR_ADDRESS, "Hast du deine Maßnahme?", ["du", "deine"]),
        (FAMILIAR_ADDRESS, "Durch die Dirigentin", []),
    ],
)
def test_the_rules_of_language_find_what_they_should(
    rule: re.Pattern[str], text: str, finding: list[str]
) -> None:
    assert found(rule, text) == finding


@pytest.mark.parametrize(
    "rule", [ANGLICISMS, GENDER_SIGNS, FAMILIAR_ADDRESS], ids=["anglicisms", "gender signs", "familiar"]
)
def test_german_speaks_as_an_administration_should(rule: re.Pattern[str]) -> None:
    assert_nothing(
        [f"{place}: {word}" for place, text in german_texts().items() for word in found(rule, text)]
    )
