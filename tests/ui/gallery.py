"""Every piece of the look on pages close to the pictures of the intent. Measures are invented."""

from __future__ import annotations

import streamlit as st

from toolkit.ui import components as ui
from toolkit.ui.shell.language import page_language

language = page_language()
st.set_page_config(page_title="Galerie", layout="wide")

ANCHORS = [
    "Künftige Nutzerinnen und Nutzer wurden nicht beteiligt.",
    "Sie wurden informiert oder einmal befragt; Ergebnisse sind festgehalten.",
    "Vertreterinnen und Vertreter jeder Zielgruppe haben am Konzept mitgearbeitet.",
    "Ein Prototyp wurde mit mindestens fünf Personen je Zielgruppe erprobt; was sich dadurch geändert "
    "hat, steht im Steckbrief.",
    "In jeder Phase wurde erprobt; Änderungen und offene Wünsche sind öffentlich dokumentiert.",
]
CRITERIA = ("Strategiebezug", "Nutzerorientierung", "Übertragbarkeit")


def start() -> None:
    ui.page_header("Guten Tag", language=language, kicker=["Planung", "Stadt Beispielförde"])
    ui.show(
        ui.heading("Offene Aufgaben"),
        ui.task_list(
            [
                ui.Task(
                    mark="open",
                    mark_word="offen",
                    text="Pegelsensoren für die Treene",
                    end="noch 4 von 12 Fragen",
                    address="bewerten",
                ),
                ui.Task(
                    mark="waiting",
                    mark_word="wartet",
                    text="Digitaler Bauhof <b>& mehr</b>",
                    end=ui.badge("warning", "◐", "Frist in 3 Tagen"),
                ),
                ui.Task(mark="answered", mark_word="erledigt", text="Mitfahrbank", current=True),
            ]
        ),
        ui.alert("info", "So beginnen Sie", "Legen Sie eine Maßnahme an oder lesen Sie Ihre Liste ein."),
        ui.alert("warning", "Die Frist endet bald", "Es fehlen zwei Antworten."),
        ui.alert("danger", "Die Datei wurde nicht gelesen", "Zeile 7 ist leer. Nichts wurde geändert."),
        ui.alert("success", "Eingereicht"),
        ui.heading("Steckbrief"),
        ui.description_list(
            [
                ("Kommune", "Stadt Beispielförde"),
                ("Gesamtkosten", "48.000 €"),
                ("Ziel", "Hochwasser an der Treene früher erkennen und die Feuerwehr entlasten."),
            ]
        ),
        ui.chips([ui.chip("Phase: Pilot", on=True), ui.chip("gefördert")], label="Filter"),
    )
    st.text_input("Name der Maßnahme", key="name", placeholder="kurz und verständlich")
    st.selectbox("Phase", ["Idee", "Pilot", "Betrieb"], index=None, key="phase")
    st.number_input("Gesamtkosten in Euro", value=None, key="cost")
    st.checkbox("in drei Monaten machbar", key="soon")
    with st.expander("Später ergänzen"):
        st.write("Weitere Felder")
    st.success("Gespeichert.")
    st.error("Nicht gespeichert.")
    with st.container(horizontal=True):
        st.button("Maßnahme anlegen", type="primary", key="create")
        st.button("Excel-Liste einlesen", key="import")
        st.button("Beispielregion laden", type="tertiary", key="example")
        st.button("Einreichen", type="primary", disabled=True, key="submit")
    st.tabs(["Antworten", "Nachweise"])


def steps(items: list[tuple[str, ui.Mark, str, str]], *, group: str, done: str) -> None:
    with ui.task_group(group, done=done, key=group):
        for name, mark, word, note in items:
            ui.task_link(
                assess,
                key=name,
                text=name,
                mark=mark,
                mark_word=word,
                note=note,
                current=st.query_params.get("frage", "Mitwirkung") == name,
                query_params={"frage": name},
            )


