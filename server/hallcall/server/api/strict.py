"""Bodies are read strictly: ``"12"`` is no number and ``1`` no truth value.

Litestar reads bodies leniently by itself; a data transfer object is its place for another reading.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import msgspec
from litestar.dto import AbstractDTO
from litestar.dto.data_structures import DTOFieldDefinition
from litestar.openapi.spec import Reference, Schema
from litestar.typing import FieldDefinition

from hallcall.core.errors import Refused


def strict(kind: type[Any]) -> type[AbstractDTO[Any]]:
    """Reads a body as ``kind`` and nothing else."""
    decoder = msgspec.json.Decoder(kind, strict=True)

    class Strict(AbstractDTO[Any]):
        """Strict reading of one type."""

        def decode_bytes(self, value: bytes) -> Any:
            """The body as a value.

            Raises:
                Refused: ``command.malformed``.
            """
            try:
                return decoder.decode(value)
            except (msgspec.DecodeError, msgspec.ValidationError) as error:
                raise Refused("command.malformed", detail=str(error)) from None

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
