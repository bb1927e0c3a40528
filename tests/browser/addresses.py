"""One address of each page type on the shipped corpus."""

FOUNDING_CLAIM = "/claim/a104054c20474bb7"
FOUNDING_ARTICLE = "/article/d0e70aba7c89"

PAGES = {
    "home": "/",
    "conditions": "/conditions",
    "claims": "/claims?level=randomised-trial",
    "joined": "/claims?subject=https://w3id.org/hckg/concept/bariatric-surgery&object=https://w3id.org/hckg/concept/type-2-diabetes",
    "articles": "/articles",
    "condition": "/concept/type-2-diabetes",
    "therapy": "/concept/stem-cell-therapy",
    "mechanism": "/concept/beta-cell-proliferation",
    "evidence": "/evidence",
    "level": "/scheme/evidence-level/case-report",
    "source": "/about?uri=https%3A%2F%2Fdoi.org%2F10.2337%2Fdci21-0034",
    "article": FOUNDING_ARTICLE,
    "claim": FOUNDING_CLAIM,
    "search": "/search?q=stem+cell",
    "nothing-found": "/search?q=zzzz",
    "map": "/evidence-map",
    "graph": "/graph?focus=type-2-diabetes",
    "paths": "/paths?from=stem+cell+therapy&to=type+2+diabetes",
    "checks": "/checks",
    "findings": "/findings",
    "conflicts": "/conflicts",
    "compare": "/compare?a=bariatric+surgery&b=metformin",
    "queries": "/queries",
    "query": "/queries/therapies-for-condition",
    "sparql": "/sparql",
    "vocabulary": "/ont",
    "downloads": "/downloads",
    "about": "/about",
    "error": "/no-such-page",
}
