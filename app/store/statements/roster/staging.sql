-- Where one roster is compared: tables of this transaction alone, which nobody else can see.
-- A million rows are joined without spilling, and planned for by a small sample of them.
SET LOCAL work_mem = '128MB';
-- A session that has used temporary tables before, as an evaluation does, keeps the room it has.
DO $$ BEGIN
    SET LOCAL temp_buffers = '256MB';
EXCEPTION WHEN invalid_parameter_value THEN
    RAISE DEBUG 'temporary tables keep the buffers that they have';
END $$;
SET LOCAL default_statistics_target = 10;
-- Whom they lead to in the end.
CREATE TEMPORARY TABLE roster_person (
    official_id integer NOT NULL, profile_id integer NOT NULL, name text NOT NULL
) ON COMMIT DROP;
-- Phones by their digests: of the rows, and of the authority's users as iGOT shows them.
CREATE TEMPORARY TABLE roster_phone (row_no integer NOT NULL, digest bigint NOT NULL) ON COMMIT DROP;
CREATE TEMPORARY TABLE roster_user_phone (user_id text NOT NULL, digest bigint NOT NULL)
ON COMMIT DROP;
-- Whom the phones of rows lead to.
CREATE TEMPORARY TABLE roster_phoned (
    row_no integer NOT NULL, official_ids integer[] NOT NULL
) ON COMMIT DROP;
-- The rows in which something may be amiss: only these are looked at closely.
CREATE TEMPORARY TABLE roster_row (
    row_no integer NOT NULL, email text, employee_code text, name text,
    designation_key text, group_key text, service_key text, cadre_key text,
    batch smallint, on_central_deputation boolean,
    -- Counted from the first of January of the year 1, which is day 1.
    joined_on integer, retires_on integer,
    marks text, unreadable text, refused text
) ON COMMIT DROP;
-- Those of them that can be read once more, with whom they lead to: joining them again costs more.
CREATE TEMPORARY TABLE roster_match (
    row_no integer NOT NULL, by_email integer, by_code integer, by_padded integer,
    elsewhere boolean, codes_agree boolean, emails_differ boolean NOT NULL,
    codes_differ boolean NOT NULL, email text, employee_code text, name text,
    designation_key text, group_key text, service_key text, cadre_key text,
    batch smallint, on_central_deputation boolean
) ON COMMIT DROP;
CREATE TEMPORARY TABLE roster_profile (
    profile_id integer NOT NULL, faults text[] NOT NULL, closed boolean NOT NULL,
    needs_plan boolean NOT NULL, without_service boolean NOT NULL, designation_key text,
    group_key text, service_key text, cadre_key text, batch smallint,
    on_central_deputation boolean
) ON COMMIT DROP;
CREATE TEMPORARY TABLE roster_designation (
    designation_key text NOT NULL, rule_id text NOT NULL, offers jsonb NOT NULL
) ON COMMIT DROP;
CREATE TEMPORARY TABLE roster_absent (official_id integer NOT NULL) ON COMMIT DROP;
CREATE TEMPORARY TABLE roster_fault (
    row_no integer, rule_id text NOT NULL, field text, official_id integer
) ON COMMIT DROP;
