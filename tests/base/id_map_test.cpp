// SPDX-License-Identifier: MIT
// Maps between the ids of different things.
#include "base/id_map.h"

#include <cstdint>

#include "support/catch.h"

using namespace heapgraph;

namespace {

enum class Guest : std::uint32_t { none = 0xffffffff };
enum class Room : std::uint32_t { none = 0xffffffff };
enum class Floor : std::uint8_t { none = 0xff };

}  // namespace

TEST_CASE("a map of ids leads nowhere until it is told where") {
  IdMap<Guest, Room> rooms(3);
  CHECK(rooms.size() == 3);
  CHECK_FALSE(rooms.empty());
  CHECK(rooms.values() == std::vector(3, Room::none));
  rooms[Guest{1}] = Room{7};
  CHECK(rooms[Guest{0}] == Room::none);
  CHECK(rooms[Guest{1}] == Room{7});
  CHECK(rooms[Guest{2}] == Room::none);
  CHECK(IdMap<Guest, Room>().empty());
  CHECK(IdMap<Guest, Room>(std::vector{Room{4}})[Guest{0}] == Room{4});
}

TEST_CASE("maps of ids are composed, and nowhere leads nowhere") {
  const IdMap<Guest, Room> rooms(std::vector{Room{2}, Room::none, Room{0}, Room{2}, Room{1}});
  const IdMap<Room, Floor> floors(std::vector{Floor{5}, Floor::none, Floor{9}});
  const IdMap<Guest, Floor> result = rooms.then(floors);
  CHECK(result.values() == std::vector{Floor{9}, Floor::none, Floor{5}, Floor{9}, Floor::none});
  CHECK(rooms[Guest{0}] == Room{2});
  CHECK(IdMap<Guest, Room>().then(floors).empty());
  CHECK(IdMap<Guest, Room>(2).then(IdMap<Room, Floor>()).values() == std::vector(2, Floor::none));
}

TEST_CASE("the inverse of a list has the place of each id in it") {
  const std::vector<Guest> queue = {Guest{3}, Guest{0}, Guest{4}};
  const auto places = inverse<Guest, Room>(queue, 5);
  CHECK(places.values() == std::vector{Room{1}, Room::none, Room::none, Room{0}, Room{2}});
  for (std::size_t i = 0; i < queue.size(); ++i) CHECK(places[queue[i]] == static_cast<Room>(i));
  CHECK(inverse<Guest, Room>({}, 2).values() == std::vector(2, Room::none));
}