def question() -> None:
    ui.show(
        ui.muted("Nutzerorientierung · Frage 2 von 4", small=True),
        ui.finding("Wie haben künftige Nutzende mitgewirkt, und was hat sich dadurch geändert?"),
        ui.muted("Warum wir fragen: Lösungen, die niemand ausprobiert hat, werden oft nicht genutzt."),
    )
    with st.expander("Beispielantwort zeigen"):
        st.write("Gespräch mit der Freiwilligen Feuerwehr.")
    chosen = st.session_state.get("level")
    captions = [
        ui.badge_label("success", "auf dem für eine Idee Üblichen") if level == chosen else ""
        for level in range(5)
    ]
    st.radio(
        "Stufe",
        range(5),
        index=None,
        key="level",
        format_func=lambda level: ui.level_option(str(level), ANCHORS[level]),
        captions=captions,
        label_visibility="collapsed",
    )
    with st.container(horizontal=True):
        st.button("Auswahl aufheben", type="tertiary", key="clear")
        st.button("Kann ich nicht beurteilen", type="tertiary", key="cannot")
        st.button("Weitergeben …", type="tertiary", key="pass_on")
    st.text_area("Begründung", key="reason", value="Gespräch mit der Freiwilligen Feuerwehr.")
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.button("← Zurück", key="back")
        ui.show(ui.status("✓ gespeichert 14:03" if chosen is not None else "noch nicht beantwortet"))
        st.button("Weiter →", type="primary", key="next")


def standing() -> None:
    with ui.boxed("standing"):
        rows = [
            ui.ProfileRow(name=CRITERIA[0], score=63, points="63", low=42, high=75, notes=("Spanne 42–75",)),
            ui.ProfileRow(name=CRITERIA[1], score=38, points="38", low=19, high=69, notes=("Spanne 19–69",)),
            ui.ProfileRow(
                name=CRITERIA[2], score=None, points="–", low=0, high=100, notes=("noch nicht beantwortet",)
            ),
        ]
        ui.show(
            ui.heading("Zwischenstand", level=3, small=True),
            ui.muted("beurteilt: 4 von 11", small=True),
            *(ui.profile_meter(row) for row in rows),
            ui.heading("Mindestanforderung", level=3, small=True),
            ui.badge("warning", "◐", "bedingt erfüllt"),
            ui.muted("Es fehlt: Fundstelle des Ziels im ISEK.", small=True),
        )


def assess_page() -> None:
    ui.keep_address()
    ui.page_header(
        "Pegelsensoren für die Treene",
        language=language,
        kicker=["Selbsteinschätzung", "Fassung 2", "Phase: Idee"],
        lead="5 von 12 Fragen beantwortet · noch etwa 14 Minuten",
        browser_title="Frage 6 von 12 – Pegelsensoren",
    )
    left, middle, right = st.columns([0.24, 0.5, 0.26], gap="medium")
    with left:
        steps(
            [
                ("Beschlossenes Ziel", "answered", "beantwortet", ""),
                ("Abstimmung", "answered", "beantwortet", ""),
                ("Anschluss", "not_applicable", "trifft nicht zu", "trifft nicht zu"),
                ("Betrieb", "waiting", "wartet", "wartet auf Kämmerei"),
            ],
            group=CRITERIA[0],
            done="3 von 4",
        )
        steps(
            [
                ("Problem und Zielgruppen", "answered", "beantwortet", ""),
                ("Mitwirkung", "answered", "beantwortet", ""),
                ("Zugang", "open", "noch nicht beantwortet", ""),
                ("Wirkung", "cannot_judge", "kann ich nicht beurteilen", ""),
            ],
            group=CRITERIA[1],
            done="2 von 4",
        )
    with middle:
        question()
    with right:
        standing()


