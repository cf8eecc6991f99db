"""The document speaks the reader's language before any script runs."""

from __future__ import annotations

import re

import pytest

from tests.end_to_end.server import RunningApp
from tests.ui.asking import Answer, ask
from toolkit.messages import Language
from toolkit.ui.shell.browser import BROWSER_COOKIE
from toolkit.ui.shell.built_in import BUILT_IN_WORDS
from toolkit.ui.shell.document import translated_document
from toolkit.ui.shell.language import chosen_language

GERMAN_COOKIE = {"Cookie": "other=1; toolkit_language=de"}
ENGLISH_COOKIE = {"Cookie": "toolkit_language=en"}
SET_ENGLISH = "toolkit_language=en; HttpOnly; Max-Age=31536000; Path=/; SameSite=Lax"


def language_of(answer: Answer) -> str:
    found = re.search(r'<html lang="(\w+)"', answer.text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("query", "cookies", "default", "chosen"),
    [
        ({}, {}, "de", "de"),
        ({}, {}, "en", "en"),
        ({"lang": "en"}, {}, "de", "en"),
        ({}, {"toolkit_language": "en"}, "de", "en"),
        ({"lang": "de"}, {"toolkit_language": "en"}, "en", "de"),
        ({"lang": "fr"}, {"toolkit_language": "en"}, "de", "en"),
        ({"lang": "fr"}, {"toolkit_language": "fr"}, "de", "de"),
        ({"lang": ""}, {}, "de", "de"),
    ],
)
def test_address_before_cookie_before_default(
    query: dict[str, str], cookies: dict[str, str], default: Language, chosen: Language
) -> None:
    assert chosen_language(query, cookies, default) == chosen


@pytest.mark.parametrize(
    ("path", "headers", "language"),
    [
        ("/", {}, "de"),
        ("/?lang=en", {}, "en"),
        ("/bewerten?frage=2&lang=en", {}, "en"),
        ("/bewerten", ENGLISH_COOKIE, "en"),
        ("/?lang=de", ENGLISH_COOKIE, "de"),
        ("/?lang=fr", GERMAN_COOKIE, "de"),
        ("/anything", ENGLISH_COOKIE, "en"),
    ],
)
@pytest.mark.parametrize("compression", [{}, {"Accept-Encoding": "gzip, deflate, br, zstd"}])
def test_the_page_has_the_readers_language_with_and_without_compression(
    real_app: RunningApp, path: str, headers: dict[str, str], language: str, compression: dict[str, str]
) -> None:
    answer = ask(real_app.address, path, headers={**headers, **compression})
    assert answer.status == 200
    assert language_of(answer) == language
    assert answer.headers["Content-Language"] == language
    assert answer.headers["Content-Length"] == str(len(answer.body))


@pytest.mark.parametrize(
    ("path", "cookies"),
    [("/?lang=en", [SET_ENGLISH]), ("/kriterien?lang=en", [SET_ENGLISH]), ("/", None), ("/?lang=fr", None)],
)
def test_the_choice_is_remembered_only_when_it_is_made(
    real_app: RunningApp, path: str, cookies: list[str] | None
) -> None:
    known = {"Cookie": f"{BROWSER_COOKIE}=known"}
    assert ask(real_app.address, path, headers=known).headers.get_all("Set-Cookie") == cookies


def test_a_browser_gets_a_name_of_its_own_once_which_no_script_reads(real_app: RunningApp) -> None:
    first, second = (ask(real_app.address, "/").headers["Set-Cookie"] for _ in range(2))
    name, _, attributes = first.partition("; ")
    assert (name.partition("=")[0], attributes) == (BROWSER_COOKIE, "HttpOnly; Path=/; SameSite=Lax")
    assert first != second
    assert ask(real_app.address, "/", headers={"Cookie": name}).headers.get_all("Set-Cookie") is None


@pytest.mark.parametrize(
    "condition",
    [
        {"If-Modified-Since": "Mon, 01 Jan 2125 00:00:00 GMT"},
        {"If-None-Match": "*"},
        {"Range": "bytes=0-9"},
    ],
)
def test_a_page_kept_in_one_language_is_not_confirmed_for_another(
    real_app: RunningApp, condition: dict[str, str]
) -> None:
    answer = ask(real_app.address, "/", headers={**ENGLISH_COOKIE, **condition})
    assert (answer.status, language_of(answer)) == (200, "en")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Vary"] == "Cookie"
    assert (answer.headers["ETag"], answer.headers["Last-Modified"]) == (None, None)


def test_files_keep_their_compression_and_their_validators(real_app: RunningApp) -> None:
    answer = ask(real_app.address, "/app/static/look.css", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["ETag"] is not None
    again = ask(real_app.address, "/app/static/look.css")
    assert again.headers["Content-Language"] is None


def test_head_has_the_headers_no_body_and_no_wrong_length(real_app: RunningApp) -> None:
    answer = ask(real_app.address, "/?lang=en", method="HEAD")
    assert (answer.status, answer.body, answer.headers["Content-Language"]) == (200, b"", "en")
    assert answer.headers["Content-Length"] is None


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/a/b", "../a-b"),
        ("/a/b/c?x=1&y=%C3%A4", "../../a-b-c?x=1&y=%C3%A4"),
        ("/bewerten/2", "../bewerten-2"),
    ],
)
def test_an_address_with_folders_is_led_to_one_that_can_say_it_does_not_exist(
    real_app: RunningApp, path: str, location: str
) -> None:
    answer = ask(real_app.address, path)
    assert (answer.status, answer.headers["Location"]) == (307, location)


@pytest.mark.parametrize(("language", "title"), [("de", "Maßnahmenkompass"), ("en", "Measure Compass")])
def test_title_and_text_without_javascript(real_app: RunningApp, language: str, title: str) -> None:
    page = ask(real_app.address, f"/?lang={language}").text
    assert re.findall("<title>(.*?)</title>", page) == [title]
    noscript = re.findall("<noscript>(.*?)</noscript>", page, re.DOTALL)
    assert len(noscript) == 1
    assert sorted(re.findall(r'<p lang="(\w+)">', noscript[0])) == ["de", "en"]
    assert noscript[0].startswith(f'<p lang="{language}">')
    assert f"--mk-product: &quot;{title}&quot;" in page


def test_the_page_asks_for_our_stylesheet_and_not_for_what_is_not_used(real_app: RunningApp) -> None:
    page = ask(real_app.address, "/").text
    stylesheets = re.findall(r'<link rel="stylesheet" href="\./(app/[^"]+)"', page)
    assert len(stylesheets) == 1
    assert ask(real_app.address, f"/{stylesheets[0]}").headers["Content-Type"].startswith("text/css")
    assert "SourceSans" not in page
    assert "service-desc" not in page


def test_built_in_words_have_sentences_in_the_page() -> None:
    page = translated_document('<html lang="en"><head><title>Streamlit</title>', "de")
    assert '"Expand sidebar": "Menü"' in page
    assert '"{number} more": "{number} weitere"' in page
    assert all(f'"{english}": "' in page for english in BUILT_IN_WORDS)
