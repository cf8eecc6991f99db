"""Which texts may be similar. Pairs that a planner would put together, among others that share nothing."""

import time

import numpy as np
import pytest

from toolkit.similarity import TOPICS, index_of, topics_in

PAIRS = [
    ("Pegelsensoren für die Treene", "Warnung vor Starkregen am Bach"),
    ("Mitfahrbank mit App", "Fahrgemeinschaften im Amt"),
    ("Bodenfeuchte an Straßenbäumen messen", "Bewässerung der Stadtbäume steuern"),
    ("Füllstand der Papierkörbe", "Müll nach Bedarf leeren"),
    ("Straßenlaternen, die sich selbst dimmen", "Beleuchtung, die auf Bewegung wartet"),
    ("Videosprechstunde im Gesundheitshaus", "Telemedizin auf den Inseln"),
]
ALL = tuple(text for pair in PAIRS for text in pair)


@pytest.mark.parametrize("place", range(len(ALL)))
def test_the_partner_is_the_most_alike_though_it_has_another_name(place: int) -> None:
    likeness = index_of(ALL).likeness_to(place)
    likeness[place] = -1
    assert int(np.argmax(likeness)) == place ^ 1


def test_a_text_is_wholly_like_itself_and_an_empty_one_like_nothing() -> None:
    index = index_of(("Pegel", "", "Mitfahrbank"))
    assert index.likeness_to(0).round(6).tolist() == [1.0, 0.0, 0.0]
    assert index.likeness_to(1).tolist() == [0.0, 0.0, 0.0]
    assert index_of(("",)).likeness_to(0).tolist() == [0.0]


def test_likeness_is_mutual_and_does_not_depend_on_order_or_case() -> None:
    index, turned = index_of(ALL), index_of(tuple(text.title() for text in reversed(ALL)))
    matrix = np.array([index.likeness_to(place) for place in range(len(ALL))])
    assert np.allclose(matrix, matrix.T)
    assert np.allclose(matrix[0], turned.likeness_to(len(ALL) - 1)[::-1])


def test_letters_alone_bring_compounds_together() -> None:
    index = index_of(("Wattführer", "Wattführungen buchen", "Haushaltsplan"))
    near, far = index.likeness_to(0)[1:]
    assert near > 0.2
    assert far == pytest.approx(0.0, abs=0.01)


def test_topics_are_found_within_words_and_not_where_they_do_not_belong() -> None:
    names = {TOPICS[place].name.de for place in topics_in("Pegelsensoren melden Hochwasser")}
    assert names == {"Hochwasser und Starkregen", "Funknetz und Sensoren"}
    assert topics_in("Der Grad der Zufriedenheit") == {}


def test_topics_are_small_letters_and_stand_once() -> None:
    words = [word for topic in TOPICS for word in topic.words]
    assert words == [word.lower() for word in words]
    assert len(set(words)) == len(words)


def test_a_thousand_measures_are_compared_at_once() -> None:
    """Not a measurement, but it would notice work that grows with the square."""
    texts = tuple(f"{ALL[number % len(ALL)]} Ort {number}" for number in range(1000))
    index = index_of(texts)
    started = time.perf_counter()
    for place in range(20):
        index.likeness_to(place)
    assert (time.perf_counter() - started) / 20 < 0.5
    assert index_of(tuple(texts)) is index
