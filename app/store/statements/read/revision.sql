-- Which migration the database stands at.
SELECT version_num FROM alembic_version
