"""The server of the app: Voilà on the shipped notebooks, behind a token, open for its pages alone.

``python -m rolltrack.command.server`` runs it; ``rolltrack.command.app`` says with which options.
Nothing but pages, their scripts and the messages of their widgets is served: no file browser, no
terminal, no code from the browser (Voilà's kernels take messages of widgets only).
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from pathlib import Path
from typing import Any

import tornado.web
from jupyter_core.utils import ensure_async
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Int, List, Unicode
from voila.app import Voila
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from rolltrack.command.lab import shipped

STATIC = Path(__file__).parent / "app" / "share" / "voila" / "templates" / "rolltrack" / "static"
PAGES = {
    "today": "1_log_a_session.ipynb",
    "roll": "1_log_a_session.ipynb#roll",
    "trends": "2_see_your_trends.ipynb",
    "helping": "3_is_it_helping.ipynb",
    "share": "4_share_a_summary.ipynb",
    "settings": "0_start_here.ipynb",
}
_OPEN_PATHS = ("/voila/static/", "/voila/templates/", "/voila/labextensions/", "/voila/api/themes/")
_NEEDED = (*_OPEN_PATHS, "/voila/api/shutdown/", "/login", "/logout")
WARM_UP = """
import rolltrack as rt
for name in ("log_form", "guided_session", "history", "trend_explorer", "effect_panel",
             "export_panel", "experiment_planner", "settings", "days_of", "plot_trends"):
    getattr(rt, name)
"""


class WarmKernels(AsyncMappingKernelManager):
    """Kernels that are started, and have rolltrack loaded, before a page asks for one.

    The notebook itself is run when the page is opened, so that it shows the log as it is then.
    """

    ready_for_pages = Int(1, config=True, help="How many wait for a page.")
    folder = Unicode("", config=True, help="The folder that kernels run in.")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._ready: list[str] = []
        self._warming: set[asyncio.Task[None]] = set()

    def cwd_for_path(self, _path: str, **_kwargs: Any) -> str:
        return self.folder

    async def start_kernel(self, **kwargs: Any) -> str:
        """A kernel for a page: one that waits, or else a new one."""
        waiting = [kernel_id for kernel_id in self._ready if kernel_id in self]
        self._ready = waiting[1:]
        self.warm_up()
        return waiting[0] if waiting else str(await super().start_kernel(**kwargs))

    def warm_up(self) -> None:
        """Have as many kernels waiting as are wanted, without waiting for them."""
        for _ in range(self.ready_for_pages - len(self._ready) - len(self._warming)):
            task = asyncio.ensure_future(self._warmed())
            self._warming.add(task)
            task.add_done_callback(self._warming.discard)

    async def _warmed(self) -> None:
        kernel_id = str(await super().start_kernel(path="", env=dict(os.environ)))
        client = self.get_kernel(kernel_id).client()
        client.start_channels()
        try:
            await ensure_async(client.wait_for_ready(timeout=60))
            await client.execute(WARM_UP, silent=True, store_history=False, reply=True, timeout=60)
        finally:
            client.stop_channels()
        self._ready.append(kernel_id)


class KernelState(KernelHandler):  # type: ignore[misc]
    """Whether the kernel of a page lives; nobody stops or starts one by hand."""

    SUPPORTED_METHODS = ("GET",)


class Front(JupyterHandler):
    """The short addresses of the app: ``/`` and ``/today`` lead to the page of a notebook."""

    @tornado.web.authenticated
    def get(self, name: str = "") -> None:
        self.xsrf_token  # noqa: B018 sets the cookie that a page shows when it lets its kernel go
        if name and name not in PAGES:
            raise tornado.web.HTTPError(404)
        self.redirect(f"{self.base_url}voila/render/{PAGES[name or 'today']}")


class AppServer(Voila):  # type: ignore[misc]
    """Voilà with fewer doors: see the module."""

    hosts = List(Unicode(), ["127.0.0.1", "localhost"], config=True, help="Names it answers to.")

    def init_settings(self) -> dict[str, Any]:
        self.voila_configuration.multi_kernel_manager_class = WarmKernels
        settings: dict[str, Any] = super().init_settings()
        return settings | {"mathjax_url": "/app/no-mathematics.js", "headers": headers(self.hosts)}

    def init_handlers(self) -> list[Any]:
        """Only what the pages need, and only the shipped notebooks."""
        rules = super().init_handlers()
        needed = [rule for rule in rules if rule[0].startswith(_NEEDED)]
        sockets = [rule for rule in rules if rule[1] is VoilaKernelWebsocketHandler]
        kernels = [(rule[0], KernelState) for rule in rules if rule[1] is KernelHandler]
        options = next(rule[2] for rule in rules if rule[1] is TornadoVoilaHandler)
        pages = "|".join(re.escape(page) for page in PAGES.values() if "#" not in page)
        return [
            *needed,
            *sockets,
            *kernels,
            (rf"/voila/render/({pages})", TornadoVoilaHandler, options),
            (r"/app/(.*)", tornado.web.StaticFileHandler, {"path": str(STATIC)}),
            (r"/([a-z]*)", Front),
        ]

    def start(self) -> None:
        self.connection_dir = tempfile.mkdtemp(prefix="rolltrack_", dir=self.connection_dir_root)
        self.app = tornado.web.Application(**self.init_settings())
        names = "|".join(map(re.escape, self.hosts))
        self.app.add_handlers(rf"^(?:{names})$", self.init_handlers())
        asyncio.get_event_loop().call_soon(self.kernel_manager.warm_up)
        self.listen()


def headers(hosts: list[str]) -> dict[str, str]:
    """Headers of every answer: nothing is loaded from, or sent to, anywhere but this server."""
    sockets = " ".join(f"ws://{host}:*" for host in hosts)
    policy = (
        "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
        f"style-src 'self' 'unsafe-inline'; connect-src 'self' {sockets} blob: data:; "
        "frame-ancestors 'none'; form-action 'self'; base-uri 'self'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }


main = AppServer.launch_instance

if __name__ == "__main__":
    main(root_dir=str(shipped("notebooks")))
