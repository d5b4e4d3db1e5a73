# SPDX-License-Identifier: MIT
# An image with the static program and nothing else. From a folder with dumps:
#   docker build -t heapgraph .
#   docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/work" heapgraph old.json new.json -o out.svg
FROM debian:12-slim AS build
WORKDIR /heapgraph
# The compiler and the libraries' sources come before heapgraph's own, so that a change of these uses them again.
COPY .ci/install .ci/install
RUN .ci/install sources
COPY . .
RUN cmake --workflow --preset static
RUN cmake --install build/static --prefix /installed

FROM scratch
COPY --from=build /installed/bin/heapgraph /usr/bin/heapgraph
COPY --from=build /installed/share/doc/heapgraph/LICENSE.txt /installed/share/doc/heapgraph/THIRD-PARTY.txt /usr/share/doc/heapgraph/
WORKDIR /work
ENTRYPOINT ["/usr/bin/heapgraph"]
