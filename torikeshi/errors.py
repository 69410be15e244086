"""What goes wrong for a user of the commands."""


class UserError(Exception):
    """Something that the user can put right: said in one or more lines, without a traceback."""

    def __init__(self, message: str, status: int = 1) -> None:
        super().__init__(message)
        self.status = status
