"""The one table of who may do what: each operation with its subject, scopes and roles.

It drives the guard of the routes, docs/access.md and the matrix of tests: an operation without a
row has no route. That the roles are so is a house rule (ADR 0053): no memorandum says who may call.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.policy.access.answers import ANSWERS, Answer, Relation, Subject
from app.policy.access.roles import EVERY_ROLE, Role
from app.policy.access.scopes import SCOPES, Scope

_READERS = EVERY_ROLE - {"official"}
_OFFICES: frozenset[Role] = frozenset({"mdo_admin", "mdo_leader", "cca"})
_NATIONAL: frozenset[Role] = frozenset({"dopt", "karmayogi_bharat", "auditor"})
_OVERSEERS = _OFFICES | _NATIONAL
_KEEPERS: frozenset[Role] = frozenset({"mdo_admin", "cca", "karmayogi_bharat"})
_STARTERS: frozenset[Role] = _KEEPERS | frozenset[Role]({"dopt"})
_OWN_LOOKERS: frozenset[Role] = _OVERSEERS | frozenset[Role]({"official"})
_PUSHERS: frozenset[Role] = frozenset({"sparrow", "karmayogi_bharat"})


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of the contract: what it is about, the scopes it asks for, and who may.

    ``person`` says that a token which speaks for a client alone is refused.
    """

    name: str
    subject: Subject
    scopes: tuple[Scope, ...]
    roles: frozenset[Role]
    person: bool = False


def _rows(
    subject: Subject,
    scopes: tuple[Scope, ...],
    roles: frozenset[Role],
    names: str,
    *,
    person: bool = False,
) -> dict[str, Operation]:
    return {name: Operation(name, subject, scopes, roles, person) for name in names.split()}


