# SPDX-License-Identifier: Apache-2.0
"""Installs target/koopman-kernel.jar, the kernel without the library, and runs cells in it.

    check_light_kernel.py java      the Java to install it with

Fails if a cell does not give what it should, if a library of this project's is in sight of the cells, or if the jar has
grown beyond its limit. Prints the sizes.
"""

import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

JAR = Path("target/koopman-kernel.jar")
LIMIT = 7_000_000  # bytes
PATIENCE = 60

SEALED = "sealed interface Beast permits Cat {}\nrecord Cat(int lives) implements Beast {}"
FOREIGN = ("ai.djl.ndarray.NDArray", "org.knowm.xchart.XYChart", "tech.tablesaw.api.Table", "koopman.data.Samples",
           "com.google.gson.Gson", "org.objectweb.asm.ClassReader", "org.zeromq.ZMQ", "picocli.CommandLine", "org.slf4j.Logger")
GSON = re.search("<gson.version>(.*)</", Path("pom.xml").read_text("utf-8"))[1]
MAVEN = "%maven com.google.code.gson:gson:" + GSON  # which the build has fetched
CELLS = (
    ("1 + 1", "2"),
    (SEALED, None),
    ("new Cat(9)", "Cat[lives=9]"),
    ('display("<b>bold</b>", "text/html");', "<b>bold</b>"),
    ('Stream.of("' + '", "'.join(FOREIGN) + '").filter(each -> { try { Class.forName(each); return true; }'
     ' catch (ClassNotFoundException absent) { return false; } }).toList()', "[]"),
    (MAVEN, None),
    ('new com.google.gson.Gson().toJson(List.of(1, 2))', "[1,2]"),
)


def run(client, code):
    """Returns the reply's status and what was shown, as HTML where there is some."""
    shown = []

    def collect(message):
        content = message["content"]
        if message["msg_type"] in ("execute_result", "display_data"):
            shown.append(content["data"].get("text/html") or content["data"]["text/plain"])
        elif message["msg_type"] in ("stream", "error"):
            shown.append(content.get("text") or "\n".join(content["traceback"]))

    reply = client.execute_interactive(code, output_hook=collect, timeout=PATIENCE)
    return reply["content"]["status"], "\n".join(shown)


def check_cells():
    from jupyter_client.manager import start_new_kernel
    manager, client = start_new_kernel(kernel_name="java", startup_timeout=PATIENCE)
    try:
        for code, wanted in CELLS:
            status, shown = run(client, code)
            if status != "ok" or shown != (wanted or ""):
                sys.exit(f"{code!r} ({status}: {shown}) must give {wanted}")
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def sizes():
    """Returns the jar's bytes, and how many of them are Maven's resolver."""
    with zipfile.ZipFile(JAR) as jar:
        resolver = sum(each.compress_size for each in jar.infolist() if each.filename.startswith("META-INF/resolver/"))
        for licence in ("META-INF/LICENSE", "META-INF/THIRD-PARTY.txt"):
            jar.getinfo(licence)
    return JAR.stat().st_size, resolver


def command(java, *arguments):
    return subprocess.run([java, "-jar", str(JAR), *arguments], check=True, capture_output=True, text=True).stdout


def main(java):
    with tempfile.TemporaryDirectory() as folder:
        os.environ["JUPYTER_PATH"] = folder
        command(java, "install", "--dir", folder)
        if "  JDK " not in command(java, "list") or "Java kernel" not in command(java, "--version"):
            sys.exit("the light kernel (list, --version) must tell of itself")
        check_cells()
        kernel = Path(folder, "kernels", "java")
        installed = sum(each.stat().st_size for each in kernel.rglob("*") if each.is_file())
        command(java, "uninstall", "--dir", folder)
        if kernel.exists():
            sys.exit(f"{kernel} (left over) must go with its kernel")
    whole, resolver = sizes()
    print(f"{JAR}: {whole / 1e6:.1f} MB, without Maven's resolver {(whole - resolver) / 1e6:.1f} MB; "
          f"installed {installed / 1e6:.0f} MB")
    if whole > LIMIT:
        sys.exit(f"{JAR} ({whole} bytes) must stay below {LIMIT}: what has crept in?")


if __name__ == "__main__":
    main(sys.argv[1])
