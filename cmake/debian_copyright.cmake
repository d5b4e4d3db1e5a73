# SPDX-License-Identifier: MIT
# Run by CPack before it makes a package: gives the licence the name by which Debian looks for it.
if(CPACK_GENERATOR STREQUAL "DEB")
  set(documents "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share/doc/heapgraph")
  file(RENAME "${documents}/LICENSE.txt" "${documents}/copyright")
endif()
