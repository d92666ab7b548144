"""One official's outcome at the terminal: each course and why, what to do, which paragraph."""

from typing import Any

from rich.console import Console
from rich.table import Table

MARKS = {"counted": "yes"}


def show(console: Console, outcome: dict[str, Any]) -> None:
    """Print an explained outcome as a reader would want it, in English and Hindi."""
    console.print(f"  Official {outcome['official_id']}, {outcome['reporting_year']}:")
    console.print(f"  [bold]{outcome['sentence']['en']}[/bold]")
    console.print(f"  [bold]{outcome['sentence']['hi']}[/bold]")
    console.print(
        f"  {outcome['completed']} of {outcome['prescribed']} prescribed courses completed;"
        f" {outcome['required']} required; assessment: {outcome['assessment']}"
    )
    console.print(_courses(outcome["courses"]))
    for reason in outcome["reasons"]:
        console.print(f"  Why: {reason['sentence']['en']}")
    for assumption in outcome["assumptions"]:
        console.print(f"  Assumed ({assumption['rule_id']}): {assumption['sentence']['en']}")
    for way in outcome["ways"]:
        console.print(f"  What would change it: {way['sentence']['en']}")
    console.print(_rules(outcome["rules"]))


def _courses(courses: list[dict[str, Any]]) -> Table:
    drawn = Table(show_edge=False, pad_edge=False)
    for heading in ("Counted", "Prescribed course", "Why, or why not"):
        drawn.add_column(heading)
    for course in courses:
        mark = MARKS.get(course["standing"], "no")
        drawn.add_row(mark, course["name"], course["sentence"]["en"])
    return drawn


def _rules(rules: list[dict[str, Any]]) -> Table:
    drawn = Table(show_edge=False, pad_edge=False, title="Rules used", title_justify="left")
    drawn.add_column("Rule", no_wrap=True)
    drawn.add_column("Standing", no_wrap=True)
    drawn.add_column("Where it is said, or the question that a house rule answers")
    for rule in rules:
        cited = rule["citation"]
        where = (
            f"OM {cited['memorandum']} of {cited['dated']}, {_place(cited['paragraph'])}"
            if cited
            else rule["question"]
        )
        drawn.add_row(rule["id"], rule["standing"], where)
    return drawn


def _place(paragraph: str) -> str:
    return f"para {paragraph}" if paragraph[0].isdigit() else paragraph
