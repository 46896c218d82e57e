from carousel.book.cards import plain, typeset


def test_formulas_and_code_are_set_and_text_stays_text():
    page = typeset("`b < c` gives $c_{t-1} < 1$, or 3 × 10⁻⁸.")
    assert "<code>b &lt; c</code>" in page
    assert r'<span class="cx-math">\(c_{t-1} &lt; 1\)</span>' in page
    assert "3&nbsp;×&nbsp;10⁻⁸" in page


def test_a_screen_of_letters_gets_letters():
    sentence = r"$\partial c_T / \partial c_0$ is $0.9^k$, says `retain_grad`."
    assert plain(sentence) == "∂c_T / ∂c_0 is 0.9^k, says retain_grad."
