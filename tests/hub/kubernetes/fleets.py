"""Hubs of any number of colleges, made up."""

from __future__ import annotations

from pathlib import Path

from coursekit.hub.kubernetes.model import HubRelease, ServerFiles
from coursekit.hub.site import Site, SiteAssignment, SiteCollege, SiteCourse
from coursekit.spec.cluster import Kubernetes
from coursekit.spec.login import OidcLogin, RosterLogin, SecretFrom

SERVER = ServerFiles("coursekit-server-0123456789ab", (("code.zip", "UEsFBgAAAAAAAAAAAA=="),))
CLUSTER = Kubernetes(
    context="campus",
    images="registry.example.edu/coursekit",
    expose={"nodePort": 30080},
)
BEHIND_AN_INGRESS = CLUSTER.model_copy(
    update={
        "expose": type(CLUSTER.expose).model_validate(
            {
                "host": "hub.example.edu",
                "class": "nginx",
                "tls": True,
                "annotations": {"nginx.ingress.kubernetes.io/proxy-body-size": "64m"},
            }
        ),
        "storage": "fast",
    }
)


def college(number: int) -> SiteCollege:
    """Return the college of that number; the third signs in elsewhere and has its own address."""
    name = f"college-{number:03}"
    domain = f"{name}.edu"
    third = number == 3
    oidc = OidcLogin(issuer="https://id.example.edu", client_id="hub", secret=SecretFrom(env=name))
    return SiteCollege(
        id=name,
        name=f"Cañada College {number}",
        courses=("data8",),
        domains=(domain,),
        staff=(f"ada@{domain}",),
        login=oidc if third else RosterLogin(),
        host=f"data8.{domain}" if third else None,
    )


def release(
    colleges: int | tuple[SiteCollege, ...], cluster: Kubernetes = CLUSTER, **more: object
) -> HubRelease:
    """Return a hub of as many colleges."""
    several = colleges
    if isinstance(several, int):
        several = tuple(college(number) for number in range(1, several + 1))
    lab = SiteAssignment(
        name="lab01",
        title="Expressions: what's new?",
        week=1,
        points=12.5,
        path="labs/lab01/lab01.ipynb",
        link="http://hub.example.edu/hub/user-redirect/data8/git-pull?repo=x&branch=main",
    )
    course = SiteCourse(
        id="data8",
        title="Foundations of Data Science",
        environment=Path("/srv/course"),
        image=f"registry.example.edu/coursekit/data8@sha256:{'0123456789abcdef' * 4}",
        assignments=(lab,),
    )
    site = Site(
        fleet="california",
        engine="kubernetes",
        url="http://hub.example.edu",
        homes=Path("/nowhere"),
        courses=(course,),
        colleges=several,
    )
    return HubRelease(
        name="california",
        namespace="california",
        site=site,
        cluster=cluster,
        hub_image="registry.example.edu/coursekit/hub:0123456789abcdef",
        server=SERVER,
        **more,
    )
