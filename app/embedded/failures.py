"""The one failure of the embedded server, said in a line."""


class EmbeddedPostgresError(RuntimeError):
    """The embedded server can't be found, started, stopped or asked; the message is one line."""
