"""回答の取り込み: how an answer goes into the text of an issue, or beside it as a comment."""

from surveys.errors import N_
from surveys.inquiries import BLANKS, Blank, InquirySheet
from surveys.inquiry_answers import InquiryAnswer
from surveys.issue_comments import IssueComment
from surveys.issues import PolicyIssue

APPEND, REPLACE = "append", "replace"
WAYS = {APPEND: N_("今の文のあとに加える"), REPLACE: N_("今の文と置き換える")}
# What the texts that answers go into are called.
INTO = {each.column: each.label for each in reversed(BLANKS.values()) if each.column}


def joined(before: str, answer: str, way: str) -> str:
    """The text of an issue with an answer in it; a sentence that is there already comes once."""
    if way == REPLACE or not before.strip():
        return answer
    if answer in before:
        return before
    return f"{before.rstrip()}\n\n{answer}"


def is_in(issue: PolicyIssue, blank: Blank, answer: InquiryAnswer) -> bool:
    """Whether an answer stands in the issue's text, or beside it."""
    if blank.column and answer.words in getattr(issue, blank.column):
        return True
    return answer.noted_at is not None


def comment(
    issue: PolicyIssue, sheet: InquirySheet, blank: Blank, answer: InquiryAnswer
) -> IssueComment:
    """An answer as a comment that says whose it is; who keeps it and when is the caller's."""
    words = f"【{sheet.section}・{blank.label}】\n{answer.words}"
    return IssueComment(plan_id=issue.plan_id, issue_id=issue.id, about=blank.column, words=words)
