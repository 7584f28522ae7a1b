#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""tools/check-rooms catches what it is for: each fault is planted in a small tree."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

CHECK = Path(__file__).resolve().parents[2] / "tools/check-rooms"
README = "| room | job |\n| --- | --- |\n| `base` | text |\n| `warehouse` | SQL |\n| `publish` | pages |\n"
CMAKE = "project(x)\nset(PEELIAN_ROOMS base\n    warehouse publish)\n"


class Rooms(unittest.TestCase):
    def check(self, planted):
        """The check's exit status and lines over a sound tree with `planted` files on top."""
        with tempfile.TemporaryDirectory() as folder:
            files = {
                "src/README.md": README,
                "CMakeLists.txt": CMAKE,
                "src/main.cpp": '#include "publish/page.hpp"\n',
                "src/base/text.hpp": "#include <string>\n",
                "src/warehouse/database.cpp": '#include "base/text.hpp"\n#include <duckdb.h>\n',
                "src/publish/page.hpp": '#include "warehouse/database.hpp"\n',
                "tests/base/text_test.cpp": '#include "base/text.hpp"\n',
            }
            files.update(planted)
            for name, text in files.items():
                path = Path(folder) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            done = subprocess.run([sys.executable, CHECK, folder], capture_output=True, text=True, check=False)
            self.assertEqual(done.stderr, "")
            return done.returncode, done.stdout.splitlines()

    def assert_fault(self, files, expected):
        status, lines = self.check(files)
        self.assertEqual((status, lines[:1]), (1, [expected]), lines)

    def test_a_sound_tree_passes(self):
        self.assertEqual(self.check({}), (0, []))

    def test_a_room_may_not_include_one_below_it(self):
        self.assert_fault({"src/base/text.cpp": '// a comment\n#include "publish/page.hpp"\n'},
                          "src/base/text.cpp:2: room 'base' includes 'publish/page.hpp', but 'publish' is below it")

    def test_nor_may_its_tests(self):
        self.assert_fault({"tests/base/page_test.cpp": '#  include "publish/page.hpp"\n'},
                          "tests/base/page_test.cpp:1: room 'base' includes 'publish/page.hpp', but 'publish' is below it")

    def test_duckdb_stays_in_the_warehouse(self):
        self.assert_fault({"src/publish/page.cpp": "#include <duckdb.h>\n"},
                          "src/publish/page.cpp:1: only warehouse may include 'duckdb.h'")

    def test_slow_headers_stay_out_of_headers(self):
        self.assert_fault({"src/publish/json.hpp": "#include <nlohmann/json.hpp>\n"},
                          "src/publish/json.hpp:1: 'nlohmann/json.hpp' is for .cpp files only: it is slow to compile")

    def test_a_folder_that_is_no_room_is_caught(self):
        self.assert_fault({"src/misc/odd.cpp": "\n"}, "src/misc:1: is not a room of src/README.md")

    def test_the_two_lists_must_agree(self):
        status, lines = self.check({"CMakeLists.txt": "set(PEELIAN_ROOMS base publish warehouse)\n"})
        self.assertEqual(status, 1)
        self.assertEqual(lines[0], "CMakeLists.txt:1: PEELIAN_ROOMS is not the list of src/README.md:")


if __name__ == "__main__":
    unittest.main()
