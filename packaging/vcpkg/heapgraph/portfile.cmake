# SPDX-License-Identifier: MIT
# Builds the library, and the program as a tool, with vcpkg's libraries. The hash is that of a release, which
# packaging/fill-hashes puts in.
vcpkg_from_github(
  OUT_SOURCE_PATH SOURCE_PATH
  REPO heapgraph/heapgraph
  REF "v${VERSION}"
  SHA512 0
  HEAD_REF main
)
vcpkg_cmake_configure(SOURCE_PATH "${SOURCE_PATH}" OPTIONS -DHEAPGRAPH_TESTS=OFF)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(CONFIG_PATH lib/cmake/heapgraph)
vcpkg_copy_tools(TOOL_NAMES heapgraph AUTO_CLEAN)
file(REMOVE_RECURSE
  "${CURRENT_PACKAGES_DIR}/debug/include" "${CURRENT_PACKAGES_DIR}/debug/share" "${CURRENT_PACKAGES_DIR}/share/doc")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE.txt")
