"""What many questions copy, for want of functions in Cypher: periods and tenures are the same text in all of them."""

from __future__ import annotations

import re
from collections import Counter

from diplograph.queries.catalogue import catalogue

# <name> is any variable, the same one in all of a rule; <first> and <last> are one of WHEN
RULES = {
    "reported": """($reported_from IS NULL OR <t>.issued >= left($reported_from, size(<t>.issued)))
        AND ($reported_to IS NULL OR left(<t>.issued, size($reported_to)) <= $reported_to)""",
    "happened": """($from IS NULL OR coalesce(<m>.end >= $from, <m>.start IS NOT NULL))
        AND ($to IS NULL OR coalesce(left(<m>.start, size($to)) <= $to, <m>.end IS NOT NULL))""",
    "tenure": """coalesce(<t>.tenure, 'current') IN ['current', 'acting'] OR <t>.tenure = 'former'
        AND any(day IN [each IN coalesce(<t>.attested, []) + coalesce(<t>.end, []) | split(each, '/')[-1]] WHERE left(<last>, size(day)) <= day)""",
    "post": """NOT coalesce(<t>.start =~ '[-0-9]+' AND left(<m>.end, size(<t>.start)) < <t>.start, false)
        AND NOT coalesce(<t>.end =~ '[-0-9]+' AND left(<m>.start, size(<t>.end)) > <t>.end, false)""",
    "post at a meeting": """NOT (<m>:Meeting AND coalesce(<t>.start =~ '[-0-9]+'
            AND left(<m>.end, size(<t>.start)) < <t>.start, false))
        AND NOT (<m>:Meeting AND coalesce(<t>.end =~ '[-0-9]+'
            AND left(<m>.start, size(<t>.end)) > <t>.end, false))""",
    "membership": """NOT coalesce(<j>.start =~ '[-0-9]+' AND left(<last>, size(<j>.start)) < <j>.start, false)
        AND NOT coalesce(<j>.end =~ '[-0-9]+' AND left(<first>, size(<j>.end)) > <j>.end, false)""",
}
# by when a tenure or membership counts: a meeting's day, the thing's own date, else what tells of it
WHEN = (
    r"\w+\.(?:BOUND|first_reported|issued)|CASE WHEN (?P<OF>\w+):Meeting THEN (?P=OF)\.BOUND ELSE \w+\.first_reported END"
    r"|CASE WHEN (?:\w+:Meeting OR )?(?P<AT>\w+)\.start IS NOT NULL OR (?P=AT)\.end IS NOT NULL THEN (?P=AT)\.BOUND"
    r" ELSE \w+\.first_reported END"
)
LEFT_OVER = re.compile(r"\.issued (?:>=|<=)|\$from IS NULL OR|\.tenure (?:=|IN)|\.attested(?: \||, \[\]\) \+ coalesce)|=~ '\[-0-9\]\+' AND left\((?!\$as_of)")  # fmt: skip


def pattern(rule: str) -> re.Pattern[str]:
    """Return a rule as a pattern of a text with single spaces."""
    seen = set[str]()

    def variable(found: re.Match[str]) -> str:
        name = found[1]
        if name in seen:
            return f"(?P={name})"
        seen.add(name)
        bound = {"first": "start", "last": "end"}.get(name)
        return f"(?P<{name}>{WHEN.replace('BOUND', bound).replace('OF', f'of_{name}').replace('AT', f'at_{name}') if bound else '[a-z]+'})"

    return re.compile(re.sub(r"<([a-z]+)>", variable, re.escape(" ".join(rule.split()))))


def test_periods_and_tenures_are_the_same_everywhere() -> None:
    """No question has a tenure or period rule of its own: nothing of one is left beside the shared ones."""
    patterns = {name: pattern(rule) for name, rule in RULES.items()}
    uses = Counter[str]()
    for query in catalogue().values():
        body = " ".join(line for line in query.text.splitlines() if not line.lstrip().startswith("//"))
        body = " ".join(body.split())
        for name, rule in patterns.items():
            body, count = rule.subn("", body)
            uses[name] += count
        left = LEFT_OVER.findall(body)
        # who never met: a meeting without a date may fall in any period
        assert left == (["$from IS NULL OR"] if query.name == "never-met" else []), query.name
    assert min(uses[name] for name in RULES) >= 4, uses
