def test_asks_for_a_proxy(chaos):
    assert chaos.url
