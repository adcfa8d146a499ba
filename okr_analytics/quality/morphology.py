"""Forms of verbs and nouns by the general rules of each language, so that word lists hold one entry a word."""

_EN_VOWELS = "aeiou"
_PARTICIPLES = frozenset(("entregue", "aceite"))


def verb_forms(word: str, irregular: str, language: str) -> dict[str, str]:
    """Every form of a verb → "base", "past" (finite past or participle), "ing" or "third"; words are folded."""
    first, _, rest = word.partition(" ")
    tail = f" {rest}" if rest else ""
    forms = _english(first) if language == "en" else _romance(first)
    if irregular and language == "en":
        forms = {form: kind for form, kind in forms.items() if kind != "past"}
    out = {form + tail: kind for form, kind in forms.items()}
    if language == "en":
        out.update(dict.fromkeys(_irregular(word, irregular, tail), "past"))
    else:  # "entregado" stands beside "entregue", "reducido" beside "reduce"
        out.update({form + tail: kind for form, kind in _romance_irregular(irregular)})
    out[word] = "base"
    return out


def _irregular(word: str, irregular: str, tail: str) -> list[str]:
    if not irregular:
        return []
    if " " in word:  # the list spells phrases out where they are irregular
        size = len(word.split())
        words = irregular.split()
        return [" ".join(words[i : i + size]) for i in range(0, len(words), size)]
    return [form + tail for form in irregular.split() if form != word]


def _romance_irregular(irregular: str) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    for form in irregular.split():
        if form.endswith("o"):
            out += [(form[:-1] + end, "past") for end in ("o", "a", "os", "as")]
        elif form in _PARTICIPLES:
            out += [(form, "past"), (form + "s", "past")]
        else:
            out.append((form, "third"))
    return out


def _english(verb: str) -> dict[str, str]:
    forms = {verb: "base"}
    if verb.endswith("e"):
        return forms | {verb + "d": "past", verb[:-1] + "ing": "ing", verb + "s": "third"}
    if verb.endswith("y") and verb[-2:-1] not in _EN_VOWELS:
        return forms | {verb[:-1] + "ied": "past", verb + "ing": "ing", verb[:-1] + "ies": "third"}
    third = verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    forms |= {verb + "ed": "past", verb + "ing": "ing", third: "third"}
    if len(verb) > 2 and verb[-1] not in "aeiouwxy" and verb[-2] in _EN_VOWELS and verb[-3] not in _EN_VOWELS:
        forms |= {verb + verb[-1] + "ed": "past", verb + verb[-1] + "ing": "ing"}
    return forms


def _romance(verb: str) -> dict[str, str]:
    forms = {verb: "base"}
    stem, ending = verb[:-2], verb[-2:]
    if ending not in ("ar", "er", "ir", "or"):
        return forms
    thematic = "a" if ending == "ar" else "i"
    forms |= dict.fromkeys((stem + thematic + "d" + end for end in ("o", "a", "os", "as")), "past")
    forms |= dict.fromkeys((stem + ("ando" if ending == "ar" else "iendo"), stem + ending[0] + "ndo"), "ing")
    present = ("a", "an", "am", "amos") if ending == "ar" else ("e", "en", "em", "emos", "imos")
    forms |= dict.fromkeys((stem + end for end in present), "third")
    forms |= dict.fromkeys((verb + "se", verb + "emos", verb + "a", verb + "an", verb + "ao"), "third")
    return forms


def noun_forms(noun: str, language: str) -> tuple[str, ...]:
    """A noun and its plural and singular by the general rules, the noun first; words are folded."""
    head, space, last = noun.rpartition(" ")
    if language != "en" and space:  # the head of a phrase comes first: "tiempo de espera"
        first, _, rest = noun.partition(" ")
        return tuple(f"{form} {rest}" for form in _romance_noun(first, language))
    forms = _english_noun(last) if language == "en" else _romance_noun(last, language)
    return tuple(f"{head}{space}{form}" for form in forms)


def _english_noun(noun: str) -> tuple[str, ...]:
    if noun.endswith("ies") and len(noun) > 4:
        return noun, noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "xes", "sses")):
        return noun, noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun, noun[:-1]
    if noun.endswith("y") and noun[-2:-1] not in _EN_VOWELS:
        return noun, noun[:-1] + "ies"
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun, noun + "es"
    return noun, noun + "s"


def _romance_noun(noun: str, language: str) -> tuple[str, ...]:
    for singular, plural in _ENDINGS[language]:
        if noun.endswith(plural) and len(noun) > len(plural) + 1:
            return noun, noun.removesuffix(plural) + singular
        if noun.endswith(singular) and not noun.endswith("s") and len(noun) > len(singular):
            return noun, noun.removesuffix(singular) + plural
    return (noun,)


_ENDINGS = {
    # plural endings are looked for before singular ones of the same row, the longest first
    "pt": (("cao", "coes"), ("sao", "soes"), ("m", "ns"), ("al", "ais"), ("el", "eis"), ("or", "ores"), ("", "s")),
    "es": (("cion", "ciones"), ("sion", "siones"), ("or", "ores"), ("ad", "ades"), ("al", "ales"), ("", "s")),
}
