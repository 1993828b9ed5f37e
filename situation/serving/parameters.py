"""What is wrong with a parameter of a request or with its body, in words: where, and what to do."""

import re
from collections.abc import Mapping
from typing import Any, Final

import msgspec
from msgspec import Struct, inspect

from situation.errors import UsageError
from situation.text import clean

_SHOWN: Final = 40
_PLACE: Final = re.compile(r" - at `([^`]*)`\Z")
_FAULTS: Final = (
    (re.compile(r"missing required field `([^`]*)`"), "the field {} is missing"),
    (re.compile(r"contains unknown field `([^`]*)`"), "there is no field {}"),
    (re.compile(r"Invalid (?:enum )?value '([^']*)'"), "“{}” is none of the values of its field"),
)
"""How msgspec says it, and what that means."""


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


def wrong_body(error: Exception, what: str) -> UsageError:
    """A body that cannot be read.

    Args:
        error: what decoding it raised.
        what: what it should hold.
    """
    said = str(error)
    place = _PLACE.search(said)
    if not isinstance(error, msgspec.ValidationError):
        fault = "the body is no JSON"
    else:
        fault = "a field has a value that it does not take"
    for sign, words in _FAULTS:
        if found := sign.search(said):
            fault = words.format(clean(found[1], _SHOWN))
            break
    return UsageError(
        f"these are no {what}: {fault}",
        where=clean(place[1]) if place else "body",
        do=f"see /openapi.json for what {what} hold",
    )


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
