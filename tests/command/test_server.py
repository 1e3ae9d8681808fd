"""The app's server: what it serves, what it refuses, and that a page's kernel waits for it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from rolltrack.command.app import app_environment, app_options
from rolltrack.command.server import PAGES
from tests.serving import TOKEN, App, running_app


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    with running_app(tmp_path_factory.mktemp("app")) as running:
        yield running


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object) -> None:
        return None


def ask(app: App, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str]]:
    """The status and headers of an answer; redirects are not followed."""
    request = urllib.request.Request(app.address + path, headers=headers, method=method)
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=120) as answer:
            return answer.status, dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers)


@pytest.mark.parametrize("path", ["/", "/today", "/voila/render/1_log_a_session.ipynb"])
def test_without_the_token_there_is_a_login_page_only(app: App, path: str) -> None:
    for asked in (path, f"{path}?token=wrong"):
        status, headers = ask(app, asked)
        assert status == 302
        assert headers["Location"].startswith("/login")


@pytest.mark.parametrize("name", PAGES)
def test_a_short_address_leads_to_its_page(app: App, name: str) -> None:
    status, headers = ask(app, f"/{name}?token={TOKEN}")
    page, _, part = PAGES[name].partition("#")
    assert status == 302
    assert headers["Location"].startswith(f"/voila/render/{page}")
    assert headers["Location"].endswith(f"#{part}" if part else TOKEN)


@pytest.mark.parametrize(
    "path",
    [
        "/api/contents",
        "/api/kernels",
        "/api/kernelspecs",
        "/api/sessions",
        "/api/terminals",
        "/files/sessions.csv",
        "/lab",
        "/nonsense",
        "/tree",
        "/voila/api/contents",
        "/voila/files/sessions.csv",
        "/voila/render/../../../../etc/passwd",
        "/voila/render/another.ipynb",
        "/voila/tree",
    ],
)
def test_what_no_page_needs_is_not_there_even_with_the_token(app: App, path: str) -> None:
    assert ask(app, f"{path}?token={TOKEN}")[0] == 404


def test_no_kernel_is_started_or_stopped_by_hand(app: App) -> None:
    page = f"{app.address}/voila/render/4_share_a_summary.ipynb?token={TOKEN}"
    with urllib.request.urlopen(page, timeout=120) as answer:
        html = answer.read().decode()
    settings = html.split('id="jupyter-config-data" type="application/json">')[1].split("</script>")
    kernel = json.loads(settings[0])["kernelId"]
    assert ask(app, f"/api/kernels/{kernel}?token={TOKEN}")[0] == 200
    assert ask(app, f"/api/kernels/{kernel}?token={TOKEN}", "DELETE")[0] == 405
    assert ask(app, f"/api/kernels/{kernel}")[0] in (302, 403)
    assert ask(app, f"/api/kernels?token={TOKEN}", "POST")[0] == 404


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.0.2.7"])
def test_another_hosts_name_finds_nothing(app: App, host: str) -> None:
    assert ask(app, f"/today?token={TOKEN}", Host=host)[0] == 404


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
def test_a_page_of_another_site_gets_no_connection_to_a_kernel(app: App, origin: str) -> None:
    channels = "/api/kernels/00000000-0000-0000-0000-000000000000/channels"
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Origin": origin,
    }
    assert ask(app, channels, **upgrade)[0] == 403


def test_the_cookie_is_for_this_server_alone(app: App) -> None:
    request = urllib.request.Request(f"{app.address}/today?token={TOKEN}")
    try:
        urllib.request.build_opener(_Stay).open(request, timeout=120)
    except urllib.error.HTTPError as answer:
        cookies = answer.headers.get_all("Set-Cookie") or []
    (login,) = (cookie for cookie in cookies if cookie.startswith("username-"))
    assert "HttpOnly" in login
    assert "SameSite=Strict" in login


def test_every_answer_forbids_whatever_is_not_this_server(app: App) -> None:
    policy = ask(app, f"/voila/render/4_share_a_summary.ipynb?token={TOKEN}")[1]
    allowed = policy["Content-Security-Policy"]
    assert "default-src 'self' data: blob:;" in allowed
    assert "http:" not in allowed
    assert "https:" not in allowed
    assert "frame-ancestors 'none'" in allowed


def test_it_listens_on_this_computer_unless_a_phone_is_let_in(tmp_path: Path) -> None:
    options = app_options(tmp_path, browser=False, port=8866, phone=False)
    assert "--Voila.ip=127.0.0.1" in options
    hosts = [option for option in options if option.startswith("--AppServer.hosts=")]
    assert hosts == ["--AppServer.hosts=127.0.0.1", "--AppServer.hosts=localhost"]
    assert "--Voila.ip=0.0.0.0" in app_options(tmp_path, browser=False, port=8866, phone=True)


def test_a_phone_is_let_in_by_this_computers_own_address_and_by_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Another address of the loopback stands for the one in the Wi-Fi.
    monkeypatch.setattr("rolltrack.command.app.own_addresses", lambda: ["127.0.0.2"])
    with running_app(tmp_path, phone=True) as running:
        port = running.address.rpartition(":")[2]
        phone = App(f"http://127.0.0.2:{port}", running.folder)
        assert ask(phone, "/today")[1]["Location"].startswith("/login")
        assert ask(phone, f"/today?token={TOKEN}")[0] == 302
        assert ask(running, f"/today?token={TOKEN}")[0] == 302
        assert ask(App(f"http://127.0.0.3:{port}", running.folder), "/today")[0] == 404
        assert "ws://127.0.0.2:*" in ask(phone, "/today")[1]["Content-Security-Policy"]
        said = (tmp_path / "server.txt").read_text(encoding="utf-8")
    assert f"On the phone: http://127.0.0.2:{port}/?token={TOKEN}" in said
    assert "█" in said


def test_the_persons_own_jupyter_settings_are_left_alone(tmp_path: Path) -> None:
    environment = app_environment(tmp_path / "sessions.csv")
    assert str(tmp_path / "state") in environment["JUPYTER_CONFIG_DIR"]
    assert environment["ROLLTRACK_LOG"] == str((tmp_path / "sessions.csv").resolve())
