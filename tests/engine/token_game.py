"""The token game of BPMN 2.0.2 (clause 13) written down a second time, naively and without SpiffWorkflow.

It reads the XML itself and keeps the whole case in plain lists; the engine must agree with it after every move.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from workflows.expressions import evaluate

NS = {"b": "http://www.omg.org/spec/BPMN/20100524/MODEL"}


@dataclass(eq=False)
class Token:
    """A token that rests on a node; `scope` is the token of the sub-process around it (None = the process)."""

    node: Any
    scope: Token | None
    item: str | None = None
    panel: Token | None = None
    came_by: str | None = None
    armed: list[Any] = field(default_factory=list)
    done: int = 0


class TokenGame:
    """One case; `open`, `armed`, `awaits`, `ended` and `variables` are to be compared."""

    def __init__(self, xml: bytes, variables: Mapping[str, Any], serve: Callable[..., Mapping[str, Any]]) -> None:
        process = etree.fromstring(xml).find("b:process", NS)
        assert process is not None
        self.nodes = {node.get("id"): node for node in process.iter() if node.get("id")}
        self.flows = process.findall(".//b:sequenceFlow", NS)
        self.boundary = process.findall(".//b:boundaryEvent", NS)
        self.variables = dict(variables)
        self.serve = serve
        self.tokens: list[Token] = []
        self.ended: str | None = None
        self._start(process, None)
        self._settle()

    # What can be seen

    def open(self) -> Counter[tuple[str, str | None]]:
        return Counter(
            (token.node.get("id"), token.item)
            for token in self.tokens
            if _kind(token.node) == "userTask" and (token.panel or _loop(token.node) is None)
        )

    def armed(self) -> Counter[str]:
        waiting = [event for token in self.tokens for event in self._waits_for(token)]
        timers = [event.get("id") for event in waiting if event.find("b:timerEventDefinition", NS) is not None]
        return Counter(timers + [event.get("id") for token in self.tokens for event in token.armed])

    def awaits(self) -> frozenset[str]:
        waiting = [event for token in self.tokens for event in self._waits_for(token)]
        found = [event.find("b:messageEventDefinition", NS) for event in waiting]
        return frozenset(definition.get("messageRef") for definition in found if definition is not None)

    # Moves

    def complete(self, element: str, item: str | None, variables: Mapping[str, Any]) -> None:
        self.variables.update(variables)
        tasks = [token for token in self.tokens if (token.node.get("id"), token.item) == (element, item)]
        task = next(token for token in tasks if token.panel or _loop(token.node) is None)
        self.tokens.remove(task)
        if task.panel is None:
            self._leave(task)
        else:
            task.panel.done += 1
            self._look_at_panel(task.panel)
        self._settle()

    def fire(self, element: str) -> None:
        token = next(token for token in self.tokens if element in [event.get("id") for event in self._timers(token)])
        event = self.nodes[element]
        if event in token.armed:
            token.armed.remove(event)
            if event.get("cancelActivity") != "false":
                self._drop(token)
            self._follow(event, token.scope)
        else:
            self.tokens.remove(token)
            self._follow(event, token.scope)
        self._settle()

    def send(self, message: str, variables: Mapping[str, Any]) -> None:
        self.variables.update(variables)
        self._catch("messageEventDefinition", "messageRef", message)
        self._settle()

    # The game

    def _start(self, scope_node: Any, scope: Token | None) -> None:
        self._follow(scope_node.find("b:startEvent", NS), scope)

    def _follow(self, node: Any, scope: Token | None) -> None:
        for flow in self._outgoing(node):
            self._enter(flow, scope)

    def _outgoing(self, node: Any) -> list[Any]:
        return [flow for flow in self.flows if flow.get("sourceRef") == node.get("id")]

    def _enter(self, flow: Any, scope: Token | None) -> None:
        if self.ended is not None:
            return
        token = Token(self.nodes[flow.get("targetRef")], scope, came_by=flow.get("id"))
        self.tokens.append(token)
        {
            "userTask": self._user_task,
            "serviceTask": self._service_task,
            "subProcess": self._sub_process,
            "exclusiveGateway": self._exclusive,
            "parallelGateway": self._parallel,
            "intermediateThrowEvent": self._throw,
            "endEvent": self._end,
        }.get(_kind(token.node), lambda token: None)(token)

    def _leave(self, token: Token) -> None:
        if token in self.tokens:
            self.tokens.remove(token)
        self._follow(token.node, token.scope)

    def _arm(self, token: Token) -> None:
        token.armed = [event for event in self.boundary if event.get("attachedToRef") == token.node.get("id")]

    def _user_task(self, token: Token) -> None:
        self._arm(token)
        loop = _loop(token.node)
        if loop is not None:
            items = self.variables[loop.findtext("b:loopDataInputRef", None, NS)]
            self.tokens += [Token(token.node, token.scope, item, panel=token) for item in items]
            self._look_at_panel(token)

    def _look_at_panel(self, panel: Token) -> None:
        left = [token for token in self.tokens if token.panel is panel]
        condition = _loop(panel.node).findtext("b:completionCondition", None, NS)
        counts = {"nrOfInstances": len(left) + panel.done, "nrOfCompletedInstances": panel.done}
        if not left or (condition and evaluate(condition, {**self.variables, **counts})):
            self.tokens = [token for token in self.tokens if token not in left]
            self._leave(panel)

    def _service_task(self, token: Token) -> None:
        self.variables.update(self.serve(token.node.get("id"), dict(self.variables)))
        self._leave(token)

    def _sub_process(self, token: Token) -> None:
        self._arm(token)
        self._start(token.node, token)

    def _exclusive(self, token: Token) -> None:
        self.tokens.remove(token)
        matching = [flow for flow in self._outgoing(token.node) if self._condition(flow)]
        self._enter((matching or self._default(token.node))[0], token.scope)

    def _condition(self, flow: Any) -> bool:
        condition = flow.findtext("b:conditionExpression", None, NS)
        return condition is not None and bool(evaluate(condition, self.variables))

    def _default(self, gateway: Any) -> list[Any]:
        outgoing = self._outgoing(gateway)
        return [flow for flow in outgoing if flow.get("id") == gateway.get("default") or len(outgoing) == 1]

    def _parallel(self, token: Token) -> None:
        self._join(token, {flow.get("id") for flow in self._incoming(token.node)}, self._outgoing(token.node))

    def _incoming(self, node: Any) -> list[Any]:
        return [flow for flow in self.flows if flow.get("targetRef") == node.get("id")]

    def _join(self, token: Token, needed: set[str], onward: list[Any]) -> bool:
        """Consume one token of each incoming flow, if there is one on all that are `needed`."""
        here = {other.came_by: other for other in self.tokens if (other.node, other.scope) == (token.node, token.scope)}
        if not needed <= set(here):
            return False
        for other in here.values():
            self.tokens.remove(other)
        for flow in onward:
            self._enter(flow, token.scope)
        return True

    def _throw(self, token: Token) -> None:
        signal = token.node.find("b:signalEventDefinition", NS).get("signalRef")
        self._leave(token)
        self._catch("signalEventDefinition", "signalRef", signal)

    def _end(self, token: Token) -> None:
        self.tokens.remove(token)
        if token.node.find("b:terminateEventDefinition", NS) is not None:
            self.tokens.clear()
        if not [other for other in self.tokens if other.scope is token.scope]:
            if token.scope is None:
                self.ended = token.node.get("id")
            else:
                self._leave(token.scope)

    def _settle(self) -> None:
        """Inclusive gateways fire when nothing else moves (clause 13.4.3)."""
        while any(self._inclusive(token) for token in self.tokens if _kind(token.node) == "inclusiveGateway"):
            pass

    def _inclusive(self, token: Token) -> bool:
        incoming = {flow.get("id") for flow in self._incoming(token.node)}
        peers = [other for other in self.tokens if other.scope is token.scope and other.panel is None]
        arrived = {other.came_by for other in peers if other.node is token.node}
        for other in peers:
            reached = self._reachable(other.node, token.node) & incoming
            if other.node is not token.node and reached - arrived and not reached & arrived:
                return False
        matching = [flow for flow in self._outgoing(token.node) if self._condition(flow)]
        return self._join(token, {str(token.came_by)}, matching or self._default(token.node))

    def _reachable(self, start: Any, gateway: Any) -> set[str]:
        found: set[str] = set()
        path = [start]
        while path:
            for flow in self._outgoing(path.pop()):
                if flow.get("id") not in found:
                    found.add(flow.get("id"))
                    if flow.get("targetRef") != gateway.get("id"):
                        path.append(self.nodes[flow.get("targetRef")])
        return found

    def _waits_for(self, token: Token) -> list[Any]:
        if _kind(token.node) == "eventBasedGateway":
            return [self.nodes[flow.get("targetRef")] for flow in self._outgoing(token.node)]
        return [token.node] if _kind(token.node) == "intermediateCatchEvent" else []

    def _timers(self, token: Token) -> list[Any]:
        return [*token.armed, *self._waits_for(token)]

    def _catch(self, kind: str, ref: str, name: str) -> None:
        for token in list(self.tokens):
            for event in self._waits_for(token):
                definition = event.find(f"b:{kind}", NS)
                if definition is not None and definition.get(ref) == name and token in self.tokens:
                    self.tokens.remove(token)
                    self._follow(event, token.scope)

    def _drop(self, token: Token) -> None:
        """Take a token away with everything inside it."""
        self.tokens.remove(token)
        for inner in [other for other in self.tokens if other.scope is token or other.panel is token]:
            if inner in self.tokens:
                self._drop(inner)


def _kind(node: Any) -> str:
    return str(etree.QName(node).localname)


def _loop(node: Any) -> Any:
    return node.find("b:multiInstanceLoopCharacteristics", NS)
