"""Words that coded columns may hold: the public vocabulary of CONTRACT.md and of the annotation guidelines."""

KINDS = (
    "money",
    "count",
    "percent",
    "ratio",
    "area",
    "length",
    "mass",
    "volume",
    "energy",
    "power",
    "duration",
    "age",
    "rank",
    "multiple",
    "frequency",
    "speed",
    "other",
)
BOUNDS = ("exact", "about", "more", "less")
MEASURES = ("level", "change", "share", "rate", "rank", "target")
DIRECTIONS = ("up", "down")
#: Year on year, quarter (or month) on quarter, or against a period that the text names.
COMPARISONS = ("yoy", "qoq", "vs_period")
STATUSES = ("actual", "planned")
SALIENCES = ("core", "minor")
#: Where an observation's period stands: its own clause, its sentence, the sentences before, the paragraph's lead.
PERIOD_BASES = ("own", "clause", "sentence", "previous", "paragraph")
GRANULARITIES = ("day", "ten_days", "week", "month", "quarter", "half_year", "year", "range", "point", "open", "vague")
ENTITY_TYPES = ("place", "org", "person", "program", "venue", "work", "award", "product")
SUBJECT_TYPES = (*ENTITY_TYPES, "group", "other")
EVENT_TYPES = (
    "opening",
    "signing",
    "launch",
    "award",
    "meeting",
    "completion",
    "construction_start",
    "merger",
    "policy",
    "disaster",
    "production",
    "visit",
    "other",
)
SENTENCE_ROLES = ("body", "heading", "title", "caption", "byline")
PUBLISHED_BASES = ("manifest", "file name", "text", "inferred")
RUN_STATUSES = ("running", "succeeded", "blocked", "failed")
SEVERITIES = ("critical", "warning", "info")
#: What a check of numbers recomputes (warehouse/checks/) and how it comes out.
CHECK_KINDS = ("share", "change", "per_unit", "part", "sum", "growth", "same_fact")
CHECK_OUTCOMES = ("agree", "differ_by_rounding", "differ_by_hedge", "conflict")
CHECK_SCOPES = ("sentence", "article", "articles")
#: Fields of local statistics: 经济 工业 农业 投资 财政 金融 商贸 科技 城建交通 民生 教育 卫生 文旅体育 生态 治理 党建.
TOPICS = (
    "economy",
    "industry",
    "agriculture",
    "investment",
    "fiscal",
    "finance",
    "trade",
    "technology",
    "construction",
    "livelihood",
    "education",
    "health",
    "culture_tourism",
    "ecology",
    "governance",
    "party",
)
PLACE_LEVELS = ("world", "country", "province", "city", "county", "town", "village", "zone", "natural")
ORGANIZATION_KINDS = (
    "government",
    "party",
    "company",
    "bank",
    "school",
    "research",
    "hospital",
    "association",
    "media",
    "service",
    "team",
    "venue",
    "other",
)
PROGRAM_KINDS = (
    "campaign",
    "project",
    "mechanism",
    "platform",
    "method",
    "strategy",
    "brand",
    "contest",
    "festival",
    "meeting",
    "training",
    "other",
)
AUTHOR_PARTS = ("writer", "photographer")
