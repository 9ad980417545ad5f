"""People in a text: who they are and how to write to them."""

import re
from collections.abc import Iterator

from flowmason_assist.routing.route import Sensitive
from flowmason_assist.routing.sensitivity.finding import Kind
from flowmason_assist.routing.sensitivity.lookalikes import is_example_domain
from flowmason_assist.routing.sensitivity.view import View

_LOCAL_PART = re.compile(r"[\w.+%'-]{1,64}\Z")
_DOMAIN = re.compile(r"(?:[\w-]{1,63}\.){1,6}[^\W\d_]{2,24}\b")
_NOBODY = frozenset({"noreply", "no-reply", "donotreply", "git"})
_LONGEST_LOCAL_PART = 80
# Addresses that are written so that machines do not read them.
_TOP = (
    r"(?:com|net|org|info|edu|gov|de|at|ch|uk|fr|es|it|nl|be|se|no|dk|fi|pl|eu|us|ca|in|br|io|me)"
)
_SPELLED = re.compile(
    rf"[\w.+-]+\s?[\[({{]\s?(?:at|@|ät)\s?[\])}}]\s?[\w-]+(?:\s?[\[({{]\s?(?:dot|punkt|\.)\s?[\])}}]"
    rf"\s?|\.|\sdot\s)(?:[\w-]+\.)?{_TOP}\b"
    rf"|[\w+-]+(?:\sdot\s[\w-]+)*\sat\s[\w-]+(?:\sdot\s[\w-]+)*\sdot\s{_TOP}\b",
    re.IGNORECASE,
)
_LONGEST_SPELLED = 40

