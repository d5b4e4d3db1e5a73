// SPDX-License-Identifier: MIT
// What a shared library of heapgraph shows to other programs.
#pragma once

/// Marks the functions and classes of the public headers. `HEAPGRAPH_SHARED` is set for the users of a shared
/// library by its CMake package; `HEAPGRAPH_BUILDING` only while heapgraph itself is compiled.
#if defined(_WIN32) && defined(HEAPGRAPH_SHARED) && defined(HEAPGRAPH_BUILDING)
#define HEAPGRAPH_API __declspec(dllexport)
#elif defined(_WIN32) && defined(HEAPGRAPH_SHARED)
#define HEAPGRAPH_API __declspec(dllimport)
#elif defined(__GNUC__)
#define HEAPGRAPH_API [[gnu::visibility("default")]]
#else
#define HEAPGRAPH_API
#endif
