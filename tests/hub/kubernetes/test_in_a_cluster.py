"""Students at work on a hub in a real cluster, which has no chart: the part that CI runs."""

from __future__ import annotations

import csv
import json
import time
from typing import Any

import pytest

from coursekit.links import links_of
from coursekit.spec import load
from tests.conftest import coursekit
from tests.hub.conftest import PASSWORD, Visitor
from tests.hub.kubernetes.cluster import answers, until
from tests.hub.kubernetes.conftest import HubInACluster, get
from tests.hub.notebook import NEVER_BUSY, Notebook

pytestmark = pytest.mark.xdist_group("docker")
PEOPLE = {
    "north": ("ada@north.edu", "kim@north.edu"),
    "south-bay": ("lin@southbay.edu", "kim@southbay.edu"),
}
TINY = "tiny/labs/lab01/lab01.ipynb"


@pytest.fixture(scope="module")
def students(plain: HubInACluster) -> dict[str, Notebook]:
    """A student of each college who has followed the link to the first assignment."""
    found = {}
    for college, (staff, address) in PEOPLE.items():
        found[college] = at_work(plain, college, plain.student(college, staff, address), address)
    return found


def at_work(hub: HubInACluster, college: str, person: Visitor, address: str) -> Notebook:
    """Follow the link, as a browser does, until the first assignment is pulled."""
    link = next(one.url for one in links_of(load(hub.fleet)) if one.assignment == "lab01")
    page = person.wait(person.get(link))
    prefix = f"/user/{college}.{address}/tiny"
    assert page.status_code == 200, page.text
    assert page.url.startswith(f"{hub.url}{prefix}/git-pull"), page.url
    notebook = Notebook(person, prefix)
    query = link.partition("?")[2]
    pulled = notebook.visitor.get(f"{prefix}/git-pull/api?{query}")
    assert '"finished"' in pulled.text, pulled.text
    return notebook


def test_students_of_both_colleges_run_and_save_the_first_assignment(
    students: dict[str, Notebook],
) -> None:
    for college, notebook in students.items():
        opened = notebook.api("GET", f"/api/contents/{TINY}").json()
        notebook.begin()
        cells = [
            cell["source"] for cell in opened["content"]["cells"] if cell["cell_type"] == "code"
        ]
        assert cells
        for cell in cells:
            output = notebook.run(cell, timeout=180)  # a new image's first import is slow
            assert output.status in ("ok", "error"), (college, cell, output)
        done = notebook.run(
            "import pathlib; pathlib.Path('mine.txt').write_text('of " + college + "')"
        )
        assert done.status == "ok", done
        opened["content"]["cells"][0]["source"] = f"# of {college}"
        saved = notebook.api("PUT", f"/api/contents/{TINY}", json=opened)
        assert saved.status_code == 200, saved.text
        kept = notebook.api("GET", f"/api/contents/{TINY}").json()
        assert kept["content"]["cells"][0]["source"] == f"# of {college}"


def test_a_pod_is_confined(plain: HubInACluster, students: dict[str, Notebook]) -> None:
    pod = plain.pod_of("north.kim@north.edu")
    spec, (container,) = pod["spec"], pod["spec"]["containers"]
    assert spec["automountServiceAccountToken"] is False
    assert container["resources"]["limits"] == {"cpu": "1", "memory": str(600 * 2**20)}
    assert container["image"].startswith("localhost:5000/coursekit-test/tiny@sha256:")
    assert pod["metadata"]["labels"]["coursekit.college"] == "north"
    assert spec["priorityClassName"] == "coursekit-coursekit-plain"
    notebook = students["north"]
    notebook.begin()
    told = notebook.run(
        "import os, json, pathlib\n"
        "def writes(place):\n"
        "    try:\n"
        "        pathlib.Path(place, 'x').write_text('x')\n"
        "    except OSError:\n"
        "        return False\n"
        "    return True\n"
        "status = pathlib.Path('/proc/self/status').read_text()\n"
        "print(json.dumps({\n"
        "    'token': os.path.exists('/var/run/secrets/kubernetes.io'),\n"
        "    'uid': os.getuid(),\n"
        "    'writes': [p for p in ('/', '/usr', '/srv', '/run/coursekit', '/tmp') if writes(p)],\n"
        "    'capabilities': [l.split()[1] for l in status.splitlines() if l[:6] == 'CapEff'],\n"
        "    'privileges': [l.split()[1] for l in status.splitlines() if l[:10] == 'NoNewPrivs'],\n"
        "}))"
    )
    assert json.loads(told.text) == {
        "token": False,
        "uid": 1000,
        "writes": ["/tmp"],
        "capabilities": ["0000000000000000"],
        "privileges": ["1"],
    }


