"""Who calls the API: a token, or for reading somebody who is signed in.

A token comes as `Authorization: Bearer TOKEN`, or as the password of Basic where a feed reader knows no other way. A
cookie alone notes nothing, so that no page elsewhere can judge with it.
"""

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer

from marsad.publish.masking import Names
from marsad.server.people import Account, Role
from marsad.server.site import RefusedError, Site, StrangerError, find_session, site_of
from marsad.server.tokens import Scope, Tokens

_DESCRIBED = HTTPBearer(auto_error=False, scheme_name="token", description="A token of `marsad people token`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Somebody who asks by the API, and whether they may judge."""

    request: Request
    site: Site
    account: Account
    may_judge: bool

    @property
    def names(self) -> Names:
        """The full names that are held back from every answer, as of now."""
        return self.site.withheld.read()

    @property
    def home(self) -> str:
        """The address that the desk is asked at, without a slash at its end."""
        scheme = "https" if self.site.secure else self.request.url.scheme
        return f"{scheme}://{self.site.origin or self.request.url.netloc}"


def read_token(said: str | None) -> str | None:
    """The token in an Authorization header; None where there is none."""
    scheme, _, given = (said or "").partition(" ")
    if scheme.casefold() == "bearer":
        return given.strip() or None
    if scheme.casefold() == "basic":
        try:
            return b64decode(given.strip(), validate=True).decode().partition(":")[2] or None
        except ValueError:
            return None
    return None


def admit(request: Request) -> Caller:
    """Who asks. Raises StrangerError for nobody, RefusedError for who asks too fast."""
    site, said = site_of(request), request.headers.get("authorization")
    if said is not None:
        given = read_token(said)
        token = Tokens(site.desk.database).find(given) if given else None
        if token is None:
            raise StrangerError
        if token.scope is Scope.METRICS:
            raise RefusedError(403, "This token reads the meters, and nothing else.")
        key, account = token.id, token.account
        may_judge = token.scope is Scope.JUDGE and account.role >= Role.ANALYST
    else:
        session = find_session(request)
        if session is None:
            raise StrangerError
        key, account, may_judge = session.key, session.account, False
    if not site.pace.take(key):
        raise RefusedError(429, "This is faster than the desk answers one token. Wait a little.")
    _check_names(request)
    request.state.by = account.name
    return Caller(request=request, site=site, account=account, may_judge=may_judge)


def admit_to_judge(caller: Annotated[Caller, Depends(admit)]) -> Caller:
    """Who may judge. Raises RefusedError for who may not."""
    if not caller.may_judge:
        raise RefusedError(403, "This needs a token with the scope judge, of a person whose role is analyst or more.")
    return caller


def _check_names(request: Request) -> None:
    """Raises RequestValidationError for a parameter that there is not: leaving it out would answer something else."""
    route = request.scope.get("route")
    if isinstance(route, APIRoute):
        known = set(_list_names(route.dependant))
        wrong = [name for name in request.query_params if name not in known]
        if wrong:
            what = f"there is no such parameter here, but {', '.join(sorted(known)) or 'none'}"
            raise RequestValidationError([{"loc": ("query", name), "msg": what, "type": "extra"} for name in wrong])


def _list_names(dependant: Dependant) -> Iterator[str]:
    for parameter in dependant.query_params:
        yield parameter.alias
    for inner in dependant.dependencies:
        yield from _list_names(inner)


DESCRIBED = Depends(_DESCRIBED)
Reads = Annotated[Caller, Depends(admit)]
Judges = Annotated[Caller, Depends(admit_to_judge)]
