# SPDX-License-Identifier: MIT
"""Builds heapgraph from the source tree that this file is in, with Conan's libraries:

conan create packaging/conan --build=missing
"""

import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load, rmdir


class HeapgraphConan(ConanFile):
    name = "heapgraph"
    description = "Shows what leaks between two heap dumps of Luau or V8, and what keeps it alive"
    homepage = "https://github.com/heapgraph/heapgraph"
    url = homepage
    license = "MIT"
    topics = ("heap", "memory-leak", "luau", "v8")
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"shared": [True, False], "fPIC": [True, False]}
    default_options = {"shared": False, "fPIC": True}
    implements = ["auto_shared_fpic"]

    def _source_tree(self):
        return os.path.join(self.recipe_folder, "..", "..")

    def set_version(self):
        project = load(self, os.path.join(self._source_tree(), "CMakeLists.txt"))
        self.version = re.search(r"project\(heapgraph VERSION ([0-9.]+)", project).group(1)

    def export_sources(self):
        copy(self, "*", self._source_tree(), self.export_sources_folder,
             excludes=(".git/*", "build/*", "tests/*", "testdata/*"))

    def requirements(self):
        self.requires("cli11/[>=2.1 <3]", visible=False)
        self.requires("fmt/[>=9 <13]")
        self.requires("nlohmann_json/[>=3.11 <4]", visible=False)
        self.requires("simdjson/[>=3 <5]")
        self.requires("zlib/[>=1.2.11 <2]")
        self.requires("zstd/[>=1.4 <2]")

    def validate(self):
        check_min_cppstd(self, 20)

    def layout(self):
        cmake_layout(self)

    def generate(self):
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["HEAPGRAPH_TESTS"] = False
        toolchain.user_presets_path = False  # the source tree has presets of its own
        toolchain.generate()
        CMakeDeps(self).generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        CMake(self).install()
        copy(self, "LICENSE.txt", self.source_folder, os.path.join(self.package_folder, "licenses"))
        # Conan writes CMake files of its own.
        rmdir(self, os.path.join(self.package_folder, "lib", "cmake"))
        rmdir(self, os.path.join(self.package_folder, "share"))

    def package_info(self):
        self.cpp_info.libs = ["heapgraph"]
        self.cpp_info.set_property("cmake_file_name", "heapgraph")
        self.cpp_info.set_property("cmake_target_name", "heapgraph::heapgraph")
        if self.options.shared:
            self.cpp_info.defines = ["HEAPGRAPH_SHARED"]
        if self.settings.os in ("Linux", "FreeBSD"):
            self.cpp_info.system_libs = ["pthread"]