_CAPITALIZED = r"[A-ZÀ-ÖØ-ÞĀ-ŽА-Я][\w'’-]*[a-zß-öø-ÿā-žа-я][\w'’-]*"
_PART = rf"(?:{_CAPITALIZED}|[A-Z]\.)"
_PARTICLES = r"(?:(?:van|von|de|der|den|del|della|da|di|dos|al|bin|la|le|ten|ter|O)\s)*"
_NAME = rf"{_PART}(?:\s{_PARTICLES}{_PART}){{1,3}}"
_TITLES = (
    *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "herr", "frau", "señor"),
    *("señora", "sr", "sra", "monsieur", "madame", "mme", "signor", "signora", "doña", "don"),
    *("rev", "sir", "dame", "herrn", "dott", "ing"),
)
_AFTER_TITLE = re.compile(rf"\.?\s+(?P<name>{_CAPITALIZED}(?:\s{_CAPITALIZED}){{0,3}})")
_ROLES = (
    *("patient", "employee", "citizen", "participant", "applicant", "taxpayer", "colleague"),
    *("client", "customer", "tenant", "landlord", "witness", "suspect", "student", "pupil"),
    *("counsel", "contact", "borrower", "cardholder", "insured", "candidate", "resident"),
    *("beneficiary", "nurse", "doctor", "lawyer", "wife", "husband", "daughter", "defendant"),
    *("mother", "father", "neighbor", "neighbour", "boss", "manager", "passenger", "guest"),
    *("details", "named", "called", "name is", "i am", "this is", "born to", "signed by"),
    *("full name", "full_name", "patient_name", "first_name", "last_name", "surname"),
)
_AFTER_ROLE = re.compile(
    rf"(?:'s)?(?:\s(?:no\.?|nr\.?|number|#)\s?\d+)?[\s:,\"'=]*(?:is|was|named|called)?[\s:,\"']*(?P<name>{_NAME})"
)
_AFTER_NAME_FIELD = re.compile(rf"\\?[\"']\s*:\s*\\?[\"'](?P<name>{_NAME})\\?[\"']")
_NAME_FIELDS = ("full_name", "fullname", "patient_name", "customer_name")
# Things have names too: here only what begins with a usual given name is a person's.
_OPEN_NAME_FIELDS = ("name", "owner", "author", "assignee", "contact", "sender", "recipient")
_GIVEN_NAMES = frozenset(
    re.findall(
        r"\S+",
        """
        adam ahmed aisha alan albert alejandro alex alexander alexandra alice alicia amanda amelia
        amir amy ana andre andrea andreas andrew angela anita anna anne anthony antonio ashley
        barbara ben benjamin beth brian bruno carl carla carlos carol caroline catherine charles
        charlotte chen chloe chris christian christina christine christopher claire clara claudia
        daniel daniela dave david deborah diana diego dmitri donald dorothy eduardo edward elena
        eleanor elizabeth ella emil emily emma eric erik eva fatima felix fernando fiona francesca
        frank gabriel george giovanni giulia grace greta hannah hans harry hassan helen helena henry
        hiroshi hugo ibrahim igor ines ingrid irene isabel isabella ivan jack jacob james jane janet
        jason javier jean jennifer jessica jim joan joanna joe johan johanna john jonas jonathan
        jorge jose josé joseph joshua juan julia julian karen karin karl kate katherine katarzyna
        kevin khalid kim laura lars lena leo lily linda lisa louis louise luca lucas lucia lucy luis
        luke magdalena marco margaret maria maría marie mario mark marta martha martin mary matthew
        max megan mehmet mia michael michelle miguel mike mohamed mohammed monica nadia nancy
        natalia nathan nicole nina noah nora oliver olivia omar oscar pablo pamela patricia patrick
        paul paula pedro peter philip pierre priya rachel rafael raj ravi rebecca ricardo richard
        robert roberto rosa ruth ryan samantha samuel sandra sara sarah sebastian sharon simon sofia
        sophia sophie stefan stephanie stephen steven sunita susan tanja thomas tim tobias tom
        valentina vanessa victor victoria vladimir walter wei william yuki yusuf zoe
        """,
    )
)
# Two capitalized words that are no person.
_NO_NAMES = re.compile(
    r"\b(?:API|Api|Service|System|Stage|Pipeline|Data|Report|Server|Model|Agent|Orders?|Status|List"
    r"|Router|Loader|Builder|Support|Portal|Center|Centre|Team|Office|Project|Inc|Ltd|GmbH|Corp"
    r"|Analysis|Summary|Review|Reviews|Email|Feedback|Generator|Filter|Processing|Engine|Content"
    r"|Document|Search|Workflow|Test|Demo|Sample|Example|Onboarding|Journey|Success|Experience"
    r"|FlowMason|JSON|CSV|HTTP|Check|Checker|Intake|Triage|Sync|Export|Import|Digest|Bot|News"
    r"|The|This|Input|Output|Sentiment|Classifier|Quality|Code|Translation|Daily|Weekly|Monthly)\b"
)

_BIRTH = (
    *("born", "dob", "date of birth", "date_of_birth", "birth date", "birthdate", "birth_date"),
    *("birthday", "geboren", "geburtsdatum", "geb.", "né le", "née le", "nacido el", "nacida el"),
    *("nascido em", "nascida em", "birthdate", "date-of-birth", "dateofbirth"),
)
_AFTER_BIRTH = re.compile(
    r"(?:\s(?:on|am|is))?[\s\"'\\:=,]{1,6}(?P<date>\d{1,4}[-./\s]\d{1,2}[-./\s]\d{1,4}"
    r"|\d{1,2}\.?\s\w{3,10}\.?,?\s\d{4}|\w{3,10}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4})"
)

