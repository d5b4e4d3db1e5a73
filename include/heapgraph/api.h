// SPDX-License-Identifier: MIT
// The attribute that exports the public functions and classes from a shared library.
#pragma once

/// Marks the functions and classes of the public headers. The CMake package of a shared library sets
/// `HEAPGRAPH_SHARED` for its users; `HEAPGRAPH_BUILDING` is set only while heapgraph itself is compiled.
#if defined(_WIN32) && defined(HEAPGRAPH_SHARED) && defined(HEAPGRAPH_BUILDING)
#define HEAPGRAPH_API __declspec(dllexport)
#elif defined(_WIN32) && defined(HEAPGRAPH_SHARED)
#define HEAPGRAPH_API __declspec(dllimport)
#elif defined(__GNUC__)
#define HEAPGRAPH_API [[gnu::visibility("default")]]
#else
#define HEAPGRAPH_API
#endif
