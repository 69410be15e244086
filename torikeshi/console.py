"""`torikeshi console`: who may use the console, for when nobody can sign in yet."""

from __future__ import annotations

import getpass
import sys

from torikeshi.errors import UserError
from torikeshi.opening import database, settings
from web.console.accounts import Accounts, BadAccount, Role
from web.moments import milliseconds

BY = "command line"


def add(name: str, role: Role) -> None:
    """Add a user of the console with the password that is typed. Raises `UserError`."""
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    engine = database(settings().database_url)
    try:
        Accounts(engine).add(name, role, password, milliseconds(), BY)
    except BadAccount as error:
        raise UserError(str(error)) from error
    finally:
        engine.dispose()