def test_a_home_is_a_claim_of_its_own(plain: HubInACluster, students: dict[str, Notebook]) -> None:
    claims = plain.cluster.get("pvc", "-n", plain.namespace, "-l", "component=singleuser-storage")
    north = [
        claim
        for claim in claims["items"]
        if claim["metadata"]["labels"]["coursekit.college"] == "north"
    ]
    assert [claim["spec"]["resources"]["requests"]["storage"] for claim in north] == ["314572800"]
    assert north[0]["spec"]["storageClassName"] == "standard"
    claim = plain.pod_of("north.kim@north.edu")["spec"]["volumes"]
    assert north[0]["metadata"]["name"] in [
        volume["persistentVolumeClaim"]["claimName"]
        for volume in claim
        if "persistentVolumeClaim" in volume
    ]


def test_policies_and_quota_are_there(plain: HubInACluster) -> None:
    (policy,) = plain.cluster.get("networkpolicy", "-n", plain.namespace)["items"]
    assert policy["spec"]["podSelector"] == {"matchLabels": {"component": "singleuser-server"}}
    (quota,) = plain.cluster.get("resourcequota", "-n", plain.namespace)["items"]
    assert quota["status"]["hard"]["pods"] == "4"
    assert int(quota["status"]["used"]["pods"]) == len(plain.pods())
    (budget,) = plain.cluster.get("poddisruptionbudget", "-n", plain.namespace)["items"]
    assert budget["status"].get("disruptionsAllowed", 0) == 0


def test_what_students_saved_is_collected_and_graded(
    plain: HubInACluster, students: dict[str, Notebook]
) -> None:
    out = plain.fleet.parent / "graded"
    argv = ["grade", "lab01", "--college", "north", "--project", plain.fleet, "--out", out]
    ran = coursekit(*argv, timeout=600)
    assert ran.code == 0, ran.err
    assert "the cluster" in ran.err
    assert "homes: 1 of 1" in ran.err, "nobody asked for the other college's"
    (row,) = csv.DictReader((out / "gradebook.csv").open())
    assert (row["college"], row["email"]) == ("north", "kim@north.edu")
    kept = [path.read_text() for path in out.rglob("*.ipynb")]
    assert any("# of north" in text for text in kept)
    assert not any("# of south-bay" in text for text in kept)
    readers = ("pods", "-n", plain.namespace, "-l", "component=coursekit-reader")
    until(lambda: not plain.cluster.get(*readers)["items"], "end of the pods that read", 60)


def test_what_was_used_is_reported(plain: HubInACluster, students: dict[str, Notebook]) -> None:
    ran = coursekit("hub", "report", plain.fleet, "--json")
    assert ran.code == 0, ran.err
    used = {row["college"]: row for row in ran.json["results"]}
    assert set(used) == set(students)
    assert all(row["people"] == 1 and row["starts"] >= 1 for row in used.values())
    table = coursekit("hub", "report", plain.fleet).out.splitlines()
    assert [line.split()[-1] for line in table[1:]] == ["-", "-"]


def test_kernels_go_on_while_the_hub_is_gone(
    plain: HubInACluster, students: dict[str, Notebook]
) -> None:
    notebook = students["north"]
    notebook.begin()
    assert notebook.run("kept = 41").status == "ok"
    before = {pod["metadata"]["uid"] for pod in plain.pods()}
    old = plain.cluster.get("pods", "-n", plain.namespace, "-l", "component=hub")["items"]
    plain.cluster.run("delete", "pod", "-n", plain.namespace, "-l", "component=hub", "--wait")
    assert notebook.run("print(kept + 1)").text == "42\n"

    def back() -> bool:
        pods = plain.cluster.get("pods", "-n", plain.namespace, "-l", "component=hub")["items"]
        renewed = all(pod["metadata"]["uid"] != old[0]["metadata"]["uid"] for pod in pods)
        return renewed and answers(f"{plain.url}/hub/health")

    until(back, "new hub", 180, plain.told)
    assert notebook.run("print(kept + 2)").text == "43\n"
    assert notebook.visitor.get("/hub/college/north").status_code == 200
    assert {pod["metadata"]["uid"] for pod in plain.pods()} == before


