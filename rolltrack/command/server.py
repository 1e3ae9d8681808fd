"""The server of the app: Voilà on the shipped notebooks, behind a token, open for its pages alone.

``python -m rolltrack.command.server`` runs it, with the options that ``rolltrack.command.app``
gives. Pages, their scripts and the messages of their widgets are served, and nothing else: no file
browser, no terminal, no code from the browser (Voilà's kernels take messages of widgets only).
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import tempfile
import webbrowser
from pathlib import Path
from typing import Any

import tornado.web
from jupyter_core.utils import ensure_async
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from jupyter_server.utils import ApiPath
from traitlets import Bool, Int, List, Unicode
from voila.app import Voila
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from rolltrack.command.lab import SHARE
from rolltrack.command.starters import shipped
from rolltrack.entry.language import say

STATIC = SHARE / "voila" / "templates" / "rolltrack" / "static"
PAGES = {
    "today": "1_log_a_session.ipynb",
    "roll": "1_log_a_session.ipynb#roll",
    "trends": "2_see_your_trends.ipynb",
    "helping": "3_is_it_helping.ipynb",
    "share": "4_share_a_summary.ipynb",
    "settings": "0_start_here.ipynb",
}
_SERVED = (
    "/voila/static/",
    "/voila/templates/",
    "/voila/labextensions/",
    "/voila/api/themes/",
    "/voila/api/shutdown/",
    "/login",
    "/logout",
)
REST = 2.0  # seconds
# The first page wants its form soon, and what the charts need takes longer to load.
_FOR_THE_FORM = "import rolltrack; rolltrack.log_form; rolltrack.guided_session; rolltrack.history"
_FOR_EVERY_PAGE = "import rolltrack\nfor name in rolltrack.__all__:\n    getattr(rolltrack, name)"


class WarmKernels(AsyncMappingKernelManager):
    """Kernels that have started and loaded rolltrack before a page asks for one.

    The notebook itself runs when its page is opened, so that it shows the log as it is then.
    """

    waiting = Int(1, config=True, help="How many wait for a page.")
    folder = Unicode("", config=True, help="The folder that kernels run in.")

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._ready: list[str] = []
        self._first = True
        self._warming: set[asyncio.Task[None]] = set()

    def cwd_for_path(self, path: str, **options: Any) -> str:
        return self.folder or str(super().cwd_for_path(path, **options))

    async def start_kernel(self, **options: Any) -> str:  # type: ignore[override]
        """The kernel of a page: one that waits or is about to, or else a new one."""
        if not self._ready and self._warming:
            await asyncio.wait(self._warming, return_when=asyncio.FIRST_COMPLETED)
        alive = [kernel_id for kernel_id in self._ready if kernel_id in self]
        self._ready = alive[1:]
        # The page comes first: starting another kernel at once would slow it down.
        asyncio.get_running_loop().call_later(REST, self.warm_up)
        return alive[0] if alive else await self._started(**options)

    async def _started(self, **options: Any) -> str:
        # What a kernel says when its page goes means nothing to the person at the terminal.
        return str(await super().start_kernel(**options, stderr=subprocess.DEVNULL))

    def warm_up(self) -> None:
        """Have as many kernels waiting as are wanted; returns before they are ready."""
        for _ in range(self.waiting - len(self._ready) - len(self._warming)):
            task = asyncio.ensure_future(self._warmed())
            self._warming.add(task)
            task.add_done_callback(self._warming.discard)

    async def _warmed(self) -> None:
        code, self._first = _FOR_THE_FORM if self._first else _FOR_EVERY_PAGE, False
        kernel_id = await self._started(path=ApiPath(""), env=dict(os.environ))
        client = self.get_kernel(kernel_id).client()
        client.start_channels()
        try:
            await ensure_async(client.wait_for_ready(timeout=60))
            await client.execute(code, silent=True, store_history=False, reply=True, timeout=60)
        finally:
            client.stop_channels()
        self._ready.append(kernel_id)


class KernelState(KernelHandler):
    """Whether the kernel of a page lives; the browser neither starts nor stops one here."""

    SUPPORTED_METHODS = ("GET",)


class Front(JupyterHandler):
    """The short addresses: ``/`` is ``/today``, and each leads to the page of a notebook."""

    @tornado.web.authenticated
    def get(self, name: str) -> None:
        page = PAGES.get(name or "today")
        if page is None:
            raise tornado.web.HTTPError(404)
        _ = self.xsrf_token  # sets the cookie that a page shows when it lets its kernel go
        # A link from another program brings no strict cookie along, so the token goes on with it.
        given = self.get_argument("token", "")
        notebook, _, part = page.partition("#")
        token = f"?token={given}" if given else ""
        self.redirect(f"{self.base_url}voila/render/{notebook}{token}{'#' * bool(part)}{part}")


class AppServer(Voila):
    """Voilà with a token always, and with fewer doors."""

    auto_token = Bool(True)
    hosts = List(Unicode(), ["127.0.0.1", "localhost"], config=True, help="Names it answers to.")

    def init_settings(self) -> dict[str, Any]:
        self.voila_configuration.multi_kernel_manager_class = WarmKernels
        settings: dict[str, Any] = super().init_settings()
        self.identity_provider.cookie_options = {"httponly": True, "samesite": "Strict"}
        own = {
            "mathjax_url": "/app/no-mathematics.js",
            "headers": headers(self.hosts),
            "ws_ping_timeout": settings.get("ws_ping_interval", 30_000),  # Jupyter's is longer
        }
        return settings | own

    def init_handlers(self) -> list[Any]:
        """Only what the pages need, and only the shipped notebooks."""
        rules = super().init_handlers()
        options = next(rule[2] for rule in rules if rule[1] is TornadoVoilaHandler)
        notebooks = "|".join(re.escape(page) for page in PAGES.values() if "#" not in page)
        return [
            *(rule for rule in rules if rule[0].startswith(_SERVED)),
            *(rule for rule in rules if rule[1] is VoilaKernelWebsocketHandler),
            *((rule[0], KernelState) for rule in rules if rule[1] is KernelHandler),
            (rf"/voila/render/({notebooks})", TornadoVoilaHandler, options),
            (r"/app/(.*)", tornado.web.StaticFileHandler, {"path": str(STATIC)}),
            (r"/([a-z]*)", Front),
        ]

    def start(self) -> None:
        """Serve until Ctrl+C; a request under another host's name finds nothing at all."""
        self.connection_dir = tempfile.mkdtemp(prefix="rolltrack_", dir=self.connection_dir_root)
        self.app = tornado.web.Application(**self.init_settings())
        names = "|".join(map(re.escape, self.hosts))
        self.app.add_handlers(rf"^(?:{names})$", self.init_handlers())
        loop = asyncio.get_event_loop()
        loop.call_soon(self.kernel_manager.warm_up)
        loop.call_soon(self._started)
        if hasattr(signal, "SIGHUP"):
            signal.signal(signal.SIGHUP, self._handle_signal_stop)  # the terminal was closed
        self.listen()

    def launch_browser(self) -> None:
        """Open the first page; the token stands in a private file, not in the list of programs."""
        handle, name = tempfile.mkstemp(suffix=".html", dir=self.connection_dir)
        with open(handle, "w", encoding="utf-8") as page:
            page.write(f'<meta http-equiv="refresh" content="0; url={self._link("127.0.0.1")}">')
        webbrowser.open(Path(name).as_uri())

    def _link(self, host: str) -> str:
        return f"http://{host}:{self.port}/?token={self.identity_provider.token}"

    def _started(self) -> None:
        print(say("On this computer: {link}", link=self._link("127.0.0.1")), flush=True)
        for host in self.hosts:
            if host not in ("127.0.0.1", "localhost"):
                show_on_a_phone(self._link(host))


def show_on_a_phone(link: str) -> None:
    """Print a link and the QR code that a phone's camera reads."""
    import segno

    print(say("On the phone: {link}", link=link), flush=True)
    segno.make(link, micro=False).terminal(compact=True)


def headers(hosts: list[str]) -> dict[str, str]:
    """Headers of every answer: nothing is loaded from, or sent to, anywhere but this server.

    >>> "connect-src 'self' ws://localhost:*" in headers(["localhost"])["Content-Security-Policy"]
    True
    """
    sockets = " ".join(f"ws://{host}:*" for host in hosts)
    policy = (
        "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
        f"style-src 'self' 'unsafe-inline'; connect-src 'self' {sockets} data: blob:; "
        "frame-ancestors 'none'; form-action 'self'; base-uri 'self'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }


if __name__ == "__main__":
    AppServer.launch_instance(root_dir=str(shipped("notebooks")))
