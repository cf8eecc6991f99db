"""The methods of calculation in words, as docs/method.md and the page So rechnen wir tell them."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.messages import Message


@dataclass(frozen=True, slots=True)
class Method:
    """A method by the name that its sentences have in common."""

    name: str
    checks_a_matrix: bool = False

    @property
    def title(self) -> Message:
        return Message.of(f"methods.{self.name}.title")

    @property
    def words(self) -> Message:
        return Message.of(f"methods.{self.name}.words")

    @property
    def formula(self) -> Message:
        return Message.of(f"methods.{self.name}.formula")

    @property
    def source(self) -> Message:
        return Message.of(f"methods.{self.name}.source")

    @property
    def misleads(self) -> Message:
        return Message.of(f"methods.{self.name}.misleads")


METHOD_GROUPS = {
    "order": (
        Method("weighted_sum", checks_a_matrix=True),
        Method("topsis"),
        Method("promethee"),
        Method("pareto_front"),
        Method("mr_sort"),
    ),
    "firmness": (
        Method("sampling"),
        Method("acceptability", checks_a_matrix=True),
        Method("pairwise_winning", checks_a_matrix=True),
        Method("firmness"),
        Method("stability", checks_a_matrix=True),
        Method("level_flips"),
        Method("weights_that_favour"),
    ),
    "weights": (
        Method("order_weights"),
        Method("swing"),
        Method("ahp"),
    ),
    "agreement": (
        Method("agreement"),
        Method("severity"),
    ),
    "package": (Method("portfolio"),),
}
"""By what they are for, in the order of docs/method.md."""