def test_a_new_college_signs_in_and_nobody_starts_again(
    plain: HubInACluster, students: dict[str, Notebook]
) -> None:
    before = {pod["metadata"]["uid"] for pod in plain.pods()}
    hubs = plain.cluster.get("pods", "-n", plain.namespace, "-l", "component=hub")["items"]
    with (plain.fleet / "fleet.yml").open("a") as fleet:
        fleet.write("  west: {name: West College, domains: [west.edu], staff: [joy@west.edu]}\n")
    plain.render()
    until(lambda: get(f"{plain.url}/hub/college/west").status_code == 200, "new college", 150)
    person = plain.student("west", "joy@west.edu", "sam@west.edu")
    assert person.get("/hub/college/west").status_code == 200
    assert {pod["metadata"]["uid"] for pod in plain.pods()} == before
    again = plain.cluster.get("pods", "-n", plain.namespace, "-l", "component=hub")["items"]
    assert [pod["metadata"]["uid"] for pod in again] == [pod["metadata"]["uid"] for pod in hubs]


def test_memory_that_runs_out_is_told_in_the_notebook(students: dict[str, Notebook]) -> None:
    notebook = students["south-bay"]
    notebook.begin()
    assert notebook.run(NEVER_BUSY).status == "ok"
    output = notebook.run(
        "block = bytearray(2 * 2**30)\nfor i in range(0, len(block), 4096): block[i] = 1"
    )
    assert "used more than its 600 MB of memory and was stopped" in output.text, output
    notebook.begin()
    assert notebook.run("print('still here')").text == "still here\n"


def test_a_full_quota_is_told(plain: HubInACluster, students: dict[str, Notebook]) -> None:
    quota = {"spec": {"hard": {"pods": str(len(plain.pods()))}}}
    words = ["patch", "resourcequota", "coursekit-students", "-n", plain.namespace]
    plain.cluster.run(*words, "--type=merge", "-p", json.dumps(quota))
    person = plain.student("north", PEOPLE["north"][0], "ida@north.edu")
    page = person.wait(person.get("/hub/spawn/north.ida@north.edu/tiny"))
    assert "As many people work here as may work at the same time" in page.text
    plain.cluster.run(*words, "--type=merge", "-p", json.dumps({"spec": {"hard": {"pods": "4"}}}))


def test_an_image_that_is_gone_is_told(plain: HubInACluster, students: dict[str, Notebook]) -> None:
    with site_of(plain) as site:
        image = site["courses"][0]["image"]
        site["courses"][0]["image"] = f"{image[:-64]}{'0' * 64}"
    person = plain.student("north", PEOPLE["north"][0], "eve@north.edu")
    time.sleep(1)
    page = person.wait(person.get("/hub/spawn/north.eve@north.edu/tiny"))
    assert "The environment of A tiny course is not ready." in page.text
    with site_of(plain) as site:
        site["courses"][0]["image"] = image


class site_of:
    """Changes the site of a hub in its cluster, and waits until the hub has it."""

    def __init__(self, hub: HubInACluster) -> None:
        self.hub = hub
        self.site: dict[str, Any] = {}

    def __enter__(self) -> dict[str, Any]:
        found = self.hub.cluster.get("configmap", "coursekit-site", "-n", self.hub.namespace)
        self.site = json.loads(found["data"]["site.json"])
        return self.site

    def __exit__(self, *_: object) -> None:
        text = json.dumps(self.site)
        hub, words = self.hub, ["patch", "configmap", "coursekit-site", "-n", self.hub.namespace]
        hub.cluster.run(*words, "--type=merge", "-p", json.dumps({"data": {"site.json": text}}))
        hub.look_at_once()
        place = "/etc/coursekit/site/site.json"
        until(lambda: hub.cluster.inside(hub.namespace, "cat", place) == text, "new site", 150)


def test_what_a_student_saved_is_there_the_next_time(
    plain: HubInACluster, students: dict[str, Notebook]
) -> None:
    notebook = students["north"]
    token = notebook.visitor
    stopped = token.api("DELETE", "/users/north.kim@north.edu/servers/tiny")
    assert stopped.status_code in (202, 204), stopped.text
    until(
        lambda: (
            not any(
                pod["metadata"]["labels"]["coursekit.college"] == "north" for pod in plain.pods()
            )
        ),
        "end of the pod",
    )
    again = Visitor(plain.url)
    page = again.get("/hub/north/login")
    again.fill_in(page, username="kim@north.edu", password=PASSWORD)
    fresh = at_work(plain, "north", again, "kim@north.edu")
    fresh.begin()
    assert fresh.run("print(open('mine.txt').read())").text == "of north\n"
