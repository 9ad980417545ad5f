"""
Python-like expressions, as people write them into templates, turned into JMESPath.

Only what means the same, or nearly so, is translated; anything else gives None. Paths that begin
with a root (`input.a`, `upstream.fetch-page.body`) may hold hyphens, as stage ids do.
"""

import ast
import json
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

_ROOTED = re.compile(r"(?<![\w.'\"])(input|upstream|env|context|data)((?:\.[A-Za-z_][\w-]*)*)")
_PATH = re.compile(r"[A-Za-z_][\w.]*")
_PLAIN = re.compile(r"[A-Za-z_]\w*")
_COMPARATORS: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "==",
    ast.IsNot: "!=",
}
_FUNCTIONS: Mapping[str, str] = {
    "len": "length",
    "str": "to_string",
    "int": "to_number",
    "float": "to_number",
    "sum": "sum",
    "max": "max",
    "min": "min",
    "abs": "abs",
    "sorted": "sort",
    "reversed": "reverse",
}


class Translation(NamedTuple):
    """A JMESPath expression and the paths that its data must hold."""

    expression: str
    paths: tuple[tuple[str, ...], ...]


class _UntranslatableError(Exception):
    """The expression uses something that JMESPath has not."""


def to_jmespath(text: str) -> Translation | None:
    """Translate the inside of a template, None when its meaning would be lost."""
    paths: list[tuple[str, ...]] = []

    def stand_in(match: re.Match[str]) -> str:
        paths.append((match[1], *match[2].split(".")[1:]))
        return f"path{len(paths) - 1}_"

    try:
        tree = ast.parse(_ROOTED.sub(stand_in, text.strip()), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    translator = _Translator({f"path{at}_": path for at, path in enumerate(paths)})
    try:
        expression = translator.write(tree.body)
    except (_UntranslatableError, RecursionError):
        return None
    return Translation(expression, tuple(paths))


def path_expression(names: tuple[str, ...]) -> str:
    """Write a path in JMESPath, with quotes where a name needs them."""
    return ".".join(name if _PLAIN.fullmatch(name) else json.dumps(name) for name in names)


def text_expression(text: str) -> str:
    """Write a text as a JMESPath literal."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


class _Translator:
    """Writes one expression; `paths` say what the stand-in names mean."""

    def __init__(self, paths: Mapping[str, tuple[str, ...]]) -> None:
        self._paths = paths
        self._element: str | None = None  # The variable of a comprehension.

    def write(self, node: ast.expr) -> str:
        """Write a part of the expression."""
        writers: Mapping[type[ast.expr], Callable[..., str]] = {
            ast.Name: self._name,
            ast.Constant: self._constant,
            ast.Attribute: self._attribute,
            ast.Subscript: self._subscript,
            ast.BoolOp: self._logic,
            ast.UnaryOp: self._unary,
            ast.Compare: self._comparison,
            ast.IfExp: self._choice,
            ast.BinOp: self._mean,
            ast.Call: self._call,
            ast.List: self._list,
            ast.ListComp: self._comprehension,
            ast.GeneratorExp: self._comprehension,
        }
        writer = writers.get(type(node))
        if writer is None:
            raise _UntranslatableError
        return writer(node)

    def _name(self, node: ast.Name) -> str:
        if node.id == self._element:
            return "@"
        path = self._paths.get(node.id)
        if path is None:
            raise _UntranslatableError
        return path_expression(path)

    def _constant(self, node: ast.Constant) -> str:
        if isinstance(node.value, str):
            return text_expression(node.value)
        if node.value is None or isinstance(node.value, bool | int | float):
            return f"`{json.dumps(node.value)}`"
        raise _UntranslatableError

    def _attribute(self, node: ast.Attribute) -> str:
        return self._member(self.write(node.value), node.attr)

    def _member(self, holder: str, name: str) -> str:
        written = path_expression((name,))
        return written if holder == "@" else f"{holder}.{written}"

    def _subscript(self, node: ast.Subscript) -> str:
        holder = self.write(node.value)
        if isinstance(node.slice, ast.Slice):
            bounds = (node.slice.lower, node.slice.upper, node.slice.step)
            written = ":".join("" if each is None else self._integer(each) for each in bounds)
            return f"{holder}[{written.removesuffix(':') or ':'}]"
        if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
            return self._member(holder, node.slice.value)
        return f"{holder}[{self._integer(node.slice)}]"

    def _integer(self, node: ast.expr) -> str:
        try:
            value = ast.literal_eval(node)
        except ValueError:
            value = None
        if not isinstance(value, int) or isinstance(value, bool):
            raise _UntranslatableError
        return str(value)

    def _logic(self, node: ast.BoolOp) -> str:
        mark = " || " if isinstance(node.op, ast.Or) else " && "
        return f"({mark.join(self.write(each) for each in node.values)})"

    def _unary(self, node: ast.UnaryOp) -> str:
        if isinstance(node.op, ast.Not):
            return f"!({self.write(node.operand)})"
        return f"`{self._integer(node)}`"

    def _comparison(self, node: ast.Compare) -> str:
        if len(node.ops) != 1:
            raise _UntranslatableError
        left, right = self.write(node.left), self.write(node.comparators[0])
        operator = node.ops[0]
        if isinstance(operator, ast.In | ast.NotIn):
            contains = f"contains({right}, {left})"
            return contains if isinstance(operator, ast.In) else f"!{contains}"
        return f"{left} {_COMPARATORS[type(operator)]} {right}"

    def _choice(self, node: ast.IfExp) -> str:
        condition, then, otherwise = map(self.write, (node.test, node.body, node.orelse))
        return f"(({condition}) && {then} || {otherwise})"

    def _mean(self, node: ast.BinOp) -> str:
        """Write a sum over a count; JMESPath has no other arithmetic."""
        match node:
            case ast.BinOp(
                left=ast.Call(func=ast.Name(id="sum"), args=[summed]),
                op=ast.Div(),
                right=ast.Call(func=ast.Name(id="len")),
            ):
                return f"avg({self.write(summed)})"
        raise _UntranslatableError

    def _call(self, node: ast.Call) -> str:
        if node.keywords:
            raise _UntranslatableError
        arguments = node.args
        match node.func:
            case ast.Name(id="set" | "list" | "tuple") if len(arguments) == 1:
                return self.write(arguments[0])
            case ast.Name(id="all" | "any" as name) if len(arguments) == 1:
                return self._quantifier(name, arguments[0])
            case ast.Name(id=name) if name in _FUNCTIONS and len(arguments) == 1:
                return f"{_FUNCTIONS[name]}({self.write(arguments[0])})"
            case ast.Name(id=name) if self._paths.get(name, ())[-1:] == ("get",) and arguments:
                return self._get(path_expression(self._paths[name][:-1]), arguments)
            case ast.Attribute(value=holder, attr="get") if arguments:
                return self._get(self.write(holder), arguments)
            case ast.Attribute(value=ast.Constant(value=str(glue)), attr="join") if arguments:
                return f"join({text_expression(glue)}, {self.write(arguments[0])})"
        raise _UntranslatableError

    def _quantifier(self, name: str, argument: ast.expr) -> str:
        if not isinstance(argument, ast.ListComp | ast.GeneratorExp) or argument.generators[0].ifs:
            raise _UntranslatableError
        loop = argument.generators[0]
        condition = argument.elt
        if name == "all":
            condition = ast.UnaryOp(op=ast.Not(), operand=condition)
        chosen = ast.ListComp(
            elt=ast.Name(id=loop.target.id) if isinstance(loop.target, ast.Name) else argument.elt,
            generators=[ast.comprehension(loop.target, loop.iter, [condition], is_async=0)],
        )
        mark = "==" if name == "all" else ">"
        return f"length({self.write(chosen)}) {mark} `0`"

    def _get(self, holder: str, arguments: list[ast.expr]) -> str:
        key = arguments[0]
        if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
            raise _UntranslatableError
        found = self._member(holder, key.value)
        if len(arguments) == 1:
            return found
        return f"({found} || {self.write(arguments[1])})"

    def _list(self, node: ast.List) -> str:
        if not node.elts:
            return "`[]`"
        return f"[{', '.join(self.write(each) for each in node.elts)}]"

    def _comprehension(self, node: ast.ListComp | ast.GeneratorExp) -> str:
        loop = node.generators[0]
        if len(node.generators) != 1 or not isinstance(loop.target, ast.Name):
            raise _UntranslatableError
        holder = self.write(loop.iter)
        outer, self._element = self._element, loop.target.id
        conditions = " && ".join(self.write(each) for each in loop.ifs)
        element = self.write(node.elt)
        self._element = outer
        chosen = f"{holder}[?{conditions}]" if conditions else f"{holder}[]"
        if element == "@":
            return chosen
        # Only a path may follow a projection; anything else goes through a list of one.
        return f"{chosen}.{element}" if _PATH.fullmatch(element) else f"{chosen}.[{element}][]"