def result() -> None:
    ui.page_header(
        "Pegelsensoren für die Treene",
        language=language,
        kicker=[
            "Selbsteinschätzung",
            "Fassung 2",
            "Phase: Idee",
            "Katalog Panel-Kriterien 1",
            ui.badge("neutral", "", "vorläufig, nach eigener Angabe"),
        ],
    )
    rows = [
        ui.ProfileRow(
            name=CRITERIA[0],
            score=58,
            points="58",
            low=44,
            high=69,
            usual=31,
            notes=("3 von 4 beurteilt", "Spanne 44–69"),
        ),
        ui.ProfileRow(
            name=CRITERIA[1],
            score=44,
            points="44",
            low=44,
            high=44,
            usual=31,
            notes=("4 von 4 beurteilt",),
        ),
        ui.ProfileRow(
            name=CRITERIA[2],
            score=38,
            points="38",
            low=38,
            high=38,
            usual=31,
            notes=("4 von 4 beurteilt",),
        ),
    ]
    headings = ui.ProfileHeadings(
        criterion="Kriterium",
        bar="Punkte 0–100, Linie = Spanne, gestrichelt = für eine Idee üblich",
        points="Punkte",
        notes="Beurteilt",
    )
    ui.show(
        ui.finding("Tragfähig, mit einer Bedingung: Es fehlt die Fundstelle des Ziels."),
        ui.muted("10 von 12 Fragen liegen auf oder über dem für eine Idee Üblichen · beurteilt: 11 von 12"),
    )
    ui.show(
        ui.profile_table(rows, headings, caption="Profil der Maßnahme"),
        ui.row(
            ui.badge("warning", "◐", "Mindestanforderung bedingt erfüllt"),
            ui.badge("neutral", "", "Gesamt 47 · Spanne 42–50"),
            ui.element("a", "So kommt die Zahl zustande", href="#formel"),
        ),
    )
    left, right = st.columns([0.6, 0.4], gap="large")
    with left:
        ui.show(
            ui.heading("Was am meisten hilft"),
            ui.advice_list(
                [
                    (
                        ui.joined(
                            [
                                "Fundstelle des Ziels nachtragen ",
                                ui.badge("warning", "", "hebt die Bedingung auf"),
                            ]
                        ),
                        "Nennen Sie Beschluss und Seite im ISEK. Etwa 5 Minuten.",
                    ),
                    (
                        ui.joined(["Betrieb klären ", ui.badge("neutral", "", "noch nicht beantwortet")]),
                        "Wartet auf Kämmerei seit 3 Tagen. Für eine Idee üblich: „Eine zuständige Stelle ist "
                        "benannt; die Folgekosten pro Jahr sind geschätzt.“",
                    ),
                    (
                        "Aufwand für andere beschreiben",
                        "Nächste Stufe: „Kosten, Personal und Technik sind für die eigene Größe notiert.“",
                    ),
                ]
            ),
        )
    with right:
        ui.show(
            ui.heading("Wer macht Ähnliches?"),
            ui.box(
                ui.entry_list(
                    [
                        ("Hochwasserwarnung am Bach", "Auental · Betrieb · Steckbrief freigegeben"),
                        ("Pegel und Bauhof", "Kreis Muster-Nord · Pilot · bietet: Unterlagen"),
                    ]
                )
            ),
        )
        with st.container(horizontal=True):
            st.button("Einreichen", type="primary", key="submit_result")
            st.button("Als PDF", key="pdf")


RANKING = [
    (1, "Pegelsensoren Treene", "Beispielförde", (27, 24, 25), 76, (1, 2), ("success", "●", "tragfähig")),
    (2, "Digitaler Bauhof", "Kreis Muster-Nord", (25, 20, 27), 72, (1, 4), ("success", "●", "tragfähig")),
    (3, "Mitfahrbank mit App", "Amt Geestrand", (21, 29, 20), 70, (2, 5), ("warning", "◐", "mit Bedingung")),
    (4, "Baumkataster offen", "Auental", (24, 19, 26), 69, (2, 5), ("success", "●", "tragfähig")),
    (4, "Parkleitsystem", "Hafenstadt", (24, 17, 28), 69, (2, 6), ("success", "●", "tragfähig")),
    (6, "Hitzekarte Innenstadt", "Hafenstadt", (18, 22, 17), 57, (5, 6), ("neutral", "○", "überarbeiten")),
]


