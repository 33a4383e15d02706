"""手がかり: what makes an issue hard to answer for, said before sections are asked."""

from surveys import desired_states, sections
from surveys.errors import N_
from surveys.issues import PolicyIssue

MOST_SECTIONS = 3  # above that nobody answers for it: 施策を主管する課は3以下
HINTS = {
    "many": N_(
        "4課以上が関わっています。責任があいまいになりやすいため、主管課を1課に決め、"
        "関係課を絞るか、論点を分けることを考えてください。"
    ),
    "means": N_(
        "ありたい姿が手段の言い方です。「〜できる」「〜が守られている」のように、"
        "実現した様子で書くと、課ごとの取り組みを書きやすくなります。"
    ),
    "everyone": N_(
        "ありたい姿が「誰もが」「市民が」だけで書かれています。いま特に困っているのは誰かを書くと、"
        "答える課が現状を調べやすくなります。"
    ),
    "nobody": N_(
        "ありたい姿に、誰にとっての姿かが書かれていません。「車を運転しない人が」のように、"
        "人を主語にできないか考えてください。"
    ),
}


def of_issue(issue: PolicyIssue) -> tuple[str, ...]:
    """Keys of `HINTS` that an issue gives rise to."""
    said = issue.desired_state
    someone = desired_states.names_someone(said)
    found = {
        "many": len(sections.of_issue(issue).every) > MOST_SECTIONS,
        "means": desired_states.names_a_means(said),
        "everyone": someone and not desired_states.names_someone_concrete(said),
        "nobody": not someone,
    }
    return tuple(key for key in HINTS if found[key])
