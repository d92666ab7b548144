"""Tokens for clients, as RFC 6749 has requests and answers."""

from typing import Any, Literal

from app.api.models.shapes import Answer


class TokenAnswer(Answer):
    """An access token, for how many seconds it is good, and for what (RFC 6749, 5.1)."""

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int
    scope: str


TOKEN: dict[str, Any] = {
    "access_token": "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFZDI1NTE5In0.e30.c2ln",
    "token_type": "Bearer",
    "expires_in": 900,
    "scope": "apar:read",
}
FORM: dict[str, Any] = {
    "required": True,
    "content": {
        "application/x-www-form-urlencoded": {
            "schema": {
                "type": "object",
                "required": ["grant_type"],
                "properties": {
                    "grant_type": {"type": "string", "const": "client_credentials"},
                    "scope": {"type": "string", "description": "Fewer than the client has."},
                    "client_id": {"type": "string", "description": "If not in Authorization."},
                    "client_secret": {"type": "string", "description": "Beside client_id."},
                },
            },
            "example": {"grant_type": "client_credentials", "scope": "apar:read"},
        }
    },
}