def comparison() -> None:
    ui.page_header("Vergleich", language=language)
    st.pills(
        "Filter",
        ["Verfahren: Nord 2026", "nur begutachtete", "Phase: Pilot", "Kommune", "Handlungsfeld"],
        selection_mode="multi",
        default=["Verfahren: Nord 2026", "nur begutachtete"],
        key="filters",
        label_visibility="collapsed",
    )
    view = st.segmented_control(
        "Ansicht", ["Matrix", "Rangfolge"], default="Rangfolge", key="view", label_visibility="collapsed"
    )
    if view == "Matrix":
        matrix()
    else:
        ranking()


def ranking() -> None:
    ui.show(
        ui.finding(
            "Pegelsensoren Treene liegt klar vor den Plätzen 3 bis 6; 1 und 2 sind nicht unterscheidbar."
        ),
        ui.muted(
            "Bei 61 % der zulässigen Gewichtungen führt Pegelsensoren Treene, bei 33 % Digitaler Bauhof."
        ),
    )
    columns = [
        ui.Column("Rang", align="end", strong=True),
        ui.Column("Maßnahme, Kommune"),
        ui.Column(ui.contribution_key(CRITERIA), width=45, unlabelled=True),
        ui.Column("Summe", align="end", strong=True),
        ui.Column("wahrscheinlicher Rang"),
        ui.Column("Ergebnis"),
    ]
    rows = [
        (
            str(rank),
            ui.two_lines(name, place),
            ui.contributions(
                [(points, str(points)) for points in parts], labels=CRITERIA, provisional=rank == 6
            ),
            str(total),
            ui.rank_range(rank, low=low, high=high, count=6, text=f"{low}–{high}"),
            ui.badge(*mark),
        )
        for rank, name, place, parts, total, (low, high), mark in RANKING
    ]
    ui.show(ui.table(columns, rows, caption="Rangfolge", hide_caption=True, heading_column=1))


def matrix() -> None:
    columns = [ui.Column("Maßnahme"), *(ui.Column(name, align="end") for name in CRITERIA)]
    rows = [
        (name, *(ui.heat(score, str(score)) for score in parts))
        for name, parts in [("Pegelsensoren", (75, 60, 81)), ("Bauhof", (12, 50, 100)), ("Bank", (0, 25, 38))]
    ]
    rows.append(("Dorf-App", ui.heat(None, "–"), ui.heat(44, "44"), ui.heat(90, "90")))
    ui.show(ui.table(columns, rows, caption="Punkte 0–100 je Kriterium"))


assess = st.Page(assess_page, title="Bewerten", url_path="bewerten")
pages = [
    st.Page(start, title="Start", default=True),
    st.Page(lambda: ui.page_header("Maßnahmen", language=language), title="Maßnahmen", url_path="massnahmen"),
    assess,
    st.Page(result, title="Ergebnis", url_path="ergebnis"),
    st.Page(comparison, title="Vergleich", url_path="vergleich"),
    st.Page(lambda: 1 / 0, title="Matrix prüfen", url_path="matrix-pruefen"),
    st.Page(lambda: ui.page_header("Kriterien", language=language), title="Kriterien", url_path="kriterien"),
]

ui.header(role="Planung", place="Stadt Beispielförde", language=language)
st.navigation(pages, position="top").run()
ui.footer(
    [
        ui.Link("Impressum", "impressum"),
        ui.Link("Datenschutz", "datenschutz"),
        ui.Link("Erklärung zur Barrierefreiheit", "barrierefreiheit"),
    ],
    language=language,
)
