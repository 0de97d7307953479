"""One window a profile: the second start raises the first one's."""

import pytest

from client.app.single_instance import OnlyInstance


@pytest.fixture
def instance(qapp, tmp_path):
    """Make instances on the same profile; all are released at the end."""
    made = []

    def make():
        made.append(OnlyInstance(tmp_path))
        return made[-1]

    yield make
    for each in made:
        each.release()


def test_the_second_start_raises_the_first_window(instance, qtbot):
    first, second = instance(), instance()
    raised = []
    first.raised = lambda: raised.append(True)
    assert first.claim()
    assert not second.claim()
    assert second.ask_other()
    qtbot.waitUntil(lambda: raised == [True])


def test_once_the_first_is_gone_the_second_is_the_window(instance):
    first, second = instance(), instance()
    assert first.claim()
    first.release()
    assert second.claim()


def test_a_lock_that_a_dead_process_left_is_taken_over(instance, tmp_path):
    (tmp_path / "window.lock").write_text("")
    assert instance().claim()


def test_two_profiles_have_a_window_each(qapp, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    both = [OnlyInstance(tmp_path / name) for name in ("a", "b")]
    assert [each.claim() for each in both] == [True, True]
    for each in both:
        each.release()


def test_a_window_that_does_not_answer_is_not_waited_for_forever(instance):
    first, second = instance(), instance()
    first.claim()
    first._server.close()
    assert not second.ask_other()
