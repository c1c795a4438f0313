"""Plans the image of a course: the images below it, its thin layer, its tests, push and record."""

from __future__ import annotations

from coursekit.environment.buildpacks import stock_reason
from coursekit.environment.course_lock import CourseLock, otter_version
from coursekit.environment.image import (
    LOCK_FILE,
    STAGE,
    BuildBase,
    BuildCourse,
    ImageFacts,
    ProveImage,
    PullImage,
    PushImage,
    WriteCourseLock,
    base_key,
    base_name,
    image_key,
    image_names,
    r_key,
    repository,
    shared_names,
)
from coursekit.environment.requirements import server_packages
from coursekit.plan import Action
from coursekit.state import digest


def plan_image(facts: ImageFacts) -> tuple[Action, ...]:
    """Return what to do about the base image, the course's image, its tests, push and record.

    An image that the registry has under the tag of its content was tested before it was pushed.
    """
    name = image_names(facts)[0]
    known = name in facts.present or name in facts.remote
    return (
        *_plan_shared(facts, needed=not known and not facts.other),
        _plan_course(facts),
        _plan_tests(facts),
        *_plan_push(facts),
        _plan_record(facts),
    )


def _plan_shared(facts: ImageFacts, *, needed: bool) -> tuple[Action, ...]:
    names = shared_names(facts)
    there = names[-1] in facts.present or names[-1] in facts.remote
    if not facts.r:
        return (_plan_base(facts, needed=needed),)
    return (_plan_base(facts, needed=needed and not there), _plan_r(facts, names, needed=needed))


def _plan_r(facts: ImageFacts, names: tuple[str, ...], *, needed: bool) -> Action:
    key, name, why = r_key(facts), names[-1], f"apt.txt asks for {facts.r}"
    if not needed:
        return _action(facts, "R image", key, "not needed for this image", None)
    if name in facts.present:
        return _action(facts, "R image", key, f"{why}, and it is here", None)
    if name in facts.remote:
        return _action(facts, "R image", key, f"{why}: the registry has it", PullImage(name))
    work = BuildBase(name, names[0], facts.options, facts, "r")
    return _action(facts, "R image", key, why, work)


def _plan_base(facts: ImageFacts, *, needed: bool) -> Action:
    key, name = base_key(facts), base_name(facts)
    if not needed:
        return _action(facts, "base image", key, "not needed for this image", None)
    if name in facts.present:
        return _action(facts, "base image", key, "made from this definition", None)
    if name in facts.remote:
        return _action(facts, "base image", key, "the registry has it", PullImage(name))
    work = BuildBase(name, facts.options.start, facts.options, facts)
    return _action(facts, "base image", key, f"not made from {work.base_image} yet", work)


def _plan_course(facts: ImageFacts) -> Action:
    key, names = image_key(facts), image_names(facts)
    if names[0] in facts.present:
        return _action(facts, "image", key, f"unchanged: {names[0]} is here", None)
    if names[0] in facts.remote:
        why = "unchanged: the registry has it"
        pull = None if facts.options.push else PullImage(names[0])
        return _action(facts, "image", key, why, pull)
    why = "no image of this lock and these files yet"
    if facts.other:
        why = stock_reason(facts.other)
    work = BuildCourse(facts, names[0], shared_names(facts)[-1], names)
    return _action(facts, "image", key, why, work)


def _plan_tests(facts: ImageFacts) -> Action:
    key, name = image_key(facts), image_names(facts)[0]
    if name in facts.remote:
        return _action(facts, "tests", key, "passed before it was pushed", None)
    if name in facts.present and facts.present[name] == facts.tested:
        return _action(facts, "tests", key, "passed for this image", None)
    return _action(facts, "tests", key, "not run for this image yet", ProveImage(facts, name))


def _plan_push(facts: ImageFacts) -> tuple[Action, ...]:
    if not facts.options.push:
        return ()
    names = image_names(facts)
    key = digest(*names)
    lacking = tuple(name for name in names if name not in facts.remote)
    digests = {facts.remote.get(name) for name in names}
    if not lacking and len(digests) == 1:
        return (_action(facts, "push", key, "the registry has it", None),)
    below = [n for n in shared_names(facts) if n in facts.present and n not in facts.remote]
    why = f"the registry lacks {lacking[0]}" if lacking else f"{names[-1]} names another image"
    work = PushImage((*below, *names), here=image_names(facts)[0] in facts.present)
    return (_action(facts, "push", key, why, work),)


def _plan_record(facts: ImageFacts) -> Action:
    record = wanted_record(facts)
    key = digest(record.text())
    if facts.recorded == record:
        return _action(facts, LOCK_FILE, key, "says so", None)
    why = "not written yet" if facts.recorded is None else "says something else"
    return _action(facts, LOCK_FILE, key, why, WriteCourseLock(record))


def wanted_record(facts: ImageFacts) -> CourseLock:
    """Return what ``course.lock`` should say of what there is now.

    A record of the same content that other machines can pull stays when nothing is pushed.
    """
    name, before = image_names(facts)[0], facts.recorded or CourseLock()
    content = image_key(facts)
    if pushed := facts.remote.get(name):
        image, found = f"{repository(facts)[0]}@{pushed}", pushed
    elif before.content == content and before.pushed:
        image, found = before.image, before.digest
    else:
        image, found = name, facts.present.get(name, "")
    return CourseLock(
        lock=digest(facts.lock),
        base=" ".join(part for part in (facts.options.start, facts.options.platform) if part),
        content=content,
        image=image,
        digest=found,
        otter=otter_version(facts.lock or server_packages()),
        release=facts.release or before.release,
    )


def _action(facts: ImageFacts, what: str, key: str, why: str, work: object | None) -> Action:
    return Action(STAGE, f"{facts.course}: {what}", why, key, work)
