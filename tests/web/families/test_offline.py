"""Who may keep the form on a phone: holders of a link of their own, never of one found on paper."""


class TestTheWorker:
    def test_it_is_served_below_the_link_so_that_it_reaches_no_other(self, client, home):
        worker = client.get(home.url + "worker.js")
        assert (worker.status_code, worker.mimetype) == (200, "text/javascript")
        assert worker.headers["Cache-Control"] == "no-cache"
        assert "Service-Worker-Allowed" not in worker.headers

    def test_a_link_on_paper_keeps_nothing_on_the_phone(self, client, home):
        assert 'id="on-phone"' in client.get(home.url + "talk").text
        assert 'id="on-phone"' not in client.get(home.paper + "talk").text
        for page in ("worker.js", "waiting", "not-done"):
            assert client.get(home.paper + page).status_code == 404
