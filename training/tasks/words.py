"""Names and literals to fill into examples, and the filling."""

import re
from random import Random

STEMS = (
    "order customer user invoice price total status name title body text summary content score"
    " label result item email address phone city country date amount count rate rating comment"
    " review ticket message reply subject topic category region product stock account balance"
    " patient student teacher player match event sensor device log error token key"
).split()
TAILS = "id ids name list count text data value url path key type code at by date flag".split()
STAGES = (
    "fetch load read get parse clean check validate filter summarize translate draft write rewrite"
    " classify score route notify send save store merge join report publish log"
).split()
HOSTS = (
    "api.acme.io example.com data.city.gov shop.example.org hooks.example.net intranet.local"
    " files.example.eu news.example.com api.bank.test crm.example.co"
).split()
FOLDERS = "data out reports tmp var/log exports in archive customers".split()
ENDINGS = "csv json txt md log parquet yaml pipeline.json".split()
KEYS = "API_KEY OPENAI_API_KEY ANTHROPIC_API_KEY DB_PASSWORD ACME_TOKEN CRM_KEY".split()
PLACES = "berlin paris tokyo peru india london ghana canada norway madrid".split()
THINGS = "the sea|autumn|tomatoes|coffee|cats|rice|gold|pasta|the moon|bread|roses|chess".split("|")


CONTROLS = "foreach conditional router trycatch loop".split()
COMPONENTS = (
    "generator analyzer summarizer translator rewriter critic improver selector combiner chat"
    " embedder http_request output_router error_router local_file s3 postgres mongodb redis"
    " json_transform filter aggregate pandas sql join schema_validate logger variable_set"
).split()
SETTINGS = (
    "temperature max_tokens timeout url method headers body system_prompt prompt criteria"
    " candidates condition items parallel routes operation path columns group_by level retry_config"
    " target_language style max_length json_schema jmespath_expression error_scope"
).split()
CAN = (
    "send data to a webhook|read a csv file|write to a database|translate text|summarize a long text"
    "|split a list|sort records|join two tables|check the shape of data|pick the best answer"
    "|repeat steps for each item|branch on a value|catch errors|call an api|cache a value"
    "|classify messages|extract names|remember a value|log a message|upload to s3|filter a list"
).split("|")
LISTS = {
    "component": COMPONENTS,
    "setting": SETTINGS,
    "control": CONTROLS,
    "can": CAN,
    "place": PLACES,
    "thing": THINGS,
    "env": KEYS,
}


def literal(kind: str, random: Random) -> str:
    """A made-up literal of a kind: "url", "path", "name", "field", "n", "env" and so on."""
    known = LISTS.get(kind.rstrip("2"))
    if known:
        return random.choice(known)
    stem, tail = random.choice(STEMS), random.choice(TAILS)
    match kind:
        case "url":
            return f"https://{random.choice(HOSTS)}/{random.choice(('v1/', 'v2/', '', ''))}{stem}s"
        case "path":
            return f"{random.choice(FOLDERS)}/{stem}s.{random.choice(ENDINGS)}"
        case "n":
            return str(random.choice((random.randint(1, 30), 100 * random.randint(1, 600))))
        case "stage":
            return f"{random.choice(STAGES)}_{stem}"
        case "field":
            root = random.choice(("input", "upstream." + random.choice(STAGES) + "_" + stem))
            return f"{root}.{stem}_{tail}"
    return random.choice((f"{stem}_{tail}", f"{stem}_{tail}", f"{stem}{tail.title()}"))


def filled(text: str, random: Random, values: dict[str, str]) -> str:
    """The text with each `{kind}` replaced; what was chosen is added to `values`."""

    def chosen(place: re.Match[str]) -> str:
        return values.setdefault(place[1], literal(place[1], random))

    return re.sub(r"\{(\w+)\}", chosen, text)
