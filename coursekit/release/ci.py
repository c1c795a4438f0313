"""The workflow files that check, assign and release a course on every push."""

from __future__ import annotations

from dataclasses import dataclass

GITHUB = ".github/workflows/coursekit.yml"
GITLAB = ".gitlab-ci.yml"


@dataclass(frozen=True)
class Pipeline:
    """What the files have to say."""

    version: str
    """coursekit's own."""
    python: str
    course: str
    """Folder of the course in its repository: ``.`` or ``courses/data8``."""
    branch: str = "main"
    """The branch whose pushes are released."""
    token: str = ""
    """The variable that holds the token for the release; nothing if none is needed."""
    image: str = ""
    """The image to build and push; nothing: none."""

    @property
    def install(self) -> str:
        """The command that installs coursekit."""
        extra = "[images]" if self.image else ""
        return f'python -m pip install "coursekit{extra}=={self.version}"'

    @property
    def always(self) -> tuple[tuple[str, str], ...]:
        """The steps for every push and every proposal, by name."""
        return (
            ("Check", f"coursekit check {self.course}"),
            ("Assign and prove", f"coursekit assign {self.course}"),
        )

    @property
    def preview(self) -> tuple[str, str]:
        """The step that shows a proposal's effect."""
        return ("Show what students would get", f"coursekit release --dry-run {self.course}")

    @property
    def publish(self) -> tuple[tuple[str, str], ...]:
        """The steps for a push to the branch."""
        build = f"coursekit build-image --push --tag {self.image} {self.course}"
        image = (("Build the image", build),) if self.image else ()
        return (*image, ("Release", f"coursekit release {self.course}"))


def github(pipeline: Pipeline) -> str:
    """Return the workflow file for GitHub Actions."""
    folder = "" if pipeline.course == "." else f"{pipeline.course}/"
    released = f"github.event_name == 'push' && github.ref == 'refs/heads/{pipeline.branch}'"
    steps = [_github_step(name, command) for name, command in pipeline.always]
    name, command = pipeline.preview
    token = pipeline.token
    steps.append(_github_step(name, command, condition=f"!({released})", token=token))
    steps += [
        _github_step(name, command, condition=released, token=token)
        for name, command in pipeline.publish
    ]
    return f"""\
# Written by coursekit ci; run it again after an update of coursekit.
name: course
on:
  push:
  pull_request:
permissions:
  contents: read
concurrency:
  group: course-${{{{ github.ref }}}}
jobs:
  course:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - uses: actions/setup-python@v5
        with:
          python-version: "{pipeline.python}"
      - uses: actions/cache@v4
        with:
          path: |
            {folder}.coursekit
            ~/.cache/uv
          key: course-${{{{ runner.os }}}}-{pipeline.version}-${{{{ github.sha }}}}
          restore-keys: course-${{{{ runner.os }}}}-{pipeline.version}-
      - name: Install
        run: {pipeline.install}
{"".join(steps)}"""


def gitlab(pipeline: Pipeline) -> str:
    """Return the pipeline file for GitLab."""
    folder = "" if pipeline.course == "." else f"{pipeline.course}/"
    always = "".join(f"    - {command}\n" for _, command in pipeline.always)
    publish = "".join(f"    - {command}\n" for _, command in pipeline.publish)
    note = f"# {pipeline.token} is a masked variable of the project.\n" if pipeline.token else ""
    return f"""\
# Written by coursekit ci; run it again after an update of coursekit.
{note}default:
  image: python:{pipeline.python}
  before_script:
    - {pipeline.install}
  cache:
    key: course-{pipeline.version}
    paths:
      - {folder}.coursekit
      - .cache/uv
variables:
  UV_CACHE_DIR: $CI_PROJECT_DIR/.cache/uv
course:
  rules:
    - if: $CI_COMMIT_BRANCH != "{pipeline.branch}"
  script:
{always}    - {pipeline.preview[1]}
release:
  rules:
    - if: $CI_COMMIT_BRANCH == "{pipeline.branch}"
  resource_group: release
  script:
{always}{publish}"""


def _github_step(name: str, command: str, *, condition: str = "", token: str = "") -> str:
    lines = [f"      - name: {name}"]
    lines += [f"        if: ${{{{ {condition} }}}}"] if condition else []
    if token:
        lines += ["        env:", f"          {token}: ${{{{ secrets.{token} }}}}"]
    lines.append(f"        run: {command}")
    return "".join(f"{line}\n" for line in lines)
