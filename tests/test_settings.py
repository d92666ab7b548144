"""Settings come from the environment, or from a folder of secrets; and are never shown."""

from pathlib import Path

import pytest

from app.settings import SECRETS, Settings


def test_secrets_may_be_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in the folder of secrets is read where its variable is not set, and not shown."""
    (tmp_path / "karmasetu_igot_password").write_text("planted-secret\n", "utf-8")
    (tmp_path / "karmasetu_igot_key").write_text("from a file", "utf-8")
    (tmp_path / "database_url").write_text("postgresql://one@two/three", "utf-8")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv(SECRETS, str(tmp_path))
    monkeypatch.setenv("KARMASETU_IGOT_KEY", "from the environment")
    settings = Settings()

    assert settings.igot_password.get_secret_value() == "planted-secret"
    assert settings.igot_key.get_secret_value() == "from the environment"
    assert settings.database_url == "postgresql://one@two/three"
    assert "planted-secret" not in repr(settings) + str(settings)


def test_a_folder_that_is_not_there_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of secrets that is not mounted stops the start, and is not taken for none set."""
    monkeypatch.setenv(SECRETS, str(tmp_path / "none"))

    with pytest.raises(FileNotFoundError, match=SECRETS):
        Settings()
