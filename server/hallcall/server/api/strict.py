"""Requests are read strictly: in a body ``"12"`` is no number and ``1`` no truth value, in a query ``1e0`` is none.

A name in a query that means nothing here is refused: a screen that misspells a filter must not show everything.
Litestar reads leniently by itself; a data transfer object is its place for another reading of bodies, a guard for
another reading of queries.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Generator
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeAlias

import msgspec
from litestar.connection import ASGIConnection
from litestar.dto import AbstractDTO
from litestar.dto.data_structures import DTOFieldDefinition
from litestar.enums import ParamType
from litestar.exceptions import HTTPException
from litestar.handlers import BaseRouteHandler
from litestar.openapi.spec import Reference, Schema
from litestar.typing import FieldDefinition

from hallcall.core.errors import Refused

_JSON = re.compile(r"application/json *(;|$)", re.IGNORECASE)
_NUL = b"\\u0000"
"""What PostgreSQL cannot keep in a text."""
_DETAIL_MAX = 200
_WHOLE = re.compile(r"-?[0-9]{1,19}", re.ASCII)


Reader: TypeAlias = Callable[[str, bytes], Any]
"""From the type that a body says it has, and its bytes, to a value."""


def reader(kind: type[Any]) -> Reader:
    """Reads a body as ``kind`` and nothing else. What must not stand in a body at all is refused with it.

    The reader raises ``Refused`` (``command.malformed``), and ``HTTPException`` when the body says it is no JSON.
    """
    decoder = msgspec.json.Decoder(kind, strict=True)
    # The description of a type holds those of all its fields.
    has_instants = msgspec.inspect.DateTimeType.__name__ in repr(msgspec.inspect.type_info(kind))

    def read(content_type: str, value: bytes) -> Any:
        if not _JSON.match(content_type):
            raise HTTPException(status_code=415)
        body = _read(decoder, value)
        if has_instants:
            _check_instants(body)
        return body

    return read


def strict(kind: type[Any]) -> type[AbstractDTO[Any]]:
    """The framework's form of ``reader``."""
    read = reader(kind)

    class Strict(AbstractDTO[Any]):
        """Strict reading of one type."""

        def decode_bytes(self, value: bytes) -> Any:
            """The body as a value."""
            return read(self.asgi_connection.headers.get("content-type", ""), value)

        @classmethod
        def generate_field_definitions(
            cls,
            model_type: type[Any],  # noqa: ARG003 - the port
        ) -> Generator[DTOFieldDefinition, None, None]:
            """No fields are renamed or left out."""
            yield from ()

        @classmethod
        def detect_nested_field(cls, field_definition: FieldDefinition) -> bool:  # noqa: ARG003 - the port
            """Nested values need no treatment of their own."""
            return False

        @classmethod
        def is_supported_model_type_field(cls, field_definition: FieldDefinition) -> bool:  # noqa: ARG003 - the port
            """Every annotation is."""
            return True

        @classmethod
        def create_for_field_definition(
            cls, field_definition: FieldDefinition, handler_id: str, backend_cls: Any = None
        ) -> None:
            """Nothing to prepare."""

        @classmethod
        def create_openapi_schema(
            cls,
            field_definition: FieldDefinition,
            handler_id: str,  # noqa: ARG003 - the port
            schema_creator: Any,
        ) -> Reference | Schema:
            """The type as it is."""
            return schema_creator.for_field_definition(field_definition)

    return Strict


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object; one that says something twice may be read in two ways."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError("a name twice")
    return fields


def _read(decoder: msgspec.json.Decoder[Any], value: bytes) -> Any:
    if _NUL in value:
        raise Refused("command.malformed", detail="NUL")
    try:
        body = decoder.decode(value)
        _TWICE.decode(value.decode())
    except (ValueError, RecursionError) as error:
        # ValueError: also those of msgspec, bytes that are no UTF-8, numbers of thousands of digits.
        raise Refused("command.malformed", detail=str(error)[:_DETAIL_MAX]) from None
    return body


def _check_instants(value: Any) -> None:
    """Every instant carries a zone, and is one in UTC too."""
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise Refused("command.malformed", detail="time zone")
        try:
            value.astimezone(UTC)
        except OverflowError:
            raise Refused("command.malformed", detail="time") from None
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            _check_instants(getattr(value, field.name))


_TWICE = json.JSONDecoder(object_pairs_hook=_once_each)


def strict_query(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Refuse what follows the question mark and is not asked for.

    Raises:
        Refused: ``command.malformed``.
    """
    if not connection.scope["query_string"]:
        return
    numbers = _numbers(handler)
    for name, value in connection.query_params.multi_items():
        if name not in numbers or (numbers[name] and not _WHOLE.fullmatch(value)):
            raise Refused("command.malformed", detail=name[:40])


@cache
def _numbers(handler: BaseRouteHandler) -> dict[str, bool]:
    """The names a query of this route may have, and whether a whole number follows."""
    found: dict[str, bool] = {}
    for name, field in handler.parsed_fn_signature.parameters.items():
        kwarg = field.kwarg_definition
        if getattr(kwarg, "param_type", None) is ParamType.QUERY:
            found[getattr(kwarg, "query", None) or getattr(kwarg, "name", None) or name] = _is_number(field)
    return found


def _is_number(field: FieldDefinition) -> bool:
    return field.annotation is int or any(_is_number(inner) for inner in field.inner_types)
