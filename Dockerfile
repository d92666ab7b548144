# The image of the API, the worker and the commands: one process each, by its command.
FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /build
COPY requirements/build.txt requirements/run.txt requirements/
RUN python -m venv --without-pip /opt/karmasetu && \
    python -m pip install --quiet --require-hashes --requirement requirements/build.txt && \
    python -m pip --python /opt/karmasetu/bin/python install --quiet --require-hashes --requirement requirements/run.txt
COPY pyproject.toml README.md LICENSE ./
COPY app app/
COPY migrations migrations/
# The last folder is for a signing key when none is mounted: a volume over it takes its owner.
RUN python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir wheels . && \
    python -m pip --python /opt/karmasetu/bin/python install --quiet --no-deps --no-index --find-links wheels karmasetu && \
    mkdir -p /srv/karmasetu/.karmasetu

FROM python:3.13-slim
ENV PATH=/opt/karmasetu/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
COPY --from=build /opt/karmasetu /opt/karmasetu
COPY --from=build --chown=10001:10001 /srv/karmasetu /srv/karmasetu
WORKDIR /srv/karmasetu
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health/live', timeout=3)"]
CMD ["karmasetu", "serve", "--host", "0.0.0.0"]
