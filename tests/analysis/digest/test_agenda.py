from analysis.digest.agenda import agenda

RESIDENTS, STAFF = agenda("citizen"), agenda("staff")


def test_a_topic_keeps_its_name_and_no_two_share_one() -> None:
    for listed in (RESIDENTS, STAFF):
        keys = [topic.key for topic in listed.topics]
        assert len(keys) == len(set(keys))
        assert {"transit", "medical", "childcare"} <= set(keys)


def test_a_desired_state_is_a_state_and_never_a_means() -> None:
    for topic in (*RESIDENTS.topics, *STAFF.topics):
        assert topic.desired_state.endswith(("る", "れる", "ある", "いる")), topic.key
        assert not topic.desired_state.endswith(("推進する", "整備する", "図る")), topic.key


def test_work_is_a_livelihood_to_residents_and_a_workload_to_staff() -> None:
    assert RESIDENTS.of_one("市内に働く企業が少ない") == "work"
    assert STAFF.of_one("市内に働く企業が少ない") is None
    assert STAFF.of_one("残業が多く人手が足りない") == "workload"


def test_most_texts_decide_and_few_do_not() -> None:
    bus = ["バスの本数が少ない", "バス停が遠い", "バスがない"]
    found = RESIDENTS.of([*bus, "よく分からない"])
    assert found is not None
    assert found.key == "transit"
    assert RESIDENTS.of([*["よく分からない"] * 9, bus[0]]) is None
    assert RESIDENTS.of([]) is None
