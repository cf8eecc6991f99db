"""Pieces of the look: what people wrote stays text, and what is drawn can be read."""

from __future__ import annotations

from fractions import Fraction
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from toolkit.ui import components as ui
from toolkit.ui.components.frame import account_line
from toolkit.ui.components.html import classes
from toolkit.ui.components.marks import Mark
from toolkit.ui.shell.document import STATIC_FOLDER

NASTY = """<img src=x onerror="alert('1')"> & "more" 'less' <script>"""
MARKS: tuple[Mark, ...] = (
    "answered",
    "not_applicable",
    "cannot_judge",
    "open",
    "waiting",
    "missing",
    "current",
)


def parsed(piece: Markup) -> ElementTree.Element:
    """The piece as a browser would take it apart; pictures are the only elements without an end."""
    text = str(piece).replace('class="mk-mark">', 'class="mk-mark"/>')
    return ElementTree.fromstring(f"<div>{text}</div>")


def text_of(piece: Markup) -> str:
    return "".join(parsed(piece).itertext())


def pieces_with(text: str) -> list[Markup]:
    row = ui.ProfileRow(name=text, score=1, points=text, low=0, high=2, notes=(text,))
    headings = ui.ProfileHeadings(criterion=text, bar=text, points=text, notes=text)
    task = ui.Task(mark="open", mark_word=text, text=text, end=text, address=text)
    return [
        ui.element("p", text, title=text),
        ui.visually_hidden(text),
        ui.badge("info", text, text),
        ui.chips([ui.chip(text)], label=text),
        ui.row(text),
        ui.heading(text),
        ui.finding(text),
        ui.muted(text),
        ui.alert("danger", text, text),
        ui.box(text),
        ui.status(text),
        ui.description_list([(text, text)]),
        ui.task_list([task]),
        ui.advice_list([(text, text)]),
        ui.entry_list([(text, text)]),
        ui.helps([(text, text)]),
        ui.mark_image("open", text),
        ui.profile_table([row], headings, caption=text),
        ui.profile_meter(row),
        ui.contributions([(1, text)], labels=[text]),
        ui.contribution_key([text]),
        ui.rank_range(1, low=1, high=2, count=3, text=text),
        ui.heat(1, text),
        ui.table([ui.Column(text)], [[text]], caption=text),
        ui.two_lines(text, text),
        account_line((text, text), language="de", parameters={"frage": text}),
    ]


@pytest.mark.parametrize("piece", pieces_with(NASTY), ids=lambda piece: str(piece)[:30])
def test_what_people_wrote_stays_text_in_every_piece(piece: Markup) -> None:
    names = {element.tag for element in parsed(piece).iter()}
    assert "script" not in names
    assert not any("onerror" in element.attrib for element in parsed(piece).iter())


def test_every_piece_is_among_those_tested() -> None:
    drawing_by_themselves = {"show", "header", "footer", "page_header", "boxed", "task_group", "task_link"}
    of_streamlit = {"plain", "badge_label", "level_option", "mark_label", "keep_address"}
    types = {"Child", "Column", "Link", "Mark", "ProfileHeadings", "ProfileRow", "Task", "Tone"}
    parts = {"joined", "chip", "gauge", "profile_bar"}
    tested = {
        "advice_list", "alert", "badge", "box", "chips", "contribution_key", "contributions",
        "description_list", "element", "entry_list", "finding", "heading", "heat", "helps", "mark_image",
        "muted",
        "profile_meter", "profile_table", "rank_range", "row", "status", "table", "task_list", "two_lines",
        "visually_hidden",
    }  # fmt: skip
    assert set(ui.__all__) == drawing_by_themselves | of_streamlit | types | parts | tested


@given(st.text())
def test_text_in_an_element_is_read_back_as_it_was_written(text: str) -> None:
    readable = "".join(sign for sign in text if sign.isprintable() or sign == " ")
    assert text_of(ui.element("p", readable)) == readable


def test_attributes_are_written_in_the_manner_of_html() -> None:
    written = ui.element("p", "x", class_="a", aria_hidden="true", hidden=True, id=None, lang=False)
    assert written == '<p class="a" aria-hidden="true" hidden>x</p>'


def test_elements_without_an_end_have_none() -> None:
    assert ui.element("img", alt="") == '<img alt="">'


@pytest.mark.parametrize("name", ["p onclick", "", "P>", "svg/onload"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        ui.element(name)


def test_children_that_are_missing_are_left_out() -> None:
    assert ui.element("p", None, "a", None) == "<p>a</p>"
    assert classes("a", None, "b") == "a b"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Pegel 2.0", r"Pegel 2\.0"),
        ("*fett* _schräg_", r"\*fett\* \_schräg\_"),
        (":red[rot] :material/home:", r"\:red\[rot\] \:material/home\:"),
        ("![x](http://elsewhere)", r"\!\[x\]\(http\://elsewhere\)"),
        ("zwei\nZeilen", "zwei Zeilen"),
        (r"\n $x$", r"\\n \$x\$"),
    ],
)
def test_labels_of_widgets_take_text_for_text(text: str, label: str) -> None:
    assert ui.plain(text) == label


