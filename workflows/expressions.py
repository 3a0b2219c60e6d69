"""Conditions of drawings, evaluated by a strict subset of Python; knows no case, no drawing, no table.

An expression is parsed once, checked node by node against an allow-list, and compiled. There are no attributes, no
lambdas, no names that begin with an underscore and no functions but those of FUNCTIONS, so that nothing reaches the
interpreter; repetition of strings and long ranges are refused, so that nothing reaches the memory.
"""

from __future__ import annotations

import ast
import keyword
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from types import CodeType
from typing import Any

LONGEST = 2000  # characters
MOST_NODES = 300
LARGEST = 10**15


class Forbidden(ValueError):
    """The expression uses something outside the allowed subset; the text says what."""


def _range(*bounds: int) -> range:
    numbers = range(*bounds)
    if len(numbers) > 10_000:
        raise Forbidden("range longer than 10000")
    return numbers


def _get(mapping: Mapping[str, Any] | None, key: str, default: Any = None) -> Any:
    return (mapping or {}).get(key, default)


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "len": len,
    "min": min,
    "max": max,
    "sum": sum,
    "any": any,
    "all": all,
    "abs": abs,
    "round": round,
    "bool": bool,
    "int": int,
    "str": str,
    "sorted": sorted,
    "range": _range,
    "get": _get,
}

_ALLOWED = (
    *(ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.UAdd, ast.Compare, ast.Eq),
    *(ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.Is, ast.IsNot, ast.BinOp, ast.Add, ast.Sub),
    *(ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.IfExp, ast.Constant, ast.Name, ast.Load, ast.Store, ast.Subscript),
    *(ast.List, ast.Tuple, ast.Set, ast.Dict, ast.Call, ast.GeneratorExp, ast.ListComp, ast.comprehension),
)


def evaluate(source: str, names: Mapping[str, Any]) -> Any:
    """The value of `source` where `names` are its variables.

    Raises Forbidden for an expression outside the subset, NameError for an unknown variable, and whatever the
    operation itself raises (TypeError, ZeroDivisionError …).
    """
    # The allow-list above is the sandbox. Our functions come last, so that no variable can shadow one.
    return eval(_compile(source), {**names, **_BUILTINS})  # noqa: S307


def check(source: str) -> frozenset[str]:
    """Compile `source` without running it; the variables it reads. Raises Forbidden, which says what is wrong."""
    _compile(source)
    nodes = list(ast.walk(ast.parse(source.strip(), mode="eval")))
    bound = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return frozenset(node.id for node in nodes if isinstance(node, ast.Name)) - bound - FUNCTIONS.keys()


def is_variable(name: str) -> bool:
    """Whether `name` may name a variable: an identifier, public, neither a word of Python nor one of FUNCTIONS."""
    return name.isidentifier() and not name.startswith("_") and not keyword.iskeyword(name) and name not in FUNCTIONS


@lru_cache(4096)
def _compile(source: str) -> CodeType:
    if len(source) > LONGEST:
        raise Forbidden(f"longer than {LONGEST} characters")
    try:
        tree = ast.parse(source.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Forbidden(f"not an expression: {error}") from error
    nodes = list(ast.walk(tree))
    if len(nodes) > MOST_NODES:
        raise Forbidden(f"more than {MOST_NODES} parts")
    for node in nodes:
        _check_node(node)
    return compile(ast.fix_missing_locations(_Guard().visit(tree)), "<expression>", "eval")


def _check_node(node: ast.AST) -> None:
    if not isinstance(node, _ALLOWED):
        raise Forbidden(f"{type(node).__name__} is not allowed")
    if isinstance(node, ast.Name):
        _check_name(node)
    if isinstance(node, ast.Call):
        _check_call(node)
    if isinstance(node, ast.GeneratorExp | ast.ListComp) and len(node.generators) > 1:
        raise Forbidden("nested loops are not allowed")


def _check_name(node: ast.Name) -> None:
    if node.id.startswith("_"):
        raise Forbidden(f"the name {node.id} is not allowed")
    if isinstance(node.ctx, ast.Store) and node.id in FUNCTIONS:
        raise Forbidden(f"{node.id} is a function")


def _check_call(node: ast.Call) -> None:
    if not isinstance(node.func, ast.Name) or node.func.id not in FUNCTIONS:
        raise Forbidden(f"{ast.unparse(node.func)} is not a known function")
    if any(argument.arg is None for argument in node.keywords):
        raise Forbidden("** is not allowed")


def _times(left: Any, right: Any) -> Any:
    return _small(left) * _small(right)


def _modulo(left: Any, right: Any) -> Any:
    return _small(left) % _small(right)


def _small(number: Any) -> Any:
    if isinstance(number, int | float | Decimal) and -LARGEST <= number <= LARGEST:
        return number
    raise Forbidden("* and % are for numbers up to 10**15 only")


class _Guard(ast.NodeTransformer):
    """Sends `*` and `%` through a check of their operands: 'a' * 10**9 and '%999999s' are ways to fill the memory."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        guard = {ast.Mult: "_times", ast.Mod: "_modulo"}.get(type(node.op))
        if guard is None:
            return node
        return ast.Call(ast.Name(guard, ast.Load()), [node.left, node.right], [])


_BUILTINS: Mapping[str, Any] = {"__builtins__": {}, **FUNCTIONS, "_times": _times, "_modulo": _modulo}
