"""Which engine a machine uses is the site's choice; what it cannot use is said before anybody stands there."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from hallcall.assets import asset_path, weights
from hallcall.assets.weights import model_notes, read_model, shipped_model
from hallcall.core.errors import ConfigError, FaceError
from hallcall.face import FaceEngine, Strictness
from hallcall.face.registry import engine_names, open_engine, start_engine
from hallcall.face.settings import FaceSettings, load_face_settings
from hallcall.hal import load_machine
from hallcall.sim.faces import DrawnFaceEngine

MACHINE = 'schema = 1\n[machine]\nid = "k1"\n'

pytestmark = pytest.mark.feature("F032")


def machine(folder: Path, face: str) -> Path:
    path = folder / "machine.toml"
    path.write_text(MACHINE + face, encoding="utf-8")
    return path


def test_a_machine_compares_no_faces_unless_its_file_says_so(tmp_path: Path) -> None:
    settings = load_face_settings(machine(tmp_path, ""))
    assert settings == FaceSettings()
    with pytest.raises(FaceError, match=r"face\.off"):
        start_engine(settings)


def test_what_the_site_chose_is_read(tmp_path: Path) -> None:
    path = machine(
        tmp_path, '[face]\nenabled = true\nengine = "drawn"\nstrictness = "strict"\nthreshold_percent = 45\n'
    )
    settings = load_face_settings(path)
    assert (settings.engine, settings.strictness, settings.one_to_one) == ("drawn", Strictness.STRICT, 0.45)
    assert isinstance(start_engine(settings), DrawnFaceEngine)
    assert load_machine(path).id == "k1"


def test_every_mistake_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        load_face_settings(machine(tmp_path, '[face]\nenabled = 1\nstrictness = "lax"\ncolour = "red"\n'))
    found = [(finding.line, finding.key) for finding in refused.value.findings]
    assert found == [(5, "face.enabled"), (6, "face.strictness"), (7, "face.colour")]


def test_an_engine_that_does_not_exist_is_answered_with_those_that_do() -> None:
    with pytest.raises(FaceError) as refused:
        open_engine(FaceSettings(engine="eigenfaces"))
    assert refused.value.fields == {"engine": "eigenfaces", "known": "arcface dlib drawn sface"}
    assert engine_names() == ("arcface", "dlib", "drawn", "sface")


def test_an_engine_is_told_apart_by_both_models(sface: FaceEngine) -> None:
    hashes = [note.sha256 for note in model_notes()]
    assert sface.id == hashlib.sha256(":".join(hashes).encode()).hexdigest()[:12]
    assert isinstance(sface, FaceEngine)


def test_each_shipped_model_has_a_licence_and_is_what_the_manifest_says() -> None:
    notice = (Path(__file__).parents[3] / "NOTICE").read_text(encoding="utf-8")
    for note in model_notes():
        assert len(shipped_model(note.file).content) == note.bytes
        assert asset_path("models", note.licence_file).stat().st_size > 500
        assert note.licence_file in notice
        assert note.source


def test_a_model_of_which_one_byte_was_changed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    last = model_notes()[-1]
    content = bytearray(shipped_model(last.file).content)
    content[5000] ^= 1
    (tmp_path / last.file).write_bytes(content)

    def path(*parts: str) -> Path:
        found = tmp_path / parts[-1]
        if not found.exists():
            raise FileNotFoundError(found)
        return found

    monkeypatch.setattr(weights, "asset_path", path)
    with pytest.raises(FaceError, match=r"face\.weights_changed"):
        open_engine(FaceSettings())
    (tmp_path / last.file).unlink()
    with pytest.raises(FaceError, match=r"face\.weights_missing"):
        shipped_model(last.file)


def test_the_sites_own_model_needs_its_hash_and_a_licence(tmp_path: Path) -> None:
    model = tmp_path / "own.onnx"
    model.write_bytes(shipped_model(model_notes()[0].file).content)
    own = FaceSettings(engine="arcface", model=model, model_sha256="0" * 64)
    with pytest.raises(FaceError, match=r"face\.model_licence"):
        open_engine(own)
    with pytest.raises(FaceError, match=r"face\.weights_changed"):
        open_engine(FaceSettings(engine="arcface", model=model, model_sha256="0" * 64, model_licence="MIT"))
    with pytest.raises(FaceError, match=r"face\.weights_missing"):
        open_engine(FaceSettings(engine="arcface", model_licence="MIT"))
    with pytest.raises(FaceError, match=r"face\.weights_missing"):
        read_model(tmp_path / "gone.onnx", "0" * 64)
