"""Which files and definitions are tests."""

from __future__ import annotations

import pytest

from stc_lsp.code.testing import is_test, is_test_path


@pytest.mark.parametrize(
    "path",
    [
        *("tests/test_app.py", "test_app.py", "src/app_test.py", "conftest.py", "tests/helpers.py"),
        *("server_test.go", "src/app.test.ts", "src/app.spec.tsx", "src/__tests__/app.js"),
        *("src/test/java/x/AppTest.java", "FooTests.cs", "spec/app_spec.rb", "tests/app.rs", "x_unittest.cc"),
        *("t/unit/app.py", "pkg/testdata/main.go", "integration-tests/app.rs", "src/__mocks__/fs.js"),
    ],
)
def test_test_files_are_known_by_their_names_and_folders(path: str) -> None:
    assert is_test_path(path)


@pytest.mark.parametrize(
    "path",
    [
        *("src/app.py", "latest.py", "contest.go", "attestation/a.ts", "src/testimony.py", "Testable.java"),
        *("src/t.py", "src/test_client/app.py", "latests/app.py"),
    ],
)
def test_other_files_are_not(path: str) -> None:
    assert not is_test_path(path)


@pytest.mark.parametrize(
    ("path", "language", "kind", "name", "decorators"),
    [
        ("tests/test_app.py", "python", "function", "test_it", ()),
        ("tests/test_app.py", "python", "class", "TestApp", ()),
        ("app_test.go", "go", "function", "TestApp", ()),
        ("src/lib.rs", "rust", "function", "adds", ("#[test]",)),
        ("src/lib.rs", "rust", "function", "adds", ("tokio::test",)),
        ("src/AppTest.java", "java", "method", "adds", ("@Test",)),
        ("AppTests.cs", "csharp", "method", "Adds", ("Fact",)),
    ],
)
def test_tests_are_known_by_name_or_mark(
    path: str, language: str, kind: str, name: str, decorators: tuple[str, ...]
) -> None:
    assert is_test(path, language, kind, name, decorators)


@pytest.mark.parametrize(
    ("path", "language", "name", "decorators"),
    [
        ("tests/test_app.py", "python", "client", ("pytest.fixture",)),
        ("src/app.py", "python", "test_connection", ()),
        ("app_test.go", "go", "Testify", ()),
        ("src/app.py", "python", "route", ("app.route",)),
    ],
)
def test_helpers_and_lookalikes_are_none(
    path: str, language: str, name: str, decorators: tuple[str, ...]
) -> None:
    assert not is_test(path, language, "function", name, decorators)