def test_a_table_stays_a_table_when_the_stylesheet_makes_cards_of_its_rows() -> None:
    columns = [ui.Column("Maßnahme"), ui.Column("Summe", align="end"), ui.Column("Verlauf", unlabelled=True)]
    made = parsed(ui.table(columns, [("Pegel", "76", "–")], caption="Rangfolge"))
    roles = [element.get("role") for element in made.iter() if element.get("role")]
    assert roles == [
        "table",
        "rowgroup", "row", "columnheader", "columnheader", "columnheader",
        "rowgroup", "row", "rowheader", "cell", "cell",
    ]  # fmt: skip
    assert [cell.get("data-label") for cell in made.iter("td")] == ["Summe", None]
    assert [caption.text for caption in made.iter("caption")] == ["Rangfolge"]


def test_a_row_with_a_cell_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        ui.table([ui.Column("a"), ui.Column("b")], [("1",)], caption="x")


def styles(piece: Markup) -> dict[str, str]:
    return {
        element.get("class", ""): element.get("style", "")
        for element in parsed(piece).iter("span")
        if element.get("style")
    }


def test_a_bar_shows_score_range_and_usual_level_in_their_places() -> None:
    assert styles(ui.profile_bar(Fraction(175, 3), Fraction(175, 4), 69, 31)) == {
        "mk-bar__score": "width: 58.33%",
        "mk-bar__range": "left: 43.75%; width: 25.25%",
        "mk-bar__usual": "left: 31.00%",
    }


def test_a_bar_without_score_has_a_range_only_and_without_range_a_score_only() -> None:
    assert set(styles(ui.profile_bar(None, 0, 100))) == {"mk-bar__range"}
    assert set(styles(ui.profile_bar(44, 44, 44))) == {"mk-bar__score"}


def test_drawings_are_hidden_from_screen_readers_and_their_numbers_are_not() -> None:
    row = ui.ProfileRow(
        name="Strategiebezug", score=63, points="63", low=42, high=75, notes=("Spanne 42–75",)
    )
    assert text_of(ui.profile_meter(row)) == "Strategiebezug · 63Spanne 42–75"
    assert parsed(ui.profile_bar(1, 0, 2))[0].get("aria-hidden") == "true"


def test_contributions_name_their_criterion_and_add_up_on_one_scale() -> None:
    made = ui.contributions([(27, "27"), (Fraction(49, 2), "25")], labels=["Strategie", "Nutzen"])
    assert text_of(made) == "Strategie: 27Nutzen: 25"
    assert styles(made) == {"mk-part-1": "width: 27.00%", "mk-part-2": "width: 24.50%"}


@pytest.mark.parametrize(
    ("score", "step"), [(0, 0), (6, 0), (7, 1), (50, 4), (Fraction(125, 2), 5), (99, 8), (100, 8)]
)
def test_a_score_gets_the_nearest_of_nine_shades(score: int | Fraction, step: int) -> None:
    assert parsed(ui.heat(score, "x"))[0].get("class") == f"mk-heat mk-heat--{step}"


def test_no_score_gets_no_shade() -> None:
    assert parsed(ui.heat(None, "–"))[0].get("class") == "mk-heat mk-heat--none"


@pytest.mark.parametrize(
    ("rank", "count", "place"), [(1, 6, "0.00%"), (6, 6, "100.00%"), (3, 5, "50.00%"), (1, 1, "0.00%")]
)
def test_a_rank_stands_in_its_place_on_the_line(rank: int, count: int, place: str) -> None:
    made = ui.rank_range(rank, low=1, high=count, count=count, text="x")
    assert styles(made)["mk-ranks__rank"] == f"left: {place}"


@pytest.mark.parametrize("mark", MARKS)
def test_every_mark_has_a_picture_that_follows_the_scheme(mark: Mark) -> None:
    picture = ElementTree.parse(STATIC_FOLDER / "marks" / f"{mark}.svg").getroot()
    assert picture.tag.endswith("svg")
    assert "prefers-color-scheme: dark" in "".join(picture.itertext())
    assert ui.mark_label(mark, "noch offen") == f"![noch offen](app/static/marks/{mark}.svg)"


def test_the_language_link_keeps_the_address() -> None:
    line = parsed(account_line(("Planung", "Auental"), language="de", parameters={"frage": "S 2"}))
    (link,) = line.iter("a")
    assert (link.text, link.get("href"), link.get("lang")) == ("English", "?frage=S+2&lang=en", "en")
