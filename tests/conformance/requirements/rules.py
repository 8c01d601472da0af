"""The rules that the engine states, taken from its sources: section and words of every require(), refuse() and Abort.

What is no literal in the words stands in braces as the code has it: "the extension {name_of(*twice)} stands there twice".
"""

import pathlib
import re
from typing import NamedTuple

CALL = r"\b(?:require|refuse|Abort|Rule \w+|abort)\s*[({]"
ALERT_AND_SECTION = r"(?:alert_for\(|(?:AlertDescription::)?[a-z_]+,\s*(?:section_of|\"))"
RULE = re.compile(rf"{CALL}|\{{(?=\s*{ALERT_AND_SECTION})")
SECTION = re.compile(r'"([0-9A-F](?:\.[0-9]+)*)"')
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
CLOSED_BY = {"(": ")", "{": "}", "[": "]"}
# Words and sections that a call takes from elsewhere in the sources.
FROM_ELSEWHERE = {
    "rule": r'\bmandatory\([^,]+, "([^"]+)"\)',
    "holder(proof.signer)": r'"(CertificateVerify: [^"]+)"',
}
SECTIONS_FROM_ELSEWHERE = {"section_of_share": r'return "([0-9][0-9.]*)";'}


class Rule(NamedTuple):
    section: str
    words: str

    def __str__(self):
        return f"{self.section} {self.words}"

    def literals(self):
        """The words without what stands in braces."""
        return re.split(r"\{(?:[^{}]|\{\})*\}", self.words)

    def is_broken_by(self, section, text):
        """Whether a failed check tells of this rule; what was found stands behind it."""
        pattern = ".*".join(map(re.escape, self.literals())) + "(; found: .*)?"
        return section == self.section and re.fullmatch(pattern, text) is not None


def broken_rule(known, section, text):
    """The rule that says most of what a failed check says."""
    fitting = [rule for rule in known if rule.is_broken_by(section, text)]
    return max(fitting, key=lambda rule: len("".join(rule.literals())), default=None)


def inside(text, start):
    """What stands between the bracket at `start` and the one that closes it."""
    waiting, quoted = [], False
    for end in range(start, len(text)):
        char = text[end]
        if quoted:
            quoted = char != '"' or text[end - 1] == "\\"
        elif char == '"':
            quoted = True
        elif char in CLOSED_BY:
            waiting.append(CLOSED_BY[char])
        elif waiting and char == waiting[-1]:
            waiting.pop()
            if not waiting:
                return text[start + 1 : end]
    return ""


def split(text, at):
    """The parts of an expression between `at` signs that stand in no bracket and no literal."""
    parts, depth, quoted = [""], 0, False
    for before, char in zip(" " + text, text):
        if char == '"' and before != "\\":
            quoted = not quoted
        elif not quoted:
            depth += (char in "({[") - (char in ")}]")
            if char == at and depth == 0:
                parts.append("")
                continue
        parts[-1] += char
    return [part.strip() for part in parts]


def words_of(expression):
    """A sum of literals and other things, as one line."""
    words = ""
    for part in split(expression, "+"):
        part = re.sub(r"^std::(?:string|to_string)\((.*)\)$", r"\1", part, flags=re.DOTALL)
        literal = LITERAL.fullmatch(part)
        words += literal[1] if literal else "{" + part + "}"
    return words


def sections_of(expression, sources):
    for function, pattern in SECTIONS_FROM_ELSEWHERE.items():
        if function in expression:
            return re.findall(pattern, sources)
    return SECTION.findall(expression)


def rules_of_call(arguments, source, sources):
    """One rule for each section and each text it may have: the words stand behind the section."""
    for place, argument in enumerate(arguments[:-1]):
        sections = [] if argument.startswith("{") else sections_of(argument, sources)
        if not sections:
            continue
        words = words_of(arguments[place + 1])
        texts = re.findall(FROM_ELSEWHERE[words[1:-1]], source) if words[1:-1] in FROM_ELSEWHERE else [words]
        return {Rule(section, text) for section in sections for text in texts}
    return set()


def without_comments(source):
    return re.sub(r"^\s*//.*$|(?<=[;{}])\s*//.*$", "", source, flags=re.MULTILINE)


def joined(source):
    """A literal that was cut over two lines is one again."""
    return re.sub(r'"\s*\n\s*"', "", source)


def rules(folder):
    files = {path: joined(without_comments(path.read_text(encoding="utf-8"))) for path in sorted(pathlib.Path(folder).rglob("*.[ch]pp"))}
    sources = "\n".join(files.values())
    found = set()
    for source in files.values():
        for call in RULE.finditer(source):
            start = call.start() if call[0] == "{" else call.end() - 1
            found |= rules_of_call(split(inside(source, start), ","), source, sources)
    return found
