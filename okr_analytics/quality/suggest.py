"""Rewrites that use the item's own metric, baseline, target and dates; what isn't known stays an open place."""

import datetime as dt
from dataclasses import replace

from okr_analytics.quality.framing import is_binary
from okr_analytics.quality.items import Item
from okr_analytics.quality.movement import polarity
from okr_analytics.quality.phrases import noun_phrase
from okr_analytics.quality.rule import Subject
from okr_analytics.quality.text import Text, analyse
from okr_analytics.quality.tokens import clean

# What a deliverable is usually for: the numbers to ask about first.
_HINTS = {
    "campaign": "qualified leads, visits, sign-ups",
    "website": "conversion rate, bounce rate, sign-ups",
    "site": "conversion rate, bounce rate, sign-ups",
    "page": "conversion rate, time on task",
    "app": "weekly active users, crash-free rate, rating",
    "training": "share applying the skill after 30 days, error rate, ramp-up time",
    "course": "share applying the skill after 30 days, error rate, ramp-up time",
    "workshop": "decisions taken, share adopting the practice",
    "webinar": "qualified leads, attendee-to-trial rate",
    "event": "qualified leads, returning attendees",
    "blog post": "organic sign-ups, returning readers",
    "article": "organic sign-ups, returning readers",
    "post": "organic sign-ups, returning readers",
    "newsletter": "click-through rate, subscribers",
    "dashboard": "decisions made with it, weekly viewers, time to answer",
    "report": "decisions taken, time to decision",
    "crm": "sales cycle in days, win rate, forecast accuracy",
    "erp": "closing days, order errors",
    "migration": "downtime, run cost, incidents",
    "integration": "manual hours saved, error rate",
    "feature": "adoption, retention, task time",
    "policy": "violations, cycle time",
    "process": "cycle time, defect rate, cost per case",
    "survey": "response rate, the score it moves",
    "onboarding": "time to first value, activation rate",
    "audit": "findings per 100 controls, days to close findings",
    "api": "live integrations, calls per partner, time to first call",
    "prototype": "task success, preference rate",
    "pilot": "the outcome in pilot units against the others",
    "strategy": "decisions changed, resources moved",
    "meeting": "decision lead time",
    "platform": "teams using it, lead time",
    "portal": "share of cases handled online, time to complete a case",
    "system": "cycle time, errors, hours saved",
    "documentation": "support tickets per user, time to first success",
    "video": "watch-through rate, sign-ups",
    "campana": "contactos cualificados, visitas, altas",
    "taller": "decisiones tomadas, adopción de la práctica",
    "curso": "aplicación de lo aprendido a los 30 días, tasa de error",
    "portal web": "trámites resueltos en línea, tiempo por trámite",
    "informe": "decisiones tomadas, tiempo hasta la decisión",
    "campanha": "contatos qualificados, visitas, cadastros",
    "oficina": "decisões tomadas, adoção da prática",
    "treinamento": "aplicação do aprendido após 30 dias, taxa de erro",
    "relatorio": "decisões tomadas, tempo até a decisão",
    "sistema": "tempo de ciclo, erros, horas poupadas",
    "processo": "tempo de ciclo, taxa de erro, custo por caso",
    "proceso": "tiempo de ciclo, tasa de error, coste por caso",
}


_OF = ("of", "de", "del", "do", "da", "dos", "das")
_SPANISH = {"sistema": "tiempo de ciclo, errores, horas ahorradas"}  # where Portuguese has the same word


def hints(subject: Subject) -> str:
    """Candidate metrics for what the title mentions first, or ""."""
    words = f" {' '.join(subject.reading.text.words)} "
    known = _HINTS if subject.reading.text.language != "es" else {**_HINTS, **_SPANISH}
    found = [(words.find(f" {key}"), text) for key, text in known.items() if _mentions(words, key)]
    return min(found)[1] if found else ""


def _mentions(words: str, key: str) -> bool:
    """Whether a whole word or phrase, or its plural, is among words."""
    return f" {key}" in words and any(f" {key}{end} " in words for end in ("", "s", "es"))


def better(subject: Subject) -> str:
    """What to ask and what to write instead of work: candidates, and a rewrite where the item has a metric; else ""."""
    candidates, metric, item = hints(subject), metric_of(subject), subject.item
    said = [f"Candidates: {candidates}."] if candidates else []
    if metric:
        own = not is_binary(item) and item.baseline != item.target  # done or not done says nothing of a metric
        bare = item if own else replace(item, baseline=None, target=None)
        said.append(f"For instance “{rewrite(bare, metric)}”.")
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


def rewrite(item: Item, metric: str = "", verb: str = "") -> str:
    """ "Increase NPS from 40 to 60 by 30 Jun 2025", with "…" for what nobody has said yet."""
    name = metric or item.metric or "…"
    down = item.baseline is not None and item.target is not None and item.target < item.baseline
    open_end = item.baseline is None or item.target is None
    low = open_end and item.shape != "increase" and _better_low(name)
    word = verb or ("Reduce" if down or item.shape == "decrease" or low else "Increase")
    end = day(item.due or item.cycle_end)
    return f"{word} {name} from {number(item.baseline, item)} to {number(item.target, item)}" + (
        f" by {end}" if end else ""
    )


def words(subject: Subject, limit: int = 80) -> str:
    """The item's title, shortened for a sentence."""
    title = " ".join(clean(subject.item.title).split())
    return title if len(title) <= limit else title[: limit - 1].rstrip() + "…"
