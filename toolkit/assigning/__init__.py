"""Who reviews what: a proposal without conflicts, balanced, with expertise and connected. Pure."""

from toolkit.assigning.proposing import Proposal, Shortage, propose_assignment

__all__ = ["Proposal", "Shortage", "propose_assignment"]
