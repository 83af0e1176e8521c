"""What is claimed: the tokens of a sentence that are the content of a cue."""

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from marsad.claims.attribution.quotes import Quote
from marsad.lexicon.counting import load_count_words
from marsad.lexicon.cues import find_role
from marsad.lexicon.parties import load_context

_CLAUSES = frozenset({"ccomp", "parataxis"})
_QUOTABLE = frozenset({"dep", "advcl", "oprd", "attr", "dobj", "npadvmod", "intj", "nsubj"})
_FIGURES = load_count_words("toll", "total", "estimate")
_HARMED = load_count_words("harmed")
"""What stands for a clause behind a figure: "says 3 dead"."""
_TOLD = frozenset({"tell", "inform", "assure", "remind", "notify", "warn", "brief"})
_EDGES = frozenset({",", ";", ":", ".", "-", "–", "—", "--"})
_ASSERTIONS = frozenset(
    {
        "claim", "account", "report", "allegation", "accusation", "charge", "suggestion", "assertion", "version",
        "statement", "idea", "notion", "rumour", "rumor", "story", "criticism", "figure", "finding", "toll", "it",
        "this", "that", "them", "responsibility", "involvement",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quotation:
    """The tokens of one paragraph that stand in quotation marks, by token index, with their speech's number."""

    groups: dict[int, int]

    def holds(self, token: Token) -> bool:
        """Whether a token is quoted."""
        return token.i in self.groups


def mark_quoted(tokens: Iterable[Token], quotes: Iterable[Quote]) -> Quotation:
    """The quoted tokens of one paragraph; both sides are in order, so one pass does it."""
    groups: dict[int, int] = {}
    pending = list(quotes)
    at = 0
    for token in tokens:
        while at < len(pending) and pending[at].end <= token.idx:
            at += 1
        if at < len(pending) and pending[at].start <= token.idx < pending[at].end:
            groups[token.i] = pending[at].group
    return Quotation(groups)


def content_parts(verb: Token, takes: frozenset[str], speakers: frozenset[int], quoted: Quotation) -> list[Token]:
    """The children of a cue that are its content, by what the cue takes; `speakers` are token indices left out."""
    parts: list[Token] = []
    for child in verb.children:
        if child.i in speakers or _stands_apart(child, verb, quoted):
            continue
        told = _is_clause(child, takes, speakers) or _is_object(child, verb, takes) or _is_tied(child, takes)
        if told or (child.dep_ in _QUOTABLE and _all_quoted(child, quoted)):
            parts.append(child)
    parts += [clause for clause in hung_on_name(verb) if "clause" in takes]
    parts += [child for child in verb.rights if goes_on_perfect(child, verb)]
    return [*parts, *(deed for deed in misplaced_deeds(verb) if deed.lower_ in takes)]


def goes_on_perfect(child: Token, verb: Token) -> bool:
    """ "Claimed to have destroyed two tanks and captured three": the second participle goes on with the first."""
    if child.dep_ != "conj" or child.tag_ not in {"VBN", "VBD"} or verb.tag_ == "VBN":
        return False
    if any(each.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass"} for each in child.children):
        return False
    told = (each for each in verb.rights if each.dep_ == "xcomp" and each.tag_ == "VBN" and each.i < child.i)
    return any(aux.lower_ == "have" for each in told for aux in each.lefts)


def hung_on_name(verb: Token) -> list[Token]:
    """ "Told the agency Efe that six died", "informs opinion that": the clause is the verb's, not the name's."""
    told = {"dobj", "dative"} if verb.lemma_ in _TOLD else set()
    named = [child for child in verb.rights if child.dep_ in {"npadvmod", *told}]
    clauses = [each for name in named for each in name.rights if each.dep_ in {"relcl", "acl"}]
    return [each for each in clauses if each.left_edge.lower_ == "that" and each.left_edge.tag_ == "IN"]


def misplaced_deeds(verb: Token) -> list[Token]:
    """ "Accused by rights groups of shelling": the deed hangs on the verb, where the parser hung it on who speaks."""
    agents = [child for child in verb.rights if child.dep_ == "agent"]
    who = [each for agent in agents for each in agent.rights if each.dep_ == "pobj"]
    return [prep for each in who for prep in each.rights if any(inner.dep_ == "pcomp" for inner in prep.rights)]


def _stands_apart(child: Token, verb: Token, quoted: Quotation) -> bool:
    """A clause before ", X says that ...": the outlet's, as in headlines; what X says follows the cue at once."""
    if child.i > verb.i or child.dep_ not in _CLAUSES or quoted.holds(child) or verb.i + 1 >= len(verb.doc):
        return False
    follows = any(each.dep_ == "ccomp" and any(t.dep_ == "nsubj" for t in each.children) for each in verb.rights)
    return follows and not verb.doc[verb.i + 1].is_punct


def _is_clause(child: Token, takes: frozenset[str], speakers: frozenset[int]) -> bool:
    if child.dep_ in _CLAUSES:
        return "clause" in takes or "quote" in takes
    if child.dep_ == "xcomp":
        is_gerund = child.tag_ == "VBG" or any(each.dep_ == "aux" and each.tag_ == "VBG" for each in child.children)
        return ("gerund" in takes and is_gerund) or ("infinitive" in takes and not is_gerund)
    if child.dep_ == "advcl" and child.left_edge.i == child.head.i + 1 and child.left_edge.tag_ == "WRB":
        return "clause" in takes
    if child.dep_ == "advcl" and child.left_edge.i == child.head.i + 1 and child.left_edge.lower_ == "for":
        return "for" in takes and any(each.dep_ == "aux" and each.tag_ == "TO" for each in child.lefts)
    if child.dep_ == "advcl" and child.i < child.head.i and any(each.dep_ == "nsubj" for each in child.children):
        return not any(each.dep_ == "mark" or each.tag_ == "WRB" for each in child.lefts) and "clause" in takes
    return child.dep_ == "dep" and child.pos_ in {"VERB", "AUX"} and "clause" in takes


def _is_object(child: Token, verb: Token, takes: frozenset[str]) -> bool:
    if child.dep_ == "oprd":
        return bool({"oprd", "noun"} & takes)
    told_by = child.dep_ == "nsubjpass" and any(each.dep_ == "agent" for each in verb.rights)
    if child.dep_ not in {"dobj", "obj", "attr"} and not told_by:
        return False
    if "oprd" in takes:
        return "noun" in takes or any(
            each.dep_ in {"oprd", "ccomp"} or (each.dep_ == "prep" and each.lower_ in takes) for each in verb.rights
        )
    if "toll" in takes:
        return child.lemma_.lower() in _FIGURES
    if "counted" in takes:
        return any(each.dep_ == "nummod" or each.lower_ == "dozens" for each in child.lefts)
    if "at" in takes:
        deep = child.lemma_.lower() in _FIGURES
        return any(each.lower_ == "at" for each in (verb.subtree if deep else verb.rights) if each.i > child.i)
    if "noun" in takes:
        return child.lemma_.lower() not in {"life", "lives"} or verb.lemma_ != "claim"
    if "claimnoun" in takes:
        return child.lemma_.lower() in _ASSERTIONS
    if "clause" in takes and child.lower_ in _HARMED and any(each.dep_ == "nummod" for each in child.lefts):
        return True
    role = find_role(child.text, child.lemma_)
    if "medium" in takes and role is not None and role.sense == "medium" and role.family != "footage":
        return True
    return child.lower_ in {"anything", "nothing", "little", "something"}


def _is_tied(child: Token, takes: frozenset[str]) -> bool:
    if "claimnoun" in takes and _is_as(child):
        return any(each.dep_ in {"pobj", "dobj"} and each.lemma_.lower() in _ASSERTIONS for each in child.rights)
    if child.dep_ not in {"prep", "dative"} or child.lower_ not in takes:
        return False
    return not any(each.dep_ == "pobj" and each.ent_type_ in {"DATE", "TIME"} for each in child.rights)


def calls_false(verb: Token) -> bool:
    """ "Called the claim a lie", "described the footage as fabricated": a claim, a figure or "it" is given a word for
    what is untrue.
    """
    objects = [child for child in verb.rights if child.dep_ in {"dobj", "ccomp"}]
    claimed = [*objects, *(child for child in verb.lefts if child.dep_ == "nsubjpass")]
    if not any(_is_assertion(word) for each in claimed for word in (each, *each.lefts)):
        return False
    behind = [*verb.rights, *(inner for each in objects for inner in each.rights)]
    called = (child for child in behind if child.dep_ in {"oprd", "ccomp", "attr", "acomp"} or _is_as(child))
    false = load_context("false")
    words = [word for child in called for word in child.subtree]
    negated = any(word.dep_ == "neg" for word in (*words, *verb.children))
    return not negated and any(word.lower_ in false or word.lemma_.lower() in false for word in words)


def _is_assertion(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return lemma in _ASSERTIONS or lemma in load_context("claim noun") or lemma in _FIGURES


def _is_as(child: Token) -> bool:
    return child.lower_ == "as" or _is_as_clause(child)


def _is_as_clause(child: Token) -> bool:
    """ "As fabricated the reports": what the parser takes for a clause with "as"."""
    return child.dep_ == "advcl" and any(each.lower_ == "as" for each in child.lefts)


def _all_quoted(child: Token, quoted: Quotation) -> bool:
    words = [token for token in child.subtree if not token.is_punct]
    return bool(words) and sum(quoted.holds(token) for token in words) * 2 >= len(words)


def cover(parts: Iterable[Token], barred: frozenset[int], own: frozenset[int]) -> tuple[int, int] | None:
    """From the first to the last own token of the parts, less what is barred and the punctuation at the edges."""
    kept = [token for part in parts for token in part.subtree if token.i in own and token.i not in barred]
    return trim(kept)


def trim(tokens: Iterable[Token]) -> tuple[int, int] | None:
    """The bounds of some tokens without commas, dashes and full stops at the edges."""
    kept = sorted({token.i: token for token in tokens}.values(), key=lambda token: token.i)
    while kept and (kept[-1].text in _EDGES or kept[-1].is_space or kept[-1].dep_ == "cc"):
        kept.pop()
    first = 0
    while first < len(kept) and (kept[first].text in _EDGES or kept[first].is_space or kept[first].dep_ == "cc"):
        first += 1
    return (kept[first].i, kept[-1].i + 1) if first < len(kept) else None
