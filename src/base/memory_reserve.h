// SPDX-License-Identifier: MIT
// Memory that is kept for the case that there is no more.
#pragma once

namespace heapgraph {

/// Sets memory aside and installs a handler (`std::set_new_handler`) that gives it back in two parts when an
/// allocation fails. With the first part, the allocation is tried again: a destructor may have asked for it,
/// which must not fail. With the second, `std::bad_alloc` is thrown, and what ends then has memory for that.
/// Call it again to set aside what was given back.
void reserve_memory();

}  // namespace heapgraph
