// SPDX-License-Identifier: MIT
// The fields of a line of a dump in Luau's own layout.
#include "runtimes/luau/line_layout.h"

#include <array>

#include "runtimes/luau/kinds.h"

namespace heapgraph::luau {
namespace {

constexpr std::array string_fields = {LayoutField{",\"data\":\"", Shape::data}};
constexpr std::array table_fields = {
    LayoutField{",\"pairs\":[", Shape::list, ReferenceField::pairs},
    LayoutField{",\"array\":[", Shape::list, ReferenceField::array},
    LayoutField{",\"metatable\":", Shape::address, ReferenceField::metatable}};
constexpr std::array function_fields = {
    LayoutField{",\"env\":", Shape::address, ReferenceField::env}, LayoutField{",\"name\":\"", Shape::name},
    LayoutField{",\"proto\":", Shape::address, ReferenceField::proto},
    LayoutField{",\"upvalues\":[", Shape::list, ReferenceField::upvalues}};
constexpr std::array userdata_fields = {
    LayoutField{",\"tag\":", Shape::number},
    LayoutField{",\"metatable\":", Shape::address, ReferenceField::metatable}};
constexpr std::array thread_fields = {
    LayoutField{",\"env\":", Shape::address, ReferenceField::env}, LayoutField{",\"source\":\"", Shape::data},
    LayoutField{",\"line\":", Shape::line}, LayoutField{",\"stack\":[", Shape::list, ReferenceField::stack},
    LayoutField{",\"stacknames\":[", Shape::stack_names}};
constexpr std::array proto_fields = {LayoutField{",\"source\":\"", Shape::data},
                                     LayoutField{",\"line\":", Shape::line},
                                     LayoutField{",\"constants\":[", Shape::list, ReferenceField::constants},
                                     LayoutField{",\"protos\":[", Shape::list, ReferenceField::protos}};
constexpr std::array upvalue_fields = {LayoutField{",\"open\":", Shape::boolean},
                                       LayoutField{",\"object\":", Shape::address, ReferenceField::object}};
constexpr std::array class_fields = {
    LayoutField{",\"name\":", Shape::class_name},
    LayoutField{",\"super\":", Shape::address, ReferenceField::super},
    LayoutField{",\"membernames\":[", Shape::list, ReferenceField::membernames},
    LayoutField{",\"staticmembers\":[", Shape::static_members, ReferenceField::staticmembers},
    LayoutField{",\"instancemetatable\":", Shape::address, ReferenceField::instancemetatable},
    LayoutField{",\"memberstooffset\":", Shape::address, ReferenceField::memberstooffset}};
constexpr std::array object_fields = {LayoutField{",\"class\":", Shape::address, ReferenceField::class_},
                                      LayoutField{",\"members\":[", Shape::list, ReferenceField::members}};

}  // namespace

std::span<const LayoutField> fields_of(TypeId type) {
  switch (type) {
    case types::string:
      return string_fields;
    case types::table:
      return table_fields;
    case types::function:
      return function_fields;
    case types::userdata:
      return userdata_fields;
    case types::thread:
      return thread_fields;
    case types::proto:
      return proto_fields;
    case types::upvalue:
      return upvalue_fields;
    case types::class_type:
      return class_fields;
    case types::object:
      return object_fields;
    default:
      return {};
  }
}

}  // namespace heapgraph::luau
