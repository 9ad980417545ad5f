"""
What the engine lets a condition use; a test compares these lists with the installed engine.

Two of its habits matter: mathematical functions pass its check, yet are only reachable as
`math['sqrt']`; and `str`, `int` and the like are functions there, not types.
"""

NODES = frozenset(
    {
        *("Constant", "List", "Tuple", "Dict", "Set", "Name", "Load", "Store"),
        *("BinOp", "UnaryOp", "BoolOp", "Compare", "IfExp"),
        *("Add", "Sub", "Mult", "Div", "FloorDiv", "Mod", "Pow"),
        *("LShift", "RShift", "BitOr", "BitXor", "BitAnd"),
        *("UAdd", "USub", "Not", "Invert", "And", "Or"),
        *("Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"),
        *("Subscript", "Slice", "Attribute", "Call", "keyword", "Starred"),
        *("ListComp", "SetComp", "DictComp", "GeneratorExp", "comprehension"),
        *("JoinedStr", "FormattedValue", "Expression", "Expr"),
    }
)
"""Kinds of syntax that the engine accepts."""

CONVERSIONS = {
    "int": "type(0)",
    "float": "type(0.0)",
    "str": "type('')",
    "bool": "type(True)",
    "list": "type([])",
    "dict": "type({})",
    "tuple": "type(())",
    "set": "type(set())",
}
"""Functions that are named like types, and how to write the type itself."""

FUNCTIONS = frozenset(
    {
        *CONVERSIONS,
        *("abs", "min", "max", "sum", "round", "pow", "divmod"),
        *("len", "range", "enumerate", "zip", "sorted", "reversed", "filter", "map"),
        *("any", "all", "isinstance", "type", "hasattr", "getattr"),
        *("upper", "lower", "strip", "split", "join", "replace"),
        *("startswith", "endswith", "format"),
    }
)
"""Functions that a condition can call by name."""

MATH_NAMES = frozenset(
    {
        *("sqrt", "floor", "ceil", "log", "log10", "log2", "exp", "sin", "cos", "tan"),
        *("pi", "e", "inf", "nan", "isnan", "isinf"),
    }
)
"""Keys of the dict that the engine calls `math`."""

KEYWORDS = frozenset({"True", "False", "None"})
"""Constants that the engine lists among its functions."""

DEFINED = FUNCTIONS | {"math", "__builtins__"}
"""Every name that has a value in each condition."""

CALLABLE = FUNCTIONS | MATH_NAMES | KEYWORDS | {"math"}
"""Every name that the engine's check lets a condition call."""

FOREIGN_CONSTANTS = {
    "true": "True",
    "TRUE": "True",
    "false": "False",
    "FALSE": "False",
    "null": "None",
    "NULL": "None",
    "none": "None",
    "nil": "None",
    "undefined": "None",
}
"""Constants of other languages, and Python's word for them."""


def is_member(name: str) -> bool:
    """Tell whether any value within a condition can have this attribute."""
    entries: dict[str, object] = {}
    views: tuple[object, ...] = (entries.keys(), entries.items(), entries.values())
    others: tuple[object, ...] = (True, None, (), set(), range(0), b"", 0j, len, type, iter(()))
    return any(hasattr(value, name) for value in (*_json_values(), *others, *views))


def is_method(name: str) -> bool:
    """Tell whether this attribute is a method of every JSON value that has it."""
    owners = [value for value in _json_values() if hasattr(value, name)]
    return bool(owners) and all(callable(getattr(value, name)) for value in owners)


def _json_values() -> tuple[object, ...]:
    return ({}, [], "", 0, 0.0)
