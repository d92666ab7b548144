"""One official's entry as Django REST framework serves it: plain, as its own guide shows it.

Run by gunicorn in an environment of its own. It checks no token, sees every row, and notes nothing.
"""

import json
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.configure(
    SECRET_KEY=os.urandom(16).hex(),
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["rest_framework"],
    MIDDLEWARE=[],
    USE_TZ=True,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": os.environ["PGHOST"],
            "PORT": os.environ["PGPORT"],
            "USER": os.environ["PGUSER"],
            "NAME": os.environ["PGDATABASE"],
            "CONN_MAX_AGE": None,
        }
    },
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_PERMISSION_CLASSES": [],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "UNAUTHENTICATED_USER": None,
    },
)
application = get_wsgi_application()

# Models and serializers can be made only once the application is.
from django.db import models  # noqa: E402
from django.shortcuts import get_object_or_404  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework import generics, serializers  # noqa: E402


class Cadre(models.Model):
    """A cadre."""

    name = models.TextField()

    class Meta:
        """Where it is held."""

        app_label, managed, db_table = "bench", False, "cadre"


class Authority(models.Model):
    """An authority."""

    name = models.TextField()

    class Meta:
        """Where it is held."""

        app_label, managed, db_table = "bench", False, "authority"


class Entry(models.Model):
    """A published version of an entry."""

    pk = models.CompositePrimaryKey("reporting_year", "official_id", "version")
    reporting_year = models.SmallIntegerField()
    official_id = models.IntegerField()
    version = models.IntegerField()
    position = models.BigIntegerField()
    body = models.TextField()
    facts_through = models.DateTimeField()
    published_at = models.DateTimeField()
    prescriber = models.ForeignKey(Authority, models.DO_NOTHING, null=True)
    cadre = models.ForeignKey(Cadre, models.DO_NOTHING, null=True)

    class Meta:
        """Where it is held."""

        app_label, managed, db_table = "bench", False, "apar_entry"


class Head(models.Model):
    """Which version stands."""

    pk = models.CompositePrimaryKey("reporting_year", "official_id")
    reporting_year = models.SmallIntegerField()
    official_id = models.IntegerField()
    version = models.IntegerField()

    class Meta:
        """Where it is held."""

        app_label, managed, db_table = "bench", False, "apar_head"


class EntrySerializer(serializers.ModelSerializer):
    """An entry, with the names of who prescribes and of the cadre."""

    prescriber = serializers.CharField(source="prescriber.name", default=None)
    cadre = serializers.CharField(source="cadre.name", default=None)
    entry = serializers.SerializerMethodField()

    class Meta:
        """What it tells."""

        model = Entry
        fields = (
            "official_id",
            "version",
            "position",
            "facts_through",
            "published_at",
            "prescriber",
            "cadre",
            "entry",
        )

    def get_entry(self, held: Entry) -> object:
        """Return the body, which is held as text."""
        return json.loads(held.body)


class EntryView(generics.RetrieveAPIView):
    """One official's entry."""

    serializer_class = EntrySerializer

    def get_object(self) -> Entry:
        """Return the version that stands."""
        asked = {"reporting_year": self.kwargs["year"], "official_id": self.kwargs["official"]}
        head = get_object_or_404(Head, **asked)
        joined = Entry.objects.select_related("prescriber", "cadre")
        held: Entry = get_object_or_404(joined, **asked, version=head.version)
        return held


urlpatterns = [path("entries/<int:year>/<int:official>", EntryView.as_view())]
