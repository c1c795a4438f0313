"""How a hub's proxy takes up routes, and what it takes over from the one before."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from tornado.httpclient import AsyncHTTPClient
from tornado.web import Application, RequestHandler
from traitlets.config import Config

from coursekit.hub.configure import configure_proxy
from coursekit.hub.proxy import WatchedProxy, empty, known_routes
from coursekit.hub.site import Site

ROUTES = {
    "r_kim": {
        "routespec": "/user/north.kim/data8/",
        "target": "http://127.0.0.1:4001",
        "router": "r_kim",
        "service": "s_kim",
        "data": {"user": "north.kim", "server_name": "data8"},
    },
    "r_hub": {
        "routespec": "/",
        "target": "http://127.0.0.1:4000",
        "router": "r_hub",
        "service": "s_hub",
        "data": {"hub": True},
    },
}
LEFT = {
    "http": {
        "routers": {"r_kim": {"rule": "a"}, "r_hub": {"rule": "b"}, "route_api": {"rule": "c"}},
        "services": {"s_kim": {"loadBalancer": {}}, "s_hub": {"loadBalancer": {}}},
        "middlewares": {"auth_api": {"basicAuth": {"users": ["hub:old"]}}},
    },
    "jupyterhub": {"routes": ROUTES},
}


def test_only_the_ways_to_students_servers_are_taken_over():
    assert known_routes(LEFT) == {
        "http": {
            "routers": {"r_kim": {"rule": "a"}},
            "services": {"s_kim": {"loadBalancer": {}}},
        },
        "jupyterhub": {"routes": {"r_kim": ROUTES["r_kim"]}},
    }


def test_nothing_comes_of_nothing():
    assert known_routes(empty()) == empty()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Echo(RequestHandler):
    def get(self) -> None:
        self.write(self.request.path)


def with_traefik(place: Path, work: Callable[[WatchedProxy, str, str], Awaitable[None]]) -> None:
    """Do ``work`` with a traefik that runs, its address, and that of a server behind it."""

    async def run() -> None:
        config, port, behind = Config(), free_port(), free_port()
        url = f"http://127.0.0.1:{port}"
        site = Site(fleet="f", url=url, homes=place, courses=(), colleges=())
        configure_proxy(config, site, place, free_port())
        proxy = WatchedProxy(config=config, public_url=url)
        server = Application([(".*", Echo)]).listen(behind, "127.0.0.1")
        await proxy.start()
        try:
            await work(proxy, url, f"http://127.0.0.1:{behind}")
        finally:
            await proxy.stop()
            server.stop()

    asyncio.run(run())


def test_routes_that_come_together_are_written_together_and_used_when_that_is_said(tmp_path):
    async def work(proxy: WatchedProxy, url: str, behind: str) -> None:
        written: list[int] = []
        write = proxy._persist_dynamic_config
        proxy._persist_dynamic_config = lambda: written.append(1) or write()

        async def come(number: int) -> bytes:
            await asyncio.sleep(number / 500)
            await proxy.add_route(f"/user/kim{number}/data8/", behind, {"user": f"kim{number}"})
            answer = await AsyncHTTPClient().fetch(f"{url}/user/kim{number}/data8/here")
            return answer.body

        answers = await asyncio.gather(*(come(number) for number in range(60)))
        assert answers == [b"/user/kim%d/data8/here" % number for number in range(60)]
        assert len(written) < 20
        assert len(await proxy.get_all_routes()) == 60

    with_traefik(tmp_path, work)


def test_a_route_that_is_taken_back_or_not_waited_for_holds_up_no_other(tmp_path):
    async def work(proxy: WatchedProxy, url: str, behind: str) -> None:
        began = time.monotonic()
        other = asyncio.ensure_future(proxy.add_route("/user/lin/data8/", behind, {"user": "lin"}))
        gone = asyncio.ensure_future(proxy.add_route("/user/kim/data8/", behind, {"user": "kim"}))
        left = asyncio.ensure_future(proxy.add_route("/user/ada/data8/", behind, {"user": "ada"}))
        await asyncio.sleep(0)
        left.cancel()
        await proxy.delete_route("/user/kim/data8/")
        await asyncio.gather(other, gone)
        assert time.monotonic() - began < proxy.check_route_timeout / 2
        answer = await AsyncHTTPClient().fetch(f"{url}/user/lin/data8/here")
        assert answer.body == b"/user/lin/data8/here"

    with_traefik(tmp_path, work)
