"""Has what the worker tells go where all logs go, a JSON object a line."""

import structlog


def configure() -> None:
    """Hand what is told over to the standard library's loggers, with what stands beside it."""
    structlog.configure(
        processors=[structlog.stdlib.render_to_log_kwargs],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
