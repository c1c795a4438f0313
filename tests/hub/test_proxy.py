"""What a hub's proxy takes over from the one before."""

from __future__ import annotations

from coursekit.hub.proxy import empty, known_routes

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