# Without a token: probes, public keys, and the operation that gives tokens.
OPEN = frozenset({"live", "ready", "getProofKeys", "issueToken"})
OPERATIONS: Mapping[str, Operation] = {
    # Rules and schemas
    **_rows("nobody", (), EVERY_ROLE, "listRulesets getRuleset checkPermission"),
    **_rows("nobody", ("apar:read",), EVERY_ROLE, "listAparSchemas getAparSchema"),
    # Entries
    **_rows("entry", ("apar:read",), EVERY_ROLE, "getAparSubTable"),
    **_rows("paper", ("apar:read",), EVERY_ROLE, "getAparAnnexure"),
    **_rows("proof", ("apar:read",), EVERY_ROLE, "getAparProof"),
    **_rows("list", ("apar:read",), EVERY_ROLE, "lookUpAparEntries"),
    **_rows("list", ("apar:read",), _READERS, "listAparChanges extractAparCourses"),
    **_rows(
        "authority",
        ("apar:read",),
        _READERS,
        "listAparEntries getAparReceipt startAparExport listAparSeals getAparSeal",
    ),
    **_rows(
        "request",
        ("apar:read",),
        _READERS,
        "getAparExport cancelAparExport getAparExportManifest getAparExportFile",
    ),
    # Seals: an authority's own people, of whom it takes two
    **_rows("authority", ("apar:seal",), _OFFICES, "requestAparSeal", person=True),
    **_rows("record", ("apar:seal",), _OFFICES, "confirmAparSeal", person=True),
    **_rows("record", ("apar:seal",), _OVERSEERS, "getAparSealRequest"),
    # Outcomes
    **_rows(
        "official",
        ("outcomes:read",),
        EVERY_ROLE,
        "explainOutcome canonicalOutcome explainAparPeriods",
    ),
    **_rows("list", ("outcomes:read",), _READERS, "listAuthorities"),
    **_rows(
        "authority",
        ("outcomes:read",),
        _READERS,
        "listOutcomes summariseOutcomes listLevelFindings listFastCompletions listShortOfficials",
    ),
    **_rows("all", ("outcomes:read",), _NATIONAL, "listLatePlans"),
    **_rows("authority", ("evaluations:run",), _STARTERS, "startEvaluation"),
    **_rows("record", ("evaluations:run",), _OVERSEERS, "getEvaluation"),
    **_rows("authority", ("evaluations:run", "outcomes:read"), _OVERSEERS, "supposeOtherwise"),
    # What is pushed to SPARROW
    **_rows("list", ("filings:read",), _READERS, "listSparrowInstances"),
    **_rows(
        "record",
        ("filings:read",),
        _READERS,
        "getSparrowInstance getSparrowStatus listFilings",
    ),
    **_rows("filing", ("filings:read",), _READERS, "listOfficialFilings"),
    **_rows("record", ("filings:manage",), _PUSHERS, "putSparrowInstance requeueFilings"),
    # What is read of iGOT
    **_rows(
        "list",
        ("feeds:read",),
        _OVERSEERS,
        "listFeeds listFeedRuns getFeedRun listReconciliations listQuarantine",
    ),
    **_rows("authority", ("feeds:requeue",), _KEEPERS, "requeueQuarantine"),
    **_rows("record", ("feeds:requeue",), _OVERSEERS, "getRequeue"),
    # On-boarding
    **_rows("nobody", ("onboarding:validate",), _OVERSEERS, "getOnboardingRules getRosterTemplate"),
    **_rows(
        "authority",
        ("onboarding:validate",),
        _OVERSEERS,
        "validateOfficials listRosters getOnboardingPicture getOnboardingPage listActions"
        " listClaims",
    ),
    **_rows(
        "record",
        ("onboarding:validate",),
        _OVERSEERS,
        "getRoster listRosterFindings getRosterFile getAction",
    ),
    **_rows("authority", ("onboarding:validate",), _KEEPERS, "sendRoster"),
    **_rows("authority", ("onboarding:validate", "registers:write"), _KEEPERS, "askForAction"),
    **_rows("record", ("onboarding:validate", "registers:write"), _KEEPERS, "answerClaim"),
    # Registers
    **_rows(
        "authority",
        ("registers:read",),
        _OVERSEERS,
        "getStaffStrength compareStaffStrength listStaffStrength listDesignations checkPlan"
        " listExemptions listAwaitedCorrections listCorrectionOrders listBodyRecords"
        " listDeclarations listLevels listEquivalences listAssessmentTerms listOverrides"
        " listAparPeriods listLiaisonOfficers listLiaisonDirections listWorkshopAttendances"
        " getLiaison explainLiaisonOfficer",
    ),
    **_rows(
        "authority",
        ("registers:write",),
        _KEEPERS,
        "stateStaffStrength recordExemption recordCorrectionOrder recordBody recordDeclaration"
        " recordLevels recordEquivalence recordAssessmentTerms recordOverride recordAparPeriod"
        " recordLiaisonOfficer recordLiaisonDirection recordWorkshopAttendance",
    ),
    **_rows(
        "record",
        ("registers:write",),
        _KEEPERS,
        "withdrawExemption withdrawCorrectionOrder withdrawBody withdrawDeclaration"
        " withdrawLevel withdrawEquivalence withdrawAssessmentTerms withdrawOverride"
        " withdrawAparPeriod withdrawLiaisonOfficer withdrawLiaisonDirection"
        " withdrawWorkshopAttendance",
    ),
    # The audit trail
    **_rows("list", ("audit:read",), _OVERSEERS, "listAuditEvents"),
    **_rows("nobody", ("audit:read",), _OVERSEERS, "getAuditCheckpoint"),
    **_rows("official", ("audit:read",), _OWN_LOOKERS, "listAccessesToOfficial"),
}


def expected(role: Role, operation: str, relation: Relation) -> Answer:
    """Return how an operation answers a role on a record that stands so to its tenant."""
    row = OPERATIONS[operation]
    return ANSWERS[row.subject][relation] if role in row.roles else "refused"


def scopes_of(role: Role) -> tuple[Scope, ...]:
    """Return the scopes of which a role can make use."""
    used = {scope for row in OPERATIONS.values() if role in row.roles for scope in row.scopes}
    return tuple(scope for scope in SCOPES if scope in used)
