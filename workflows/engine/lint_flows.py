"""Refuses flows on which a case could be lost, run away or grow for ever. Knows nodes by their kind only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workflows.expressions import Forbidden, check

from .complaints import Complaint, complain
from .plan import GATEWAYS, Arrow, Node, Plan

CONDITIONAL = ("exclusiveGateway", "inclusiveGateway")
NO_WAY_IN = ("startEvent", "boundaryEvent")


def complain_of_flows(plan: Plan) -> Iterator[Complaint]:
    yield from _ends(plan)
    for node in plan.nodes.values():
        yield from _ways(plan, node)
        if node.kind in CONDITIONAL and len(plan.outgoing(node.id)) > 1:
            yield from _split(plan, node)
        if node.kind == "eventBasedGateway":
            yield from _event_gateway(plan, node)
    yield from _conditions(plan)
    for start in [node for node in plan.nodes.values() if node.kind == "startEvent"]:
        yield from _loops(plan, start)
    yield from _reach(plan)
    yield from _breathless(plan)


def _complain(node: Node, reason: str) -> Complaint:
    return complain(node.xml, reason)


def _ends(plan: Plan) -> Iterator[Complaint]:
    seen: set[tuple[str, str]] = set()
    for arrow in plan.arrows:
        ends = plan.nodes.get(arrow.source), plan.nodes.get(arrow.target)
        if any(end is None or end.scope != arrow.scope for end in ends):
            yield _of_arrow(arrow, "a flow joins two nodes of the same process or sub-process")
        if (arrow.source, arrow.target) in seen:
            yield _of_arrow(arrow, "a second flow between the same two nodes")
        seen.add((arrow.source, arrow.target))


def _of_arrow(arrow: Arrow, reason: str) -> Complaint:
    return complain(arrow.xml, reason)


def _ways(plan: Plan, node: Node) -> Iterator[Complaint]:
    """How many flows may come in and go out."""
    ways_in, ways_out = len(plan.incoming(node.id)), len(plan.outgoing(node.id))
    if node.kind in NO_WAY_IN and ways_in:
        yield _complain(node, f"no flow can enter a {node.kind}")
    if node.kind not in NO_WAY_IN and ways_in == 0:
        yield _complain(node, "no flow enters")
    if ways_in > 1 and node.kind not in (*GATEWAYS, "endEvent"):
        yield _complain(node, "several flows enter; let them meet in a merge gateway before")
    if node.kind == "endEvent" and ways_out:
        yield _complain(node, "no flow can leave an end event")
    if node.kind not in GATEWAYS and node.kind != "endEvent" and ways_out != 1:
        yield _complain(node, f"one flow must leave, not {ways_out}")
    if node.kind in GATEWAYS and (ways_out == 0 or (ways_in > 1 and ways_out > 1)):
        yield _complain(node, "a gateway either splits or merges")


def _split(plan: Plan, node: Node) -> Iterator[Complaint]:
    outgoing = plan.outgoing(node.id)
    default = node.xml.get("default")
    if default not in [arrow.id for arrow in outgoing]:
        yield _complain(node, "splits without a default flow: a case could find no way on")
    for arrow in outgoing:
        if arrow.id == default and arrow.condition is not None:
            yield _of_arrow(arrow, "the default flow has no condition")
        if arrow.id != default and arrow.condition is None:
            yield _of_arrow(arrow, "a flow out of a deciding gateway needs a condition")


def _conditions(plan: Plan) -> Iterator[Complaint]:
    for arrow in [arrow for arrow in plan.arrows if arrow.condition is not None]:
        source = plan.nodes.get(arrow.source)
        if source is None or source.kind not in CONDITIONAL or len(plan.outgoing(arrow.source)) < 2:
            yield _of_arrow(arrow, "conditions stand behind splitting exclusive and inclusive gateways only")
            continue
        try:
            check(arrow.condition or "")
        except Forbidden as error:
            yield _of_arrow(arrow, f"condition {arrow.condition!r}: {error}")


def _event_gateway(plan: Plan, node: Node) -> Iterator[Complaint]:
    targets = [plan.nodes[arrow.target] for arrow in plan.outgoing(node.id) if arrow.target in plan.nodes]
    if len(targets) < 2 or any(target.kind != "intermediateCatchEvent" for target in targets):
        yield _complain(node, "leads to at least two events and to nothing else")
    waits = [(target.event, *_named(target)) for target in targets]
    if sum(event[0] == "timer" for event in waits) > 1:
        yield _complain(node, "waits for two timers; one of them would never be seen")
    if len(set(waits)) < len(waits):
        yield _complain(node, "waits for the same event twice")


def _named(node: Node) -> tuple[str, ...]:
    return tuple(
        child.get("messageRef") or child.get("signalRef") or node.id for child in node.xml if "Event" in child.tag
    )


def _loops(plan: Plan, start: Node) -> Iterator[Complaint]:
    """Every way back must enter an exclusive merge gateway (depth first; a way back leads to a node on the path)."""
    on_path, done = {start.id}, set[str]()
    path = [(start.id, iter(plan.following(start.id)))]
    while path:
        here, targets = path[-1]
        target = next(targets, None)
        if target is None:
            path.pop()
            on_path.discard(here)
            done.add(here)
        elif target in on_path and plan.nodes[target].kind != "exclusiveGateway":
            yield _complain(plan.nodes[target], "a loop comes back here; it must enter an exclusive merge gateway")
        elif target not in done and target not in on_path:
            on_path.add(target)
            path.append((target, iter(plan.following(target))))


def _reach(plan: Plan) -> Iterator[Complaint]:
    """Every node is reached from its start, and an end is reached from it."""
    follows = {node: plan.following(node) for node in plan.nodes}
    comes_from: dict[str, list[str]] = {node: [] for node in plan.nodes}
    for node, targets in follows.items():
        for target in targets:
            comes_from[target].append(node)
    reached = _closure((node.id for node in plan.nodes.values() if node.kind == "startEvent"), follows)
    ending = _closure((node.id for node in plan.nodes.values() if node.kind == "endEvent"), comes_from)
    for one in plan.nodes.values():
        if one.id not in reached:
            yield _complain(one, "can't be reached from the start event")
        elif one.id not in ending:
            yield _complain(one, "no end event can be reached from here")


def _closure(starts: Iterable[str], edges: dict[str, list[str]]) -> set[str]:
    path = list(starts)
    seen = set(path)
    while path:
        new = [target for target in edges[path.pop()] if target not in seen]
        seen.update(new)
        path.extend(new)
    return seen


def _breathless(plan: Plan) -> Iterator[Complaint]:
    """A loop in which nobody is waited for would never stop."""
    automatic = {node.id for node in plan.nodes.values() if not _waits(plan, node)}
    edges = {node: [target for target in plan.following(node) if target in automatic] for node in automatic}
    for name in sorted(automatic):
        if name in _closure(edges[name], edges):
            yield _complain(plan.nodes[name], "lies on a loop in which nothing is waited for")


def _waits(plan: Plan, node: Node) -> bool:
    if node.kind == "subProcess":
        return any(inner.scope == node.id and inner.kind == "userTask" for inner in plan.nodes.values())
    return node.kind in {"userTask", "intermediateCatchEvent", "eventBasedGateway"}