# Numbers that are told by the words before them; at least four digits.
_NUMBERS = (
    *("ssn", "social security", "social_security", "national insurance", "nino", "passport"),
    *(
        "license",
        "licence",
        "tax id",
        "tax_id",
        "taxpayer",
        "steuer",
        "idnr",
        "nif",
        "nie",
        "dni",
        "cpf",
    ),
    *("cnpj", "curp", "rfc", "aadhaar", "bsn", "pesel", "personnummer", "kennitala", "codice"),
    *("insee", "nir", "sécurité sociale", "ahv", "sin", "tfn", "medicare", "medicaid", "nhs"),
    *("mrn", "medical record", "medical_record", "patient id", "patient_id", "insurance"),
    *("policy number", "policy no", "policy_number", "account number", "account_number"),
    *("account no", "routing number", "routing_number", "sort code", "sort_code", "employee id"),
    *("employee_id", "student id", "student_id", "kontonummer", "id card", "identity card"),
    *("identifikationsnummer", "steuernummer", "tckn", "kimlik", "rut", "oib", "egn", "cnp"),
    *("isikukood", "asmens kodas", "cpr", "niss", "insz", "rijksregister", "rodné číslo", "pps"),
    *("ppsn", "svnr", "cuit", "cuil", "nric", "mykad", "fødselsnummer", "fodselsnummer"),
    *("ausweis", "swift", "bic", "plate", "national id", "national_id", "personal id"),
)
_AFTER_NUMBER_WORD = re.compile(
    r"(?i:[ _-]?(?:number|nummer|id|no|nr|plate|fiscale|card|#))*[\s\"'\\:=#.()]{1,6}"
    r"(?:(?:is|ist|est|es|number|no|lautet)[\s.:\"']+)?"
    r"(?P<value>(?=(?:[^\s\d]{0,6}[ ./-]?\d){4})[A-Z0-9](?:[A-Z0-9./-]|[ ](?=[A-Z0-9]*\d)){3,24})"
)


def emails(view: View) -> Iterator[Sensitive]:
    """Find addresses of mail, but for those of examples and of nobody."""
    text = view.text
    for at in view.places("@"):
        local = _LOCAL_PART.search(text, max(0, at - _LONGEST_LOCAL_PART), at)
        domain = _DOMAIN.match(text, at + 1)
        if local is None or domain is None or is_example_domain(domain[0]):
            continue
        is_template = text[local.start() - 1 : local.start()] == "}"
        if local[0].lower() not in _NOBODY and not is_template:
            yield Sensitive(Kind.EMAIL, local.start(), domain.end())


def spelled_emails(view: View) -> Iterator[Sensitive]:
    """Find addresses like "jane dot doe at mail dot com" and "jane (at) mail.com"."""
    for word in ("at", "ät"):
        for at in view.whole_places(word):
            start = max(0, at - _LONGEST_SPELLED)
            for match in _SPELLED.finditer(view.text, start, at + _LONGEST_SPELLED):
                if "example" not in match[0].lower():
                    yield Sensitive(Kind.EMAIL, *match.span())


def people(view: View) -> Iterator[Sensitive]:
    """Find names of people by titles, roles and fields before them, and their dates of birth."""
    for title in _TITLES:
        yield from _after(view, title, _AFTER_TITLE, "name", Kind.PERSON)
    for role in _ROLES:
        yield from _after(view, role, _AFTER_ROLE, "name", Kind.PERSON)
    for field in _NAME_FIELDS:
        yield from _after(view, field, _AFTER_NAME_FIELD, "name", Kind.PERSON)
    for field in _OPEN_NAME_FIELDS:
        for found in _after(view, field, _AFTER_NAME_FIELD, "name", Kind.PERSON):
            given = view.lower[found.start : found.end].split()[0]
            if given in _GIVEN_NAMES:
                yield found
    for word in _BIRTH:
        yield from _after(view, word, _AFTER_BIRTH, "date", Kind.BIRTH_DATE)


def personal_numbers(view: View) -> Iterator[Sensitive]:
    """Find numbers of people by the words before them."""
    for word in _NUMBERS:
        yield from _after(view, word, _AFTER_NUMBER_WORD, "value", Kind.PERSONAL_NUMBER)


def _after(
    view: View, word: str, pattern: re.Pattern[str], group: str, kind: Kind
) -> Iterator[Sensitive]:
    for at in view.whole_places(word):
        match = pattern.match(view.text, at + len(word))
        if match and (kind is not Kind.PERSON or not _NO_NAMES.search(match[group])):
            yield Sensitive(kind, *match.span(group))
