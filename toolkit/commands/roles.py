"""Who may what."""

from __future__ import annotations

from typing import Annotated

import typer
from sqlmodel import Session

from toolkit.access import Grant
from toolkit.commands.sharing import AnAddress, InLanguage, LanguageOption, furnished, say, the_database
from toolkit.messages import Message
from toolkit.model import Role
from toolkit.services.desk import open_desk
from toolkit.services.memberships import grant, membership_of, municipality_named, programme_named, revoke

commands = typer.Typer(no_args_is_help=True)

ARole = Annotated[Role, typer.Argument(metavar="ROLE", help=", ".join(Role), show_default=False)]
OfMunicipality = Annotated[str | None, typer.Option("--municipality", help="Its name or official key.")]
OfProgramme = Annotated[str | None, typer.Option("--programme", help="Its name or number.")]


@commands.command("grant")
def grant_role(
    email: AnAddress,
    role: ARole,
    municipality: OfMunicipality = None,
    programme: OfProgramme = None,
    language: InLanguage = LanguageOption.DE,
) -> None:
    """Gives somebody a role; who is not known yet is invited by their e-mail address."""
    with furnished(the_database(language), language) as session:
        wanted = _grant_named(session, role, municipality, programme)
        grant(session, open_desk(session, language=language.language).actor, email=email, grant=wanted)
    say(Message.of("people.granted", email=email, role=Message.of(f"people.role.{role.value}")), language)


@commands.command("revoke")
def revoke_role(
    email: AnAddress,
    role: ARole,
    municipality: OfMunicipality = None,
    programme: OfProgramme = None,
    language: InLanguage = LanguageOption.DE,
) -> None:
    """Takes a role from somebody; it counts from their next click on."""
    with furnished(the_database(language), language) as session:
        held = _grant_named(session, role, municipality, programme)
        membership_id = membership_of(session, email=email, grant=held)
        revoke(session, open_desk(session, language=language.language).actor, membership_id=membership_id)
    say(Message.of("people.revoked", email=email, role=Message.of(f"people.role.{role.value}")), language)


def _grant_named(session: Session, role: Role, municipality: str | None, programme: str | None) -> Grant:
    return Grant(
        role,
        None if municipality is None else municipality_named(session, municipality),
        None if programme is None else programme_named(session, programme),
    )
