"""One frozen Settings, read from the environment (KARMASETU_*, DATABASE_URL) by wiring alone."""

import os
from pathlib import Path
from typing import Any, Literal

from pydantic import AliasChoices, Field, NonNegativeInt, SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SecretsSettingsSource,
    SettingsConfigDict,
)

# Where an orchestrator puts secrets: a file each, whose name is the variable's in small letters.
SECRETS = "KARMASETU_SECRETS_DIRECTORY"


class Settings(BaseSettings):
    """Everything that an installation may set; docs/settings.md is checked against this class."""

    model_config = SettingsConfigDict(env_prefix="KARMASETU_", frozen=True, extra="ignore")

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], *sources: Any, **named: Any
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read the environment, and then the files of a folder, each named as a variable is.

        Raises FileNotFoundError for a folder that is not there: its secrets are not merely unset.
        """
        place = os.environ.get(SECRETS)
        if place is not None and not Path(place).is_dir():
            raise FileNotFoundError(f"{SECRETS}: there is no such folder")
        files = () if place is None else (SecretsSettingsSource(settings_cls, place),)
        given = (*sources, *named.values())
        return (*(one for one in given if not isinstance(one, SecretsSettingsSource)), *files)

    environment: Literal["development", "production"] = Field(
        default="development", description="In production the stand-ins are refused."
    )
    database_url: str = Field(
        default="postgresql://karmasetu@localhost/karmasetu",
        validation_alias=AliasChoices("DATABASE_URL", "KARMASETU_DATABASE_URL", "database_url"),
        description="The owner's address of the database: migrations run with it.",
    )
    api_database_url: str | None = Field(
        default=None,
        description="A login for the API that is a member of karmasetu_api alone.",
    )
    worker_database_url: str | None = Field(
        default=None,
        description="A login for the worker that is a member of karmasetu_worker alone.",
    )
    pool_size: int = Field(default=8, ge=1, le=100, description="Connections each process holds.")
    pool_wait_seconds: float = Field(
        default=5.0, gt=0, le=60, description="For how long a request waits for a connection."
    )
    receive_seconds: int = Field(
        default=8,
        ge=1,
        le=60,
        description="Within so long a request arrives, or the connection is closed.",
    )
    requests_a_minute: int = Field(
        default=6000, ge=0, description="Requests a minute of one client in one process; 0: any."
    )
    requests_a_minute_of: dict[str, NonNegativeInt] = Field(
        default={"sparrow": 12000}, description="Another number for clients of a role."
    )
    tokens_a_minute: int = Field(
        default=60, ge=0, description="Tokens a minute that one client may ask for; 0: any."
    )
    metrics_token: SecretStr = Field(
        default=SecretStr(""), description="Who sends it gets /metrics; without it there are none."
    )
    telemetry_url: str = Field(
        default="", description="Where spans are sent by OTLP over HTTP; nowhere if it is empty."
    )
    igot_url: str = Field(
        default="http://127.0.0.1:8765/api",
        description="The iGOT gateway, up to and with /api.",
    )
    igot_key: SecretStr = Field(
        default=SecretStr(""), description="The gateway key that iGOT issued to this service."
    )
    igot_user_token: SecretStr = Field(
        default=SecretStr(""), description="The user token that iGOT's plan routes ask for."
    )
    igot_token_url: str = Field(
        default="", description="Where user tokens are fetched for the account's password."
    )
    igot_token_client: str = Field(
        default="admin-cli", description="As which client of the platform's login we ask."
    )
    igot_username: SecretStr = Field(
        default=SecretStr(""), description="The account whose user tokens are fetched."
    )
    igot_password: SecretStr = Field(
        default=SecretStr(""), description="The password of that account."
    )
    sparrow_hosts: str = Field(
        default="", description="The hosts that SPARROW instances may be on, with commas between."
    )
    sparrow_keys_directory: Path = Field(
        default=Path(".karmasetu/sparrow-keys"),
        description="Where the key of each SPARROW instance lies, in a file named after it.",
    )
    igot_looks_an_hour: int = Field(
        default=1000, ge=2, description="Own lists of officials that all runs of an hour may read."
    )
    igot_older_years: int = Field(
        default=5, ge=0, le=20, description="Years before its two that a reconciling run asks for."
    )
    igot_resumable_hours: int = Field(
        default=12, ge=0, le=48, description="For how long a killed run is taken up where it was."
    )
    igot_phone_calls: int = Field(
        default=400,
        ge=0,
        description="Calls for phones in the check of one roster, 250 users each; 0: none.",
    )
    igot_calls_at_a_time: int = Field(
        default=4, ge=1, le=100, description="Calls to one of iGOT's routes under way at a time."
    )
    igot_failures_in_a_row: int = Field(
        default=10, ge=1, description="Failed calls after which a route is left in peace."
    )
    igot_pause_seconds: float = Field(
        default=30.0, ge=0, description="For how long a route is left in peace."
    )
    signing_key_file: Path = Field(
        default=Path(".karmasetu/signing-key.pem"),
        description="The Ed25519 key that signs tokens and cursors; made by the demo if missing.",
    )
    proof_key: SecretStr = Field(
        default=SecretStr(""),
        description="The Ed25519 key that signs answers and seals, in PEM; before its file.",
    )
    proof_key_file: Path = Field(
        default=Path(".karmasetu/proof-key.pem"),
        description="Where that key lies if it is not given itself; made by the demo if missing.",
    )
    proof_keys_directory: Path = Field(
        default=Path(".karmasetu/proof-keys"),
        description="Where each public key that ever signed is kept, and published from.",
    )
    entry_forms_file: Path | None = Field(
        default=None,
        description="The file with the forms of APAR entries that cadres here have of their own.",
    )
    export_directory: Path = Field(
        default=Path(".karmasetu/exports"),
        description="Where the files of bulk exports lie: one folder for all workers and APIs.",
    )
    issuer: str = Field(default="karmasetu", description="Who issues the tokens accepted here.")
    audience: str = Field(default="karmasetu-api", description="Whom the tokens are meant for.")
    oidc_issuer: str = Field(
        default="", description="An outside issuer whose tokens are accepted too, as `iss` says it."
    )
    oidc_algorithms: str = Field(
        default="RS256,ES256,Ed25519", description="The algorithms its tokens are signed by."
    )
    oidc_roles: dict[str, str] = Field(
        default={}, description="Which of its words for roles is which role here."
    )
    oidc_claims: dict[str, str] = Field(
        default={}, description="Under which names its tokens say what is needed here."
    )
    oidc_official_kind: Literal[
        "igot_user", "sparrow_email", "employee_code", "external_system_id"
    ] = Field(default="igot_user", description="By which identifier it names an official.")
    oidc_keys_fresh_seconds: int = Field(
        default=300, ge=10, description="After so long its keys are read again."
    )
    oidc_keys_stale_hours: int = Field(
        default=24, ge=1, le=720, description="For so long keys hold that can't be read again."
    )
    docs: bool = Field(default=True, description="Serve the documentation pages.")
