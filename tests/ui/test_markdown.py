"""The operator's Markdown: what it may say arrives, and nothing else does."""

from __future__ import annotations

import pytest

from toolkit.ui.parts.markdown import markdown


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Ein Satz\nüber zwei Zeilen.", "<p>Ein Satz über zwei Zeilen.</p>"),
        ("Eins.\n\nZwei.", "<p>Eins.</p><p>Zwei.</p>"),
        ("## Kontakt\nText", '<h2 class="mk-heading">Kontakt</h2><p>Text</p>'),
        ("### Näheres ###", '<h3 class="mk-heading">Näheres</h3>'),
        ("Wir:\n- eins\n- zwei", '<p>Wir:</p><ul class="mk-list"><li>eins</li><li>zwei</li></ul>'),
        ("1. eins\n  und mehr\n2. zwei", '<ol class="mk-list"><li>eins und mehr</li><li>zwei</li></ol>'),
        ("**fest** bleibt", "<p><strong>fest</strong> bleibt</p>"),
        (
            "[Stadt](https://stadt.example/a)",
            '<p><a href="https://stadt.example/a" rel="noopener noreferrer">Stadt</a></p>',
        ),
        ("[auszufüllen]", "<p>[auszufüllen]</p>"),
        ("", ""),
    ],
)
def test_headings_paragraphs_lists_bold_words_and_links(text: str, html: str) -> None:
    assert markdown(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        (
            '<img src="https://elsewhere.example/x.png">',
            "<p>&lt;img src=&#34;https://elsewhere.example/x.png&#34;&gt;</p>",
        ),
        ("![Wappen](https://elsewhere.example/x.png)", "<p>Wappen</p>"),
        ("[hier](javascript:alert)", "<p>[hier](javascript:alert)</p>"),
        ("[hier](data:text/html,x)", "<p>[hier](data:text/html,x)</p>"),
        ('[a](tel:1"onclick=b)', '<p><a href="tel:1&#34;onclick=b" rel="noopener noreferrer">a</a></p>'),
    ],
)
def test_html_pictures_and_other_kinds_of_links_stay_text(text: str, html: str) -> None:
    assert markdown(text) == html


def test_a_first_heading_that_repeats_the_title_is_left_out() -> None:
    assert markdown("# impressum\n\nText", title="Impressum") == "<p>Text</p>"
    assert markdown("# Anbieter", title="Impressum") == '<h2 class="mk-heading">Anbieter</h2>'
