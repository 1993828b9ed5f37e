"""What is wrong with a parameter of a request, in words: which one, and what it takes."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from msgspec import Struct, inspect

from situation.errors import UsageError
from situation.text import clean

_SHOWN: Final = 40


def unknown_parameter(name: str, kind: type[Struct]) -> UsageError:
    """A parameter that the route of this query does not have."""
    known = ", ".join(kind.__struct_fields__)
    return UsageError(
        f"there is no parameter “{clean(name, _SHOWN)}” here",
        where="query",
        do=f"this takes {known}" if known else "this takes no parameters",
    )


def wrong_value(given: Mapping[str, Any], kind: type[Struct]) -> UsageError:
    """The first parameter whose value it does not take.

    Args:
        given: values by name, several as a list; the names are known, one of the values is wrong.
        kind: what the route knows.
    """
    info = inspect.type_info(kind)
    fields = info.fields if isinstance(info, inspect.StructType) else ()
    for field in fields:
        if field.name in given and not _is_taken(given[field.name], field, kind):
            values = given[field.name]
            shown = ", ".join(map(str, values)) if isinstance(values, list) else str(values)
            return UsageError(
                f"“{clean(shown, _SHOWN)}” is not what {field.name} takes",
                where=field.name,
                do=f"give {_takes(field.type)}",
            )
    return UsageError("a parameter has a value that it does not take", do="see /openapi.json")


def _is_taken(value: object, field: inspect.Field, kind: type[Struct]) -> bool:
    try:
        msgspec.convert({field.name: value}, kind, strict=False)
    except msgspec.ValidationError:
        return False
    return True


def _takes(kind: inspect.Type) -> str:
    match kind:
        case inspect.Metadata(type=inner):
            return _takes(inner)
        case inspect.UnionType(types=types):
            return _takes(next(one for one in types if not isinstance(one, inspect.NoneType)))
        case inspect.VarTupleType(item_type=item, max_length=most):
            bound = "several" if most is None else f"no more than {most} of them"
            return f"{_one(item)}; {bound}, as several parameters"
    return _one(kind)


def _one(kind: inspect.Type) -> str:
    match kind:
        case inspect.Metadata(type=inner):
            return _one(inner)
        case inspect.EnumType(cls=values):
            return f"one of {', '.join(str(one.value) for one in values)}"
        case inspect.BoolType():
            return "true or false"
        case inspect.IntType(ge=least, le=most):
            return f"a whole number from {least} to {most}"
        case inspect.StrType(max_length=most):
            return f"up to {most} characters"
    return "what /openapi.json says"
