import pytest

from carousel.book.explorables import training


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"task": "reber"}, "task must be one of"),
        ({"cell": "gru", "forget_bias": 1.0}, "gru has no forget gate"),
        ({"cell": "rnn", "input_bias": 1.0}, "rnn has no input gate"),
        ({"probability": 1.5}, "probability must be 0 to 1"),
        ({"hidden": 0}, "hidden must be at least 1"),
    ],
)
def test_what_cannot_be_run_is_refused_by_name(wrong, said):
    with pytest.raises(ValueError, match=said):
        training.Settings(**wrong)


def test_options_that_a_task_does_not_have_are_refused():
    with pytest.raises(ValueError, match="the task 'order'"):
        training.Settings(options={"lag": 3}).make_task()


def test_the_page_gets_its_own_names():
    page = training.Settings(forget_bias="chrono").for_page()
    assert page["forgetBias"] == "chrono"
    assert page["inputBias"] is None
    assert not any("_" in name for name in page)
