# SPDX-License-Identifier: Apache-2.0
"""Jupyter's own conformance suite (jupyter_kernel_test) with samples in Java; no test of it is left out.

Run as JUPYTER_PATH=target/jupyter /usr/bin/python3 environment/kernel_conformance.py, with a Python that has
jupyter_kernel_test (Debian: python3-jupyter-kernel-test) and the kernel installed by
java -jar target/koopman.jar kernel install --dir target/jupyter
"""

import unittest
from pathlib import Path

import jupyter_kernel_test

PNG = (
    "var image = new java.awt.image.BufferedImage(8, 8, java.awt.image.BufferedImage.TYPE_INT_RGB);"
    " display(image);"
)


class Koopman(jupyter_kernel_test.KernelTests):
    kernel_name = "koopman"
    language_name = "java"
    file_extension = ".java"

    @classmethod
    def setUpClass(cls):
        """Runs a first cell: on a busy machine it may take longer than the suite waits, and each later reply would
        then be taken for the one before."""
        super().setUpClass()
        cls.kc.execute_interactive("1 + 1", store_history=False, timeout=120, output_hook=lambda message: None)

    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    code_generate_error = 'throw new IllegalStateException("broken");'
    code_page_something = "?String"
    code_inspect_sample = "Math.max"
    code_clear_output = "clearOutput();"
    code_history_pattern = "1 + 1*"
    supported_history_operations = ("tail", "range", "search")

    completion_samples = [
        {"text": "Math.sqr", "matches": {"sqrt("}},
        {"text": "int zebra = 1; zeb", "matches": {"zebra"}},
        {"text": "List.of(1).strea", "matches": {"stream()"}},
        {"text": "%htm", "matches": set()},
        {"text": "%%htm", "matches": {"%%html"}},
    ]
    complete_code_samples = [
        "",
        "int x = 1;",
        "1 + 1",
        "for (int i = 0; i < 3; i++) { }",
        "record Point(double x, double y) {}",
        "sealed interface Shape permits Disc {} record Disc(double r) implements Shape {}",
        'var text = """\n  two\n  lines""";',
        "// a comment",
        "%who",
    ]
    incomplete_code_samples = [
        "for (int i = 0; i < 3; i++) {",
        "class A {",
        "int x = ",
        'var text = """\n  one',
        "/* a comment",
        "List.of(1,",
    ]
    invalid_code_samples = ["int 1x = 2;", "int x = = 3;", "class { }", "x ===== y", 'String s = "open\n;']
    code_execute_result = [
        {"code": "1 + 1", "result": "2"},
        {"code": '"a" + "b"', "result": "ab"},
        {"code": "record P(int a) {}\nnew P(3)", "result": "P[a=3]"},
        {"code": "int half = 21;\nhalf * 2", "result": "42"},
        {"code": "new int[] {1, 2}", "result": "int[2] {1, 2}"},
        {"code": "%%html\n<b>bold</b>", "mime": "text/html"},
    ]
    code_display_data = [
        {"code": 'display("<b>bold</b>", "text/html");', "mime": "text/html"},
        {"code": 'display("**bold**", "text/markdown");', "mime": "text/markdown"},
        {"code": 'display("$x^2$", "text/latex");', "mime": "text/latex"},
        {"code": PNG, "mime": "image/png"},
    ]


    def test_maven_resolves_out_of_sight_of_the_cells(self):
        """The resolver's libraries stand beside the jar, on no class path; the library is in the local repository."""
        self.flush_channels()
        library = next(Path("target/lib").glob("picocli-*.jar")).stem.removeprefix("picocli-")
        reply, outputs = self.execute_helper(f"%maven info.picocli:picocli:{library}\n%classpath")
        self.assertEqual("ok", reply["content"]["status"])
        self.assertIn(f"picocli-{library}.jar", outputs[0]["content"]["data"]["text/plain"])
        reply, _ = self.execute_helper('Class.forName("org.eclipse.aether.RepositorySystem");')
        self.assertEqual("ClassNotFoundException", reply["content"]["ename"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
