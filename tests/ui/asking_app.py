"""A page that sends a measure back and writes the letter, as Begutachten and Koordination do."""

from tests.houses import panel_catalogue
from toolkit.services.measures import open_measure
from toolkit.services.review_access import under_review
from toolkit.ui.desk import take_seat, tell_problem
from toolkit.ui.house import reading
from toolkit.ui.parts.letter import offer_letter
from toolkit.ui.parts.request_changes import offer_request

COMMENTS = [("S1", "Welches Ziel?"), ("S1", "Welche Seite?"), ("N2", "Wer pflegt das?"), ("N3", " ")]

seat = take_seat()
tell_problem(seat)
with reading() as session:
    measure = open_measure(session, seat.actor, measure_id=1)
    thing = under_review(session, measure)
offer_request(seat, measure, panel_catalogue(), thing=thing, comments=COMMENTS)
offer_letter(seat, measure, thing=thing)
