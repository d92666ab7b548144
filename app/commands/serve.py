"""karmasetu serve: the API, one uvicorn process."""

from typing import Annotated

import typer
import uvicorn

from app.commands.failures import failures_told
from app.settings import Settings

# Named, not imported: the other commands start in half the time without it.
APPLICATION = "app.main:create_app"
PROTOCOL = "app.api.listening:PatientProtocol"


@failures_told()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    access_log: Annotated[bool, typer.Option(help="Log a line a request.")] = True,
) -> None:
    """Serve the API until interrupted; it holds no state, so run as many as are needed."""
    settings = Settings()  # What is set wrongly is told before anything is started.
    uvicorn.run(
        APPLICATION,
        factory=True,
        host=host,
        port=port,
        access_log=access_log,
        server_header=False,
        loop="uvloop",
        http=PROTOCOL,
        ws="none",
        timeout_keep_alive=settings.receive_seconds,
        timeout_graceful_shutdown=10,
    )
