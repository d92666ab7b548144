"""A request for each operation that reads or changes something about an official, in an order."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.api.conforming import contract
from tests.api.population import Population

YEAR = "2025-26"
Body = dict[str, Any]
# What tells nothing of one official, and changes nothing, by why.
SILENT = {
    "what every reader may know": (
        "live ready getProofKeys listAparSchemas getAparSchema listRulesets getRuleset"
        " getOnboardingRules getRosterTemplate checkPermission getAuditCheckpoint"
    ),
    "counts, and authorities": (
        "listAuthorities summariseOutcomes listLatePlans getAparReceipt listFeeds listFeedRuns"
        " getFeedRun listReconciliations getStaffStrength compareStaffStrength listStaffStrength"
        " getOnboardingPicture getOnboardingPage listRosters getRoster checkPlan"
    ),
    "what authorities have ordered of posts, courses and rules": (
        "listLevels listDesignations listEquivalences listAssessmentTerms listOverrides"
    ),
    "how far something has come": (
        "getEvaluation getRequeue getAparExport getAparExportManifest getAparSealRequest"
        " listAparSeals getAparSeal listSparrowInstances getSparrowInstance getSparrowStatus"
    ),
}
# What takes more to ask for than a request: the actions by which its steps are noted.
IN_STEPS = {
    "issueToken": "clients.token",
    "getAparExportFile": "apar.export_file",
    "cancelAparExport": "apar.export_cancel",
    "requestAparSeal": "apar.seal_request",
    "confirmAparSeal": "apar.seal",
    "getAparProof": "apar.proof",
    "recordCorrectionOrder": "registers.correction_order recorded",
    "withdrawCorrectionOrder": "registers.correction_order withdrawn",
    "sendRoster": "onboarding.roster",
    "listRosterFindings": "onboarding.findings",
    "getRosterFile": "onboarding.file",
    "answerClaim": "onboarding.claim",
}
# What is recorded, and what is then asked about the record.
RECORDS = {
    "recordExemption": "listExemptions withdrawExemption",
    "recordBody": "listBodyRecords withdrawBody",
    "recordDeclaration": "listDeclarations withdrawDeclaration",
    "recordLevels": "withdrawLevel",
    "recordEquivalence": "withdrawEquivalence",
    "recordAssessmentTerms": "withdrawAssessmentTerms",
    "recordOverride": "withdrawOverride",
    "recordAparPeriod": "listAparPeriods withdrawAparPeriod",
    "recordLiaisonOfficer": "listLiaisonOfficers explainLiaisonOfficer withdrawLiaisonOfficer",
    "recordLiaisonDirection": "listLiaisonDirections withdrawLiaisonDirection",
    "recordWorkshopAttendance": "listWorkshopAttendances withdrawWorkshopAttendance",
    "askForAction": "listActions getAction",
}
PLAIN = (
    "getAparSubTable lookUpAparEntries listAparChanges startAparExport listAparEntries"
    " extractAparCourses getAparAnnexure canonicalOutcome explainOutcome explainAparPeriods"
    " listOutcomes listLevelFindings listFastCompletions listShortOfficials startEvaluation"
    " putSparrowInstance listFilings requeueFilings listOfficialFilings listQuarantine"
    " requeueQuarantine supposeOtherwise validateOfficials stateStaffStrength listClaims"
    " listAwaitedCorrections listCorrectionOrders getLiaison listAuditEvents listAccessesToOfficial"
)


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of the contract: how it is asked for."""

    id: str
    method: str
    path: str
    described: dict[str, Any]

    def address(self, population: Population, record: int | None) -> str:
        """Return its path with the population's numbers in their places, and what it must say."""
        about = {
            "reporting_year": YEAR,
            "authority_id": population.authority,
            "official_id": population.officials[0],
            "record_id": record,
            "instance_id": "sparrow-tests",
        }
        asked = "?authority_id={authority_id}" if "entries" in self.path else ""
        return (self.path + asked).format(**about)

    def body(self, population: Population) -> Body | None:
        """Return the contract's first example of its body, about the population."""
        content = self.described.get("requestBody", {}).get("content", {})
        examples = content.get("application/json", {}).get("examples", {})
        first: Body | None = next((one["value"] for one in examples.values()), None)
        return None if first is None else {**first, **_own(first, population)}


def _own(body: Body, population: Population) -> Body:
    numbers = {
        "authority_id": population.authority,
        "official_id": population.officials[0],
        "controlling_authority_id": population.other + 1,
        "ministry_id": population.other,
        "course_id": "E",
        "counts_for_course_id": "B",
        "assessment_id": "X",
    }
    own = {name: number for name, number in numbers.items() if name in body}
    if "serves" in body:
        own["base_url"] = "http://127.0.0.1:9"
        own["serves"] = {"authorities": [population.authority], "services": [], "cadres": []}
    return own


def operations() -> dict[str, Operation]:
    """Return every operation of the contract by its id."""
    return {
        told["operationId"]: Operation(told["operationId"], method, path, told)
        for path, methods in contract()["paths"].items()
        for method, told in methods.items()
    }


def placed() -> Iterator[str]:
    """Yield every operation that has a place here."""
    for several in (*SILENT.values(), PLAIN, *RECORDS.values()):
        yield from several.split()
    yield from (*RECORDS, *IN_STEPS)
