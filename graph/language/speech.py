"""Who says what in an article: the words that attribute a statement, taken off it, and their speaker."""

import re
from dataclasses import dataclass
from functools import lru_cache

from ..vocabulary import Vocabulary

OFSTED, REPORT, REVIEW, OFFICIAL = "ofsted", "report", "review", "official"
_FRONT = 160  # characters in which the subject of a leading attribution stands
_AUX = r"(?:(?:has|have|had|also|then|further|later|previously|however|today|yesterday|reportedly|now)\s+){0,2}"
_BE = r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+\s+){0,2}$"
_NAMED = r"(?:[A-Z][\w'’.-]+)(?:\s+(?:[A-Z][\w'’.-]+|de|van|von|O['’][A-Z]\w+)){0,3}"
_CONTENT = re.compile(
    r"\s*(?:[^.¤]{0,50}?\bthat\b|(?:in|to|at|of|on|during|last|this|yesterday|today)\b[^,.¤:]{0,40}(?:,|:|that)|that\b)?[\s,:]*"
)
_STATES = re.compile(
    r"[^,]*\b(?:is|was|were|are|had|has|have|would|will|must|should|could|can)\b"
)  # no name, but what is said
_SAYS_MORE = re.compile(
    r"(?:(?!\bwho\b|\bwhich\b|\bthat\b|\bwhose\b).)*\b(?:did|do|does|has|have|had|is|are|was|were|will|would)\s",
    re.IGNORECASE,
)  # a subject with a verb of its own in front of the verb of saying
_HEARER = 20  # characters behind a verb of saying in which it is told who heard it
_TO_INSPECTORS = re.compile(
    r"\b(?:told|to)\s+(?:to\s+)?(?:the\s+)?(?:inspectors?|Ofsted|the\s+watchdog)\b", re.IGNORECASE
)
_RELATIVE = re.compile(r"\W*(?:which|that|whom)\s+(?=(?:he|she|they|it|inspectors)\b)", re.IGNORECASE)
# "in a report that praises"
_IN_REPORT = (
    r"(?:in|with)\s+an?\s+(?:[\w-]+\s+){0,3}(?:report|letter|verdict)\s+(?:that|which)\s+\w+s\b[^,¤]{0,160}\W*$"
)
_PUNCTUATION = " \t,.:;–—-"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is named as saying something: the kind, the name as printed, and where the words that name it stand."""

    kind: str
    name: str
    start: int
    end: int

    @property
    def own(self) -> bool:
        """Whether this is an official, or anybody else who speaks for themselves."""
        return self.kind == OFFICIAL


@dataclass(frozen=True, slots=True)
class Attribution:
    """A stretch of a text without the words that say whose it is; no speaker where the article speaks for itself."""

    start: int
    end: int
    speaker: Speaker | None
    rest: int = -1  # where the sentence goes on behind the words that attribute; -1 where it does not


class Speech:
    """Reads attributions by the wordings of ``ontology/press.ttl``; the texts have their quotations masked."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        said = {code: _any(concept.labels[1:]) for code, concept in vocabulary.scheme("saying").items()}
        self._clause = re.compile(rf"{_AUX}\b(?P<verb>{said['clause']})\b", re.IGNORECASE)
        self._view = re.compile(rf"{_AUX}\b(?:{said['view']})\b", re.IGNORECASE)
        self._object = re.compile(rf"{_AUX}\b(?P<verb>{said['object']})\b", re.IGNORECASE)
        self._passive = re.compile(
            rf"\b(?:is|are|was|were|been|being)\s+(?:\w+\s+){{0,2}}(?:{said['passive']})\b", re.IGNORECASE
        )
        self._source = re.compile(rf",?\s*\b(?:{said['source']})\s+", re.IGNORECASE)
        self._trailing = re.compile(
            rf",[”\"'’]?\s*(?P<who>[^,;¤]{{2,90}}?(?:,[^,;¤]{{3,80}},)?)\s+{_AUX}(?:{said['clause']})(?=\W*$|\s*[,:]|\s+(?:in|on|at|by|of|to|today|yesterday|after|following|last|this)\b[^,¤]{{0,60}}\W*$|\s+(?:(?:today|yesterday|on\s+\w+)\s+)?{_IN_REPORT})"
            rf"|[,¤”’\"']\s*(?:{said['clause']})\s+(?P<behind>(?!that\b|the\s+\w+\s+(?:was|were)\b)[^;¤]{{3,140}})$",
            re.IGNORECASE,
        )
        self._kinds = {
            code: re.compile(rf"\b(?:{_any(concept.labels)})s?(?:['’]s)?\b", re.IGNORECASE)
            for code, concept in vocabulary.scheme("speaker").items()
        }
        titles = vocabulary.scheme_values("speaker", "speakerTitle")
        self._titles = re.compile(rf"\b(?:{_any(titles)})s?\b", re.IGNORECASE)
        before = "|".join(map(re.escape, vocabulary.scheme_values("speaker", "nameTitle")))
        self._titled = re.compile(rf"\b(?:{before})\.?\s+{_NAMED}")

    def at_end(self, text: str, start: int, end: int) -> Attribution | None:
        """What a sentence says in front of its attribution: "..., the report said", "..., according to inspectors"."""
        return self._said_behind(text, start, end) or self._by_source(text, start, end)

    def unnamed(self, text: str, start: int, end: int) -> Speaker | None:
        """The speaker of a clause that names none: inspectors "were said to", or praise and criticise in the clause itself."""
        if self._passive.search(text, start, end):
            return Speaker(REPORT, "report", start, start)
        return self._acting(text, start, end)

    def _said_behind(self, text: str, start: int, end: int) -> Attribution | None:
        """ "..., the report said" and "..., said Jo Sample"."""
        stretch = text[start:end].rstrip(_PUNCTUATION + "¤”’\"'") if text[end - 1 : end] != "¤" else text[start:end]
        every = list(self._trailing.finditer(stretch))
        if not every:
            return None
        found = every[-1]
        group = "who" if found["who"] else "behind"
        if group == "behind" and _STATES.match(found["behind"]):
            return None
        if group == "who" and re.search(_BE, f"{found['who']} "):
            return None  # "four years after they were told that ..."
        speaker = self.speaker(text, start + found.start(group), start + found.end(group))
        if not speaker or (group == "who" and "¤" not in stretch and stretch[: found.start()].count(" ") < 2):
            return None
        # Words behind it go on with the sentence only where they begin a new clause.
        rest = start + found.end() + 1 if text[start + found.end() : start + found.end() + 1] == "," else -1
        return Attribution(start, start + found.start() + (group == "behind"), speaker, rest)

    def at_start(self, text: str, start: int, end: int, opening: int) -> Attribution | None:
        """ "The report said the council ...", "Inspectors found that ..."."""
        for found in self._clause.finditer(text, start, min(end, start + _FRONT)):
            before = text[start : found.start()]
            if (
                re.search(_BE, before)
                or before.endswith((" to ", "\nto "))
                or "¤" in before
                or self._clause.search(before)
                or _SAYS_MORE.match(before)
            ):
                continue
            # A verb without its subject has it in front of a relative clause.
            speaker = self.speaker(text, start if before.strip() else opening, found.start())
            if not speaker:
                continue
            inserted = before.rfind(", ") if text[found.end() : found.end() + 1] == "," else -1
            if inserted > 0 and (named := self.speaker(text, start + inserted + 1, found.start())):
                return Attribution(start, end, named)  # "Strategy meetings, they found, are ..."
            if speaker.own and _TO_INSPECTORS.search(text, found.start(), found.end() + _HEARER):
                speaker = Speaker(OFSTED, speaker.name, speaker.start, speaker.end)  # what they heard, the report has
            content = _CONTENT.match(text, found.end(), end)
            at = content.end() if content else found.end()
            return Attribution(at, end, speaker)
        return None

    def _by_source(self, text: str, start: int, end: int) -> Attribution | None:
        """ "According to inspectors, ..." and "..., according to the report"."""
        found = self._source.search(text, start, end)
        if not found:
            return None
        comma = text.find(",", found.end(), end)
        if found.start() - start < len("according "):
            if comma < 0:
                return None
            return Attribution(comma + 1, end, self.speaker(text, found.end(), comma))
        return Attribution(start, found.start(), self.speaker(text, found.end(), end))

    def _acting(self, text: str, start: int, end: int) -> Speaker | None:
        """Inspectors who praise or criticise something in the clause itself, or an official who calls for something."""
        for verbs, own in ((self._object, False), (self._view, True)):
            found = verbs.search(text, start, min(end, start + _FRONT))
            if found and not re.search(_BE, text[start : found.start()]):
                speaker = self.speaker(text, start, found.start())
                if speaker and speaker.own == own:
                    return speaker
        return None

    def speaker(self, text: str, start: int, end: int) -> Speaker | None:
        """Whom some words name; nobody where they name no one that speaks."""
        if relative := _RELATIVE.match(text, start, end):
            start = relative.end()
        words = text[start:end]
        if words.strip(_PUNCTUATION).lower() == "it":
            return Speaker(REPORT, "report", start, end)
        if titled := self._titled.search(words):
            return Speaker(OFFICIAL, titled.group(), start + titled.start(), start + titled.end())
        for kind in (REVIEW, REPORT, OFSTED):
            found = self._kinds[kind].search(words)
            if found and not re.search(r"\bresponse\b|\bsaid\b|\bresponding\b", words, re.IGNORECASE):
                name = "Ofsted" if kind == OFSTED else "report" if kind == REPORT else found.group()
                return Speaker(kind, name, start + found.start(), start + found.end())
        title = self._titles.search(words)
        named = next((each for each in re.finditer(_NAMED, words) if " " in each.group()), None)
        if title or named:
            name = _shown(words, named, title)
            at = start + words.find(name)
            return Speaker(OFFICIAL, name, at, at + len(name))
        return None


def _shown(words: str, named: re.Match[str] | None, title: re.Match[str] | None) -> str:
    """The name of a speaker where one is printed, else the words that tell the role."""
    if named and not re.match(r"(?:The|A|An|In|But|Last|This)\b", named.group()):
        return named.group()
    stripped = re.sub(
        r"^\W*(?:(?:and|but|meanwhile|however|while)\b\W*)*", "", words.strip(_PUNCTUATION), flags=re.IGNORECASE
    )
    return stripped if len(stripped) <= 80 or not title else title.group()


def _any(labels: tuple[str, ...]) -> str:
    ordered = sorted(labels, key=lambda label: (-len(label), label))
    return "|".join(
        re.escape(label).replace(r"\ ", r"\s+").replace("'", "['’]").replace(r"\*", r"(?:\S+\s+){0,4}?\S+")
        for label in ordered
    )


@lru_cache(maxsize=2)
def speech(vocabulary: Vocabulary) -> Speech:
    """The reader of attributions for a vocabulary, its patterns made once."""
    return Speech(vocabulary)
