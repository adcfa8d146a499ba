"""Rewrites that use the item's own metric, baseline, target and dates; what isn't known stays an open place."""

import datetime as dt
from dataclasses import replace

from okr_analytics.quality.framing import is_binary
from okr_analytics.quality.items import Item
from okr_analytics.quality.movement import polarity
from okr_analytics.quality.phrases import noun_phrase
from okr_analytics.quality.rule import Subject
from okr_analytics.quality.text import NOUNS, Text, analyse
from okr_analytics.quality.tokens import clean

_OF = ("of", "de", "del", "do", "da", "dos", "das")
_VERBS = {"en": ("Increase", "Reduce"), "pt": ("Aumentar", "Reduzir"), "es": ("Aumentar", "Reducir")}
_FRAMES = {
    "en": ("{verb} {name} from {start} to {end}", " by {day}"),
    "pt": ("{verb} {name} de {start} para {end}", " até {day}"),
    "es": ("{verb} {name} de {start} a {end}", " antes del {day}"),
}
_MOST_PARTS = 3  # words of a deliverable's name


def hints(subject: Subject) -> str:
    """Candidate metrics for what is made, in the text's own language, or "": a website's issues are no website."""
    text = subject.reading.text
    for part in subject.reading.parts:
        start = part.head.stop if part.head else part.segment.tokens[0]
        found = "" if part.segment.aside else _hinted(text, [i for i in part.segment.tokens if i >= start])
        if found:
            return found
    return ""


def _hinted(text: Text, tokens: list[int]) -> str:
    known = text.lexicon.hints
    for i in tokens:
        if i > tokens[0] and "w.preposition" in text.tag(i):
            break  # what stands behind says where, for whom or when
        for stop in range(min(i + _MOST_PARTS, tokens[-1] + 1), i, -1):
            found = known.get(" ".join(text.words[i:stop]))
            if found and not _describes(text, stop, tokens[-1]):
                return found
    return ""


def _describes(text: Text, stop: int, last: int) -> bool:
    """Whether a word only describes the noun behind it, as English puts it: "website issues"."""
    if text.language != "en" or stop > last or not text.word(stop)[0].isalpha():
        return False
    tags = text.tag(stop)
    return bool(tags & NOUNS) or (not tags and not text.word(stop).endswith("ly"))


def better(subject: Subject) -> str:
    """What to ask and what to write instead of work: candidates, and a rewrite where the item has a metric; else ""."""
    candidates, metric, item = hints(subject), metric_of(subject), subject.item
    said = [f"Candidates: {candidates}."] if candidates else []
    if metric:
        own = not is_binary(item) and item.baseline != item.target  # done or not done says nothing of a metric
        bare = item if own else replace(item, baseline=None, target=None)
        said.append(f"For instance “{rewrite(bare, metric, language=subject.reading.text.language)}”.")
    return " ".join(said)


def metric_of(subject: Subject) -> str:
    """The metric in the item's own words: its column, else what a verb of change in the title speaks of, else ""."""
    item, reading = subject.item, subject.reading
    if item.metric and item.metric != item.title:
        return item.metric
    head = reading.head
    if head is None or not head.any("up", "down", "neutral", "maintain"):
        return ""
    segment = next((s for s in reading.text.segments if head.first in s.tokens), None)
    phrase = noun_phrase(reading.text, head.stop, frozenset(segment.tokens)) if segment else None
    if phrase is None or "metric" not in {t for i in phrase.tokens for t in reading.text.tag(i)}:
        return ""
    return item.title[
        slice(*reading.text.span(phrase.tokens[0], _with_complement(reading.text, phrase.tokens[-1] + 1)))
    ]


def _with_complement(text: Text, stop: int) -> int:
    """One past the end of "… de espera", "… of permits" behind a noun phrase that ends at token `stop`."""
    while text.word(stop) in _OF:
        named = stop + 1 + bool(text.tag(stop + 1) & {"w.determiner"})
        if not text.word(named)[:1].isalpha():
            break
        stop = named + 1
    return stop


def number(value: float | None, item: Item) -> str:
    """A value with the item's unit of measure, "…" where it isn't known."""
    if value is None:
        return "…"
    text = f"{value:,.10g}" if abs(value) < 1e15 else f"{value:g}"
    measure = (item.measure or "").strip()
    return text + ("%" if measure in ("%", "percent") else f" {measure}" if measure else "")


def day(date: dt.date | None) -> str:
    """A date for people, "" where it isn't known."""
    return f"{date.day} {date:%b %Y}" if date else ""


def _better_low(metric: str) -> bool:
    """Whether less of a metric is better, as far as its words say: cycle time, errors, complaints."""
    text = analyse(metric)
    return polarity(text, 0, len(text.tokens)) < 0


def with_start(subject: Subject) -> str:
    """The title with a place for today's value: "Cut energy use by 12% (today: …)", in its own language."""
    today = {"pt": "hoje", "es": "hoy"}.get(subject.reading.text.language, "today")
    return f"{words(subject, 160).rstrip('.')} ({today}: …)"


def rewrite(item: Item, metric: str = "", *, lower: bool = False, language: str = "en") -> str:
    """ "Increase NPS from 40 to 60 by 30 Jun 2025", in a language that has word lists; "…" for what nobody has said yet."""
    name = metric or item.metric or "…"
    down = item.baseline is not None and item.target is not None and item.target < item.baseline
    open_end = item.baseline is None or item.target is None
    low = open_end and item.shape != "increase" and _better_low(name)
    spoken = language if language in _FRAMES else "en"
    word = _VERBS[spoken][lower or down or item.shape == "decrease" or low]
    frame, until = _FRAMES[spoken]
    due = item.due or item.cycle_end
    end = day(due) if spoken == "en" or due is None else f"{due:%d/%m/%Y}"
    said = frame.format(verb=word, name=name, start=number(item.baseline, item), end=number(item.target, item))
    return said + (until.format(day=end) if end else "")


def said(subject: Subject) -> str:
    """What the title says without the headings before it ("Director of Sales KR:"), shortened for a sentence."""
    text = subject.reading.text
    for part in subject.reading.parts:
        if part.head or part.measures or text.word(part.segment.tokens[-1] + 1) != ":":
            return words(subject, start=text.tokens[part.segment.tokens[0]].start)
    return words(subject)


def words(subject: Subject, limit: int = 80, start: int = 0) -> str:
    """The item's title from a character on, shortened for a sentence."""
    title = " ".join(clean(subject.item.title[start:]).split())
    return title if len(title) <= limit else title[: limit - 1].rstrip() + "…"
