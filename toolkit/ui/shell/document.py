"""The page that Streamlit sends before any script runs, in the reader's language and with our look."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from html import escape
from pathlib import Path

from toolkit.messages import Language, Message, translate
from toolkit.ui.shell.built_in import BUILT_IN_WORDS

STATIC_FOLDER = Path(__file__).resolve().parent.parent / "static"
SCRIPTS = ("shell.js", "draft.js")
PRELOADED_FONTS = ("FiraSans-Regular.woff2", "FiraSans-SemiBold.woff2")

_HTML = re.compile(r"<html\b[^>]*>")
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
# Streamlit's own typeface, and the description of its agent interface, which is switched off.
_UNUSED = re.compile(r'<link\s+rel="(?:preload|service-desc)"[^>]*>')


def translated_document(html: str, language: Language) -> str:
    """Streamlit's index.html with language, title, text without JavaScript, stylesheet and words."""
    html = _UNUSED.sub("", html)
    html = _HTML.sub(lambda _: _html(language), html, count=1)
    html = _TITLE.sub(lambda _: _title(language) + _look() + _words(language), html, count=1)
    return _NOSCRIPT.sub(lambda _: f"<noscript>{_without_javascript(language)}</noscript>", html, count=1)


def _html(language: Language) -> str:
    """The stylesheet writes the product's name and the menu's label from these two properties."""
    names = {"--mk-product": "shell.product", "--mk-menu": "shell.menu"}
    style = "; ".join(
        f"{name}: {json.dumps(_sentence(key, language), ensure_ascii=False)}" for name, key in names.items()
    )
    return f'<html lang="{language}" style="{escape(style)}">'


def _title(language: Language) -> str:
    return f"<title>{escape(_sentence('shell.product', language))}</title>"


def _look() -> str:
    """In the head, so that nothing is drawn unstyled first. The fingerprints let browsers keep the files
    until they change; the fonts' addresses must match those of `.streamlit/config.toml`."""
    fonts = "".join(
        f'<link rel="preload" href="./app/static/fonts/{font}" as="font" type="font/woff2" crossorigin />'
        for font in PRELOADED_FONTS
    )
    stylesheet = f'<link rel="stylesheet" href="./app/static/look.css?{_fingerprint("look.css")}" />'
    scripts = "".join(
        f'<script defer src="./app/static/{file}?{_fingerprint(file)}"></script>' for file in SCRIPTS
    )
    return fonts + stylesheet + scripts


def _words(language: Language) -> str:
    """Streamlit's own words in the reader's language, for `shell.js`."""
    words = {
        english: translate(Message.of(key, number="{number}"), language)
        for english, key in BUILT_IN_WORDS.items()
    }
    data = json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/json" id="toolkit-words">{data}</script>'


def _without_javascript(language: Language) -> str:
    """Both languages: without scripts nobody can switch."""
    other: Language = "en" if language == "de" else "de"
    return "".join(
        f'<p lang="{each}">{escape(_sentence("shell.without_javascript", each))}</p>'
        for each in (language, other)
    )


def _sentence(key: str, language: Language) -> str:
    return translate(Message.of(key), language)


@cache
def _fingerprint(file: str) -> str:
    return hashlib.sha256((STATIC_FOLDER / file).read_bytes()).hexdigest()[:12]
