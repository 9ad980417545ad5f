"""
Classes of words that ask for the same kind of work, so that words nobody taught still speak.

A class and its words stand on one line. Words match in their other forms too ("boiled", "boiling");
those joined by a hyphen must all be there, not side by side ("boil-down").
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

_TABLE = """
summary: summarise summarize summary summarisation condense shorten short-version digest recap gist nutshell synopsis abstract tldr tl;dr abridge précis precis boil-down distil distill compress brief-me briefing outline overview one-liner essence essentials takeaway takeaways highlights trim-down cut-down sum-up shrink cliff cliffnotes keypoints key-points main-points bullet bullets headline in-short shrinkwrap capsule wrap-up roundup rundown squeeze reduce-sentences crunch-down
translate: translate translation translations translator localise localize localisation render-in convert-into turn-into put-into into-language say-in-language tongue mother-tongue bilingual multilingual anglicise germanise version-in equivalents interpret linguist native-language
rewrite: rewrite reword rephrase paraphrase restyle reformulate restate recast redraft rework tone-down soften soften-tone polish-wording friendlier politer formal informal formally casual casually professional professionally jargon layman laymen plain-english plain-language simpler simplify simple-words dumb-down spruce jazz-up liven warmer colder nicer tone register wording sound-like sounds-like voice-of style-of fluffier posher posh make-sound dress-up smarten smooth everyday-words child-friendly easy-language toddler kids-understand understandable
write: write draft compose author pen craft formulate create produce generate invent come-up dream-up think-up cook-up whip-up knock-up knock-out make-up suggest propose recommend advise brainstorm jot scribble prepare word devise concoct reply respond answer response greeting letter note message-to apology apologise thank-you thanks story poem slogan tagline taglines caption blurb bio description advert ad pitch invitation memo press-release newsletter speech script recipe idea ideas explain explanation list-of plan agenda checklist obituary congratulate congratulations reminder quote offer proposal report-on commentary cover-letter paragraph-about text-about post-about article-about product-description joke riddle quiz question questions lesson say-something tell-them let-them-know
copies: versions variants drafts alternatives options attempts takes candidates tries times proposals different several multiple independent independently rounds goes
pick: pick choose select best strongest winner favourite favorite finest keep-best judge-best pick-out single-out cherry-pick top-one go-with winning loser better-one most-convincing funniest catchiest clearest shortest punchiest liveliest warmest crown vote elect decide-which strongest-one nicest
mood: mood sentiment feeling feelings feel feels emotion emotional happy unhappy angry anger annoyed upset furious cross grumpy glad satisfied dissatisfied satisfaction positive negative neutral tone-of pleased vibe vibes temper attitude cheerful sad sour bitter mad irritated delighted frustrated frustration polarity
intent: intent intents intention intentions wants want-to purpose after-what what-want trying-to-do asking-for aim goal motive what-for they-want
topics: topic topics theme themes subject-matter subjects about-what what-about talks-about deals-with cover covers
entities: entity entities names people companies organisations organizations places persons persons-mentioned who-mentioned mentioned mentions named ner dates-mentioned named-entities proper
keywords: keyword keywords tags key-terms buzzwords key-words hashtags terms search-terms index-terms key-phrases keyphrases
tongue: which-language what-language language-detect language-of language-is detect-language written-in language-in idiom lang
classify: classify classification categorise categorize category categories label labels tag-as triage bucket buckets sort-into pigeonhole class classes kind-of type-of either-or assign rubricate group-into file-under put-into-categories decide-whether tell-apart mark-as rate-as flag-as grade-as priority urgency severity sort-as drawers drawer boxes piles box
find_out: find-out determine detect figure-out work-out check-whether see-whether see-if tell-whether tell-if establish whether analyse analyze analysis examine inspect assess identify recognise recognize spot deduce infer gauge judge-whether ascertain evaluate look-whether know-whether guess read-between diagnose
extract_text: extract pull-out list-all collect-all gather-all mentioned-in deadlines dates action-items actions to-dos todos
critique: critique criticise criticize critic review-for feedback flaws weaknesses shortcomings poke-holes pick-apart tear-apart pull-apart tear-into roast assess-for evaluate-for judge-for scrutinise scrutinize second-opinion proofread proof-read find-fault find-faults mark-down harsh devil's-advocate grade-for nitpick weigh-up red-pen weak-spots comment-on verdict rate-for appraise constructive criticism evaluation
improve: improve improvement improvements polish refine enhance revise better make-better fix-up perfect sharpen hone rework-according amend iterate-on tidy-up-text touch-up upgrade tweak buff fix-accordingly incorporate act-on-feedback apply-feedback brush-up tighten overhaul correct correct-accordingly
merge: combine merge merged join-together put-together blend fuse unite weave stitch consolidate one-text single-text one-document together single-document concatenate glue aggregate-into one-report combined bring-together mash compile knit integrate unify bundle collate amalgamate side-by-side one-piece
chatting: chat converse conversation talk-to talk-with dialogue dialog history persona chatbot assistant pretend act-as role-of as-if chatting bot keep-conversation remember-conversation previous-messages friendly-assistant as-a character in-character speaking-as playing
vectors: embed embedding embeddings vector vectors vectorise vectorize dimensions dimension dims numeric-representation semantic-vector numerical
call: call get fetch request hit ping query-endpoint endpoint api rest http https url curl pull grab retrieve obtain download load poll ask-service service contact invoke consult tap scrape reach-out knock-on look-up pick-up bring-in source get-from fetches
send_web: post put patch submit push-to send-to send forward transmit deliver ship report-to hand-over notify inform publish dispatch pass-on relay upload-to let-know tell-webhook fire-at drop-at pump pipe-to feed-to hook webhook webhooks callback beam shove-to throw-at land-at goes-to route-to ends-up sync-to return-to-caller
bearer: token bearer auth authorization authorisation authenticate authenticated api-key credentials header secret key-in
open: read open load import ingest slurp take-from contents-of look-into start-from read-in input-file take read-file from-file parse
save: save store write-to dump persist export keep-in put-in put-into put-it stash file-away archive output-to write-down save-as record-in into-file to-disk on-disk drop-into park stick-in deposit land-in park-in shelve squirrel lay-down commit-to place-in backup back-up store-in stow
append: append add-to-file add-line add-to-end tack-on attach-to extend-file at-the-end end-of tag-onto
file: file files folder directory disk drive csv json txt md markdown spreadsheet document-at path filename logfile textfile sheet
list_files: list-files files-in which-files directory-listing everything-in-folder ls contents-of-folder glob
erase: delete remove erase purge wipe clear drop-key get-rid throw-away bin trash scrap evict destroy forget invalidate unlink kill nuke clean-out
exists_check: exists exist is-there there-is present available whether-file already-there
bucket: s3 bucket buckets object-storage aws blob cloud-storage object minio storage
sqldb: postgres postgresql pg database db sql table tables relational rows-into insert-into warehouse select insert schema psql dwh insert-row
mongo: mongo mongodb collection collections document-store documents-in nosql
cache: redis cache cached counter count-up increment incr bump tick-up ttl expire expires expiry seconds-valid key-value remember-under under-key queue enqueue push-onto list-in-redis plus-one add-one kv memoise tally-up lookup-key
fields: field fields column columns attribute attributes property properties pick-fields only-fields keep-only-fields rename renamed flatten flat nested unnest unwrap reshape restructure project slim-down strip-to leave-only-columns keys map-to called-instead relabel rekey remap just-the path-inside dig-out call-it
where: keep only filter filters filtered discard drop exclude excluding remove-those leave-out weed weed-out sift narrow skip ignore omit without throw-out get-rid-of those-that those-with those-whose ones-that ones-with ones-where whose where only-those only-ones matching that-match screen strain restrict limit-to cull prune toss retain chuck reject let-through pass-through sieve winnow
total: sum total totals add-up average avg mean count counts number-of how-many how-much minimum maximum min max highest lowest biggest-value smallest tally aggregate aggregated per by-group grand-total median cheapest dearest add-together totalled altogether in-all overall-number headcount
sorting: sort sorted order ordered rank ranked ranking ascending descending desc asc alphabetically chronologically newest-first oldest-first highest-first largest-first cheapest-first by-date by-price top top-ten top-three first-ten leaderboard line-up arrange arranged biggest largest head league-table podium latest earliest
fill: fillna fill missing-values gaps gap blank blanks empty-cells nulls null nan impute default-value holes treat-missing replace-missing fill-in pad plug
dropcol: drop-column drop-columns remove-column strip-column without-column lose-column throw-column
pivot: pivot crosstab cross-tabulate spread rotate rows-to-columns matrix wide
joining: join joined match-up by-common inner outer left-join merge-on on-key common-field share-the-field enrich-with combine-on same-id link-tables lookup-in marry pair-up shared-key related-by matched-on tie-together hook-up cross-reference both-tables two-tables match-on
validate: validate validation valid schema check-that make-sure verify ensure required mandatory must-have must-contain must-be-there complete completeness well-formed obligatory compulsory conform check-fields has-all sanity assert are-there is-filled filled-in incomplete invalid not-ok
log: log logs logged logging print output-line console write-line trace record-message note-down leave-trace protocol warn warning info-level journal logbook make-a-note note-it jot-down entry entries echo tell-log
variable: variable var set-variable remember-as keep-as store-as call-it memorise name-it hold-on under-the-name define bind keep-it-as
batch: batch batches chunk chunks portions groups-of packs slices lots-of-size at-a-time split-into bundle-of blocks-of packets pages-of bites tranches handfuls parcels-of
each: each every per for-each all-the one-by-one individually loop iterate iterating go-through run-through walk-through separately-each respective respectively in-turn one-after foreach item-by-item all-of single-one whichever any-of them-all line-by-line row-by-row
condition: if when whenever unless in-case should provided as-long-as only-if depending otherwise else suppose given-that once-it whether-or in-the-event where-this should-it assuming in-which-case if-so if-not
otherwise: otherwise else if-not in-other-cases rest other-cases for-the-rest remaining default anything-else everything-else everyone-else others or-else failing-that all-other whatever-else
route: depending-on according-to based-on route routes routing switch case per-category each-kind goes-to go-to in-case-of fork branch branches dispatch distribute direct lane lanes steer stream-to
failure: fail fails failed failure failing error errors crash crashes break breaks broken down breakdown exception exceptions times-out timeout unreachable goes-wrong went-wrong trouble problem unavailable try catch attempt safely gracefully rescue fallback fall-back bombs blows-up dies explode flaky chokes falls-over barf refuses goes-south hiccup 500 offline stumbles trips
afterall: finally either-way in-any-case whatever-happens regardless always no-matter anyhow come-what-may
report_error: report-error tell-error error-to alert alerts incident alarm page-on-call escalate notify-error failure-to error-webhook ops-channel sound-alarm
stop: stop end abort quit exit halt return-early bail finish-there done-there no-further leave-it break-off call-it-a-day cease terminate over bail-out that's-it do-nothing nothing-more end-there
schedule: every-day daily nightly hourly weekly monthly every-morning each-morning every-hour schedule scheduled cron regularly once-a-day once-a-week at-night midnight noon o'clock monday mondays friday fridays weekday weekdays every-week every-month every-minute every-night automatically-at
messaging: email e-mail mail sms text-message slack teams whatsapp telegram call-me phone letter-by-post push-notification discord fax calendar invite tweet
human: approval approve approves approved sign-off confirms confirmation confirm manually human person-checks wait-for waits-for okay-from boss-agrees thumbs-up permission consent-of review-by-hand
media: image images picture pictures photo photos scan scans scanned ocr pdf pdfs audio speech voice video videos transcribe recording recordings spoken mp3 podcast screenshot aloud handwriting
websearch: google search-the-web web-search internet online search-online look-up-online browse news-search
rag: vector-database knowledge-base similar-documents semantic-search rag retrieval embeddings-search similarity
subpipeline: another-pipeline other-pipeline sub-pipeline existing-pipeline trigger-pipeline run-pipeline
retry: retry retries try-again again-times up-to-times reattempt
memory: last-run previous-run last-time since-last remember-between across-runs yesterday's
vague: something stuff things somehow nice good better right appropriate proper suitable needed necessary usual the-thing magic clever smart automate automation solution workflow pipeline process help improve-business whatever
product: app application website platform system erp crm shop online-shop game entire whole-company complete-product software
offtopic: weather poem joke capital-of homework football recipe-for who-won president horoscope lottery sing song limerick sonnet haiku
harm: steal hack password passwords credentials spam malware phishing phish secret secrets env environment-variables exploit ddos fake scam keylogger leak
text_noun: text texts essay article articles document documents letter letters transcript transcripts note notes review reviews comment comments complaint complaints message messages email ticket tickets feedback abstract blog chapter speech story paper post posts description descriptions contract clipping minutes
list_noun: list table rows records items entries orders customers products employees invoices users members payments tickets reviews array dataset data-set leads readings events
"""  # noqa: E501  # Each line is one row of a table.
_ENDINGS = ("'s", "ings", "ing", "edly", "ied", "ies", "ed", "es", "s", "e", "ly")
_SHORTEST = 3


@cache
def stem(word: str) -> str:
    """Give a word without what inflects it; no word any more, but the same for all its forms."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word.removesuffix(ending)
            break
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "aeiousl":
        word = word[:-1]
    return word.removesuffix("y") if len(word) > _SHORTEST else word


@cache
def _classes() -> dict[str, list[tuple[str, frozenset[str]]]]:
    """The classes of each stem, with the other stems that must be there for it."""
    classes: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for line in _TABLE.strip().splitlines():
        name, _, words = line.partition(":")
        for word in words.split():
            first, *others = map(stem, word.split("-"))
            classes[first].append((name, frozenset(others)))
    return classes


def cues(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The classes that lower-case words speak for, each with the index of its word."""
    stems = [stem(word) for word in words]
    every = frozenset(stems).union(*(map(stem, word.split("-")) for word in words if "-" in word))
    for index, each in enumerate(stems):
        for name, others in _classes().get(each, ()):
            if others <= every:
                yield index, name
