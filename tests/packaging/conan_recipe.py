# SPDX-License-Identifier: MIT
"""Loads the recipe for Conan with stand-ins for what it imports, calls what needs no Conan, and prints its version.

Usage: conan_recipe.py RECIPE EXPORTED. The sources that it exports are copied into the folder EXPORTED.
"""

import importlib.util
import os
import pathlib
import shutil
import sys
import types


class ConanFile:
    """What Conan gives to a recipe before it calls it."""

    def requires(self, reference, **_traits):
        self.required.append(reference)


class CppInfo:
    def set_property(self, _name, _value):
        pass


def copy(_recipe, pattern, source, destination, excludes=()):
    def ignored(folder, names):
        below = os.path.relpath(folder, source)
        paths = {name: pathlib.PurePath(below, name) for name in names}
        return [name for name, path in paths.items() if any(
            str(path).startswith(exclude.removesuffix("/*")) for exclude in excludes)]
    assert pattern == "*"
    shutil.copytree(source, destination, ignore=ignored)


def stand_in(name, **members):
    module = types.ModuleType(name)
    vars(module).update(members)
    sys.modules[name] = module


stand_in("conan", ConanFile=ConanFile)
stand_in("conan.tools.build", check_min_cppstd=None)
stand_in("conan.tools.cmake", CMake=None, CMakeDeps=None, CMakeToolchain=None, cmake_layout=None)
stand_in("conan.tools.files", copy=copy, rmdir=None,
         load=lambda _recipe, path: pathlib.Path(path).read_text(encoding="utf-8"))

sys.dont_write_bytecode = True
recipe_file = pathlib.Path(sys.argv[1])
specification = importlib.util.spec_from_file_location("recipe", recipe_file)
recipe_module = importlib.util.module_from_spec(specification)
specification.loader.exec_module(recipe_module)

recipe = recipe_module.HeapgraphConan()
recipe.recipe_folder = str(recipe_file.parent)
recipe.export_sources_folder = sys.argv[2]
recipe.required = []
recipe.cpp_info = CppInfo()
recipe.settings = types.SimpleNamespace(os="Linux")
recipe.options = types.SimpleNamespace(shared=False)
recipe.set_version()
recipe.export_sources()
recipe.requirements()
recipe.package_info()
print(recipe.version, *sorted(reference.split("/")[0] for reference in recipe.required))
